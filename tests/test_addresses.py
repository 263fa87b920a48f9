"""What a reader may name, and the address at which it is published."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.addresses import Bases, Day, File, Section, Wanted, files, wanted
from store.errors import StoreError

BASES = Bases("https://api.example/v1/", "https://mirror.example/xml")
GUID = "5A3D1E05-7C0B-4D2A-9E11-0DEB0C5A0005"
DAY = dt.date(2025, 3, 11)
SITE = "https://hansard.parliament.uk"
TWFY = "https://www.theyworkforyou.com"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (GUID, Section(GUID)),
        (GUID.lower(), Section(GUID)),
        (f" {{{GUID}}} ", Section(GUID)),
        ("26011562000145", Section("26011562000145")),
        ("2025-03-11", Day(DAY)),
        (f"{SITE}/Commons/2025-03-13/debates/{GUID.lower()}/LockKeepers(Retired)Bill(Lords)", Section(GUID)),
        (f"{SITE}/commons/2025-03-13/debates/{GUID}/Title#contribution-{GUID[::-1]}", Section(GUID)),
        (f"{SITE}/Commons/2025-03-13/debates/{GUID}", Section(GUID)),
        (f"{SITE}/Commons/2026-01-15/debates/26011562000145/Deferred", Section("26011562000145")),
        (f"{SITE}/Commons/2026-01-14/debates/DeferredDivisions2026-01-14/x", Section("DeferredDivisions2026-01-14")),
        (f"{SITE}/lords/2025-03-11", Day(DAY, "lords")),
        (f"{SITE}/Commons/2025-03-11/", Day(DAY, "commons")),
        (f"https://hansard-api.parliament.uk/debates/debate/{GUID}.json", Section(GUID)),
        (f"https://api.example/v1/debates/debate/{GUID.lower()}.json", Section(GUID)),
        ("https://mirror.example/xml/debates/debates2025-03-11a.xml", File("debates/debates2025-03-11a.xml")),
        (f"{TWFY}/pwdata/scrapedxml/debates/debates2025-03-11a.xml", File("debates/debates2025-03-11a.xml")),
        (f"{TWFY}/pwdata/scrapedxml/sp-new/meeting-of-the-parliament/2025-03-11_1.xml",
         File("sp-new/meeting-of-the-parliament/2025-03-11_1.xml")),
        (f"{TWFY}/debates/?id=2025-03-11b.123.4#g123.5", File("debates/debates2025-03-11b.xml")),
        (f"{TWFY}/debate/?id=2025-03-11b.123.4", File("debates/debates2025-03-11b.xml")),
        (f"{TWFY}/debates/?d=2025-03-11", File("debates/debates2025-03-11a.xml")),
        (f"{TWFY}/whall/?id=2025-03-11a.1.0", File("westminhall/westminster2025-03-11a.xml")),
        (f"{TWFY}/lords/?gid=2025-03-11c.1.0", File("lordspages/daylord2025-03-11c.xml")),
        (f"{TWFY}/wrans/?id=2025-03-11.36112.h", File("wrans/answers2025-03-11a.xml")),
        (f"{TWFY}/wrans/?id=2025-03-11.HL5711.h", File("lordswrans/lordswrans2025-03-11a.xml")),
        ("http://theyworkforyou.com/ni/?id=2025-03-11.1.1", File("ni/ni2025-03-11.xml")),
    ],
)  # fmt: skip
def test_what_is_meant(text: str, meant: Wanted) -> None:
    assert wanted(text, None, BASES) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lock Keepers",
        "2025-3-11",
        GUID[:-1],
        "ftp://hansard.parliament.uk/",
        "https://example.org/debates/" + GUID,
        f"{SITE}/search?q=halls",
        f"{SITE}/",
        f"{TWFY}/mp/10001/somebody",
        f"{TWFY}/debates/",
        f"{TWFY}/debates/?id=x",
        f"{TWFY}.evil.example/debates/?id=2025-03-11a.1.1",
        "https://mirror.example/xml/../secret.xml",
        "https://api.example/v1/overview/",
        f"https://hansard-api.parliament.uk/debates/divisions/{GUID}.json",
    ],
)
def test_what_means_nothing_is_a_sentence(text: str) -> None:
    with pytest.raises(StoreError, match="give a Hansard or TheyWorkForYou address"):
        wanted(text, None, BASES)


@given(st.text() | st.text().map("https://hansard.parliament.uk/".__add__) | st.text().map("https://".__add__))
def test_nothing_else_is_raised(text: str) -> None:
    try:
        wanted(text, None, BASES)
    except StoreError:
        return


def test_a_day_of_a_house() -> None:
    assert wanted("2025-03-11", "lords", BASES) == Day(DAY, "lords")
    with pytest.raises(StoreError, match="cannot be fetched by day; the Houses are commons, lords"):
        wanted("2025-03-11", "scotland", BASES)
    with pytest.raises(StoreError, match="2025-02-30 is not a day of the calendar"):
        wanted("2025-02-30", None, BASES)


def test_where_things_are() -> None:
    assert BASES.section(Section(GUID)) == f"https://api.example/v1/debates/debate/{GUID}.json"
    assert BASES.section(Section("a/../b?c")) == "https://api.example/v1/debates/debate/a%2F..%2Fb%3Fc.json"
    assert BASES.divisions(Section(GUID)) == f"https://api.example/v1/debates/divisions/{GUID}.json"
    assert BASES.division(Section(GUID)) == f"https://api.example/v1/debates/division/{GUID}.json"
    assert BASES.file(File("ni/ni2025-03-11.xml")) == "https://mirror.example/xml/ni/ni2025-03-11.xml"
    query = "queryParameters.startDate=2025-03-11&queryParameters.endDate=2025-03-11"
    whole = f"https://api.example/v1/search/debates.json?{query}"
    assert BASES.day(Day(DAY), 0, 100) == f"{whole}&queryParameters.skip=0&queryParameters.take=100"
    assert "&queryParameters.house=Lords&" in BASES.day(Day(DAY, "lords"), 0, 100)


def test_the_files_of_a_day() -> None:
    assert [file.path for file in files(Day(DAY))] == [
        "debates/debates2025-03-11a.xml",
        "westminhall/westminster2025-03-11a.xml",
        "lordspages/daylord2025-03-11a.xml",
    ]
    assert files(Day(DAY, "wales")) == (File("senedd/en/senedd2025-03-11.xml"),)


def test_editions() -> None:
    assert File("debates/debates2025-03-11a.xml").next_edition() == File("debates/debates2025-03-11b.xml")
    assert File("debates/debates2025-03-11z.xml").next_edition() is None
    assert File("ni/ni2025-03-11.xml").next_edition() is None
