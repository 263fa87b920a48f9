"""What sources rarely print and rarely hold: each is read, or refused in a sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import SourceError
from store.importers import hansard_json, parallel_parliament, parse_bytes, source, text
from store.importers.attribution import speaker
from store.importers.options import Options
from store.importers.parallel_parliament_lines import clock_of
from store.model import Kind, Speaker
from tests import test_importers_akoma_ntoso as akoma
from tests import test_importers_hansard_json as hansard
from tests import test_importers_historic as historic
from tests import test_importers_parallel_parliament as pages
from tests import test_importers_parlamint as parlamint
from tests.mutations import OPTIONS
from tests.test_importers_source import zipped


def test_a_peer_with_a_seat_and_an_endless_attribution_are_the_name_as_printed() -> None:
    assert speaker("The Earl of Ott (Mossbridge)") == Speaker("The Earl of Ott (Mossbridge)")
    endless = f"Ada Fenwright ({'x' * 600})"
    assert speaker(endless) == Speaker(endless)


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("4.30 pm", "16:30:00"),
        ("12.05 am", "00:05:00"),
        ("0.30 pm", None),
        ("13.30 pm", None),
        ("4.75 pm", None),
        ("noon", None),
    ],
)
def test_clocks_of_a_page(line: str, clock: str | None) -> None:
    assert clock_of(line) == clock


def test_a_portrait_above_words_with_no_links_is_no_speaker() -> None:
    page = f"{pages.PAGE}\nAda Fenwright Portrait\n\nMore of it.\n\nAnd more.\n"
    assert [name for name, _ in pages.said(pages.only(pages.parsed(page)))] == ["Ada Fenwright", "Odo Pell"]
    last = f"{pages.PAGE}\nAda Fenwright Portrait\n\nMore of it."
    assert pages.said(pages.only(pages.parsed(last)))[-1][1].endswith("More of it.")


def test_what_is_larger_than_any_page_is_none() -> None:
    with pytest.raises(SourceError, match="larger than any page"):
        parallel_parliament.parse(bytes(parallel_parliament._MOST + 1), "page.txt", OPTIONS)


def test_the_cap_holds_for_bytes_too() -> None:
    with pytest.raises(SourceError, match=r"larger than 10 bytes; raise the limit"):
        parse_bytes(pages.PAGE.encode(), "page.txt", replace(OPTIONS, max_bytes=10))


def test_windows_words_are_read_and_never_written() -> None:
    assert text.decode(b"It\x92s \xe2\x80\x9cso\xe2\x80\x9d", "page") == "It’s “so”"
    with pytest.raises(UnicodeEncodeError):
        "\u2019".encode("ascii", errors=text._WINDOWS)


def test_hansard_tables_and_divisions_that_no_item_names() -> None:
    table = "<table><tr><td>Oil</td><td>5</td></tr><tr><th>Wicks</th><td>6</td></tr></table>"
    vote = {"ExternalId": "D-1", "Number": "4", "AyesCount": 2, "NoesCount": 1}
    (found,) = hansard.parsed(hansard.debate(hansard.item(f"See: {table}", "Ann Lee"), Divisions=[vote]))
    assert found.remarks[0].text == "See:\nOil | 5\nWicks | 6"
    last = found.remarks[-1]
    assert (last.key, last.label, last.text) == ("hansard/D-1", Kind.DIVISION, "Division No. 4\nAyes 2, Noes 1")


def test_what_a_minister_says_first_in_a_statement_is_the_statement() -> None:
    over = hansard.overview(HRSTag="hs_2cStatement")
    items = (
        hansard.item("Order.", "Mr Speaker"),
        hansard.item("I state.", "The Minister for Lamps (Mr Bo Ray)"),
        hansard.item("I go on.", "The Minister for Lamps (Mr Bo Ray)"),
    )
    (found,) = hansard.parsed(hansard.debate(*items, over=over))
    assert [remark.label for remark in found.remarks] == [None, Kind.STATEMENT, None]


def test_a_flag_that_is_none_is_refused() -> None:
    voter = {"DisplayAs": "Ann Lee", "IsTeller": "perhaps"}
    vote = {"ExternalId": "D-1", "Number": "4", "AyesCount": 1, "NoesCount": 0, "AyeMembers": [voter]}
    with pytest.raises(SourceError, match="neither true nor false in “IsTeller”"):
        hansard.parsed(hansard.debate(hansard.item("", "x", ExternalId="D-1"), Divisions=[vote]))
    assert hansard_json.NAME


def test_a_volume_with_a_constituency_beside_the_member_cells_and_empty_elements() -> None:
    sitting = """<housecommons><title>HOUSE OF COMMONS</title><date format="1910-06-28">Tuesday, 28th June, 1910</date>
        <debates><section><title>OIL</title><p id="0"> </p><p id="a"><member>Mr. LEE</member>
        <memberconstituency>(Kirkholm)</memberconstituency> asked for oil.</p><p id="b"> </p>
        <p id="c"><member>Mr. RAY</member> </p>
        <p id="d">The table: <table><tr><td>Oil</td><td>5</td></tr></table></p>
        <division><table><tr><td> </td></tr></table></division></section></debates></housecommons>"""
    (found,) = historic.parsed(historic.volume(sitting)).debates
    assert [(remark.attribution, remark.text) for remark in found.remarks] == [
        ("Mr. LEE (Kirkholm)", "asked for oil."),
        ("", "The table:\nOil | 5"),
    ]


def test_a_record_with_an_empty_speech_and_times_that_are_none() -> None:
    body = """<debateBody><debateSection><heading>Oil</heading>
        <speech by="#lee"><from>Ms Lee</from><p> </p></speech>
        <speech by="#lee"><from>Ms Lee</from><p>At <recordedTime time="2020-02-03T09:15:00"/>noon.</p></speech>
        <speech by="#lee"><from>Ms Lee</from><p>At <recordedTime time="late"/>dusk.</p></speech>
        </debateSection></debateBody>"""
    (found,) = akoma.parsed(akoma.record(body))
    assert [(remark.text, remark.time) for remark in found.remarks] == [("At noon.", None), ("At dusk.", "09:15:00")]


def test_gaps_and_wordless_speeches_of_a_sitting_are_told() -> None:
    body = """<div><head>Oil</head><u xml:id="u1" who="#p2"><seg>Oil <gap reason="inaudible"/> dear.</seg></u>
        <u xml:id="u2" who="#p2"><seg> </seg></u></div>"""
    found = parlamint.parsed(parlamint.tei(body))
    assert [remark.text for remark in found.debates[0].remarks] == ["Oil […] dear."]
    assert [skipped.why for skipped in found.skipped] == [
        "left out by the source: inaudible",
        "a speech without a word",
    ]


def test_the_lists_of_an_archive_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = b'<listOrg xmlns="http://www.tei-c.org/ns/1.0"/>'
    sittings = [(f"ParlaMint-XX_{day}.xml", parlamint.tei()) for day in ("2021-05-04", "2021-05-05")]
    (tmp_path / "days.zip").write_bytes(zipped(("ParlaMint-XX-listOrg.xml", lists), *sittings))
    opened: list[str] = []
    read = source.read
    monkeypatch.setattr(source, "read", lambda path, options: opened.append(path) or read(path, options))
    found = list(source.sources([str(tmp_path / "days.zip")], OPTIONS))
    assert [item.companions for item in found if isinstance(item, source.SourceFile)][-2:] == [(lists,)] * 2
    assert len(opened) == 2


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "days.zip").write_bytes(zipped(*((f"{n}.xml", b"<a/>") for n in range(4))))
    small = Options(dt.date(2025, 4, 1), max_members=3)
    (told,) = source.sources([str(tmp_path / "days.zip")], small)
    assert "holds more than 3 files" in str(told)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "day.xml").write_bytes(b"<a/>")
    monkeypatch.setattr(Path, "open", refused)
    (told,) = source.sources([str(tmp_path / "day.xml")], OPTIONS)
    assert "may not be read by you" in str(told)
