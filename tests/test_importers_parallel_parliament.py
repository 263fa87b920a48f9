"""Parallel Parliament's pages: copied, saved, and copied badly."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from store.errors import SourceError
from store.importers import parse_bytes
from store.importers.options import Options
from store.model import Excerpt, Section, Speaker
from store.parsed import Parsed, ParsedDebate, Remark

OPTIONS = Options(captured=dt.date(2026, 4, 1))
ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_data" / "parallel-parliament"
DATA = Path(os.environ.get("DISPATCHBOX_DATA", ROOT.parent / "shared" / "data")) / "parallel-parliament"
HEAD = "Ferry Fares\n\nDebate between Ada Fenwright and Odo Pell\nMonday 3rd February 2025\n\n(2\u00a0weeks ago)\n\n"
PLACE = "Commons Chamber\nRead Full debate Read Hansard Text Read Debate Ministerial Extracts\n"
ADA = "Ada Fenwright Portrait Ada Fenwright (Mossbridge) (Lab)\n- View Speech - Hansard - - - Excerpts\n\nWhy?\n\n"
ODO = "Odo Pell Portrait The Minister for Ferries (Mr Odo Pell)\n- Hansard - -\n\nBecause.\n\nYes.\n"
PAGE = HEAD + PLACE + ADA + ODO
ADA_FENWRIGHT = Speaker("Ada Fenwright", "Lab", "Mossbridge")


def parsed(page: str, options: Options = OPTIONS) -> Parsed:
    imported = parse_bytes(page.encode(), "page.txt", options)
    assert imported.format == "Parallel Parliament page"
    return imported.parsed


def only(found: Parsed) -> ParsedDebate:
    assert len(found.debates) == 1
    return found.debates[0]


def said(debate: ParsedDebate) -> list[tuple[str | None, str]]:
    return [(remark.speaker.name if remark.speaker else None, remark.text) for remark in debate.remarks]


EXPECTED = [("Ada Fenwright", "Why?"), ("Odo Pell", "Because.\nYes.")]


def test_a_page() -> None:
    found = parsed(PAGE)
    debate = only(found)
    assert (debate.title, debate.date, debate.house) == ("Ferry Fares", dt.date(2025, 2, 3), "commons")
    assert (debate.section, debate.excerpt, debate.warning) == (Section.CHAMBER, Excerpt.PAIR, "")
    assert found.captured == "2025-02-17"
    assert debate.remarks == (
        Remark("", "Why?", ADA_FENWRIGHT, "Ada Fenwright (Mossbridge) (Lab)", line=10),
        Remark("", "Because.\nYes.", Speaker("Odo Pell", office="The Minister for Ferries"),
               "The Minister for Ferries (Mr Odo Pell)", line=15),
    )  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\r"),
        PAGE.replace("\n\n", "\n"),
        "\ufeff" + PAGE,
        PAGE.replace("\n", " \t\n\n\n"),
        "\t" + PAGE.replace("\n", "\n\t"),
        "Skip to main content\nMenu\nLog in\n\n" + PAGE,
        PAGE + "\nContains Parliamentary information licensed under the Open Parliament Licence v3.0\nContact\n",
        PAGE + "\n© 2025 Parallel Parliament\nAbout us\n",
        PAGE.replace(" - Hansard - - - Excerpts", "\n- Hansard -\n-\n- Excerpts").replace("- Hansard - -", "Hansard"),
        PAGE.replace("Ada Fenwright Portrait ", "").replace("Odo Pell Portrait ", ""),
        PAGE.replace(" Portrait ", " Portrait\n"),
        PAGE.replace("- Hansard - -\n", ""),
        PAGE.replace("Monday 3rd February 2025", "3 February 2025"),
    ],
    ids=["crlf", "cr", "no blanks", "bom", "wide", "tabs", "above", "licence", "foot", "links apart", "no portraits",
         "portraits apart", "links lost", "plain date"],
)  # fmt: skip
def test_however_it_was_copied(page: str) -> None:
    debate = only(parsed(page))
    assert debate.title == "Ferry Fares"
    assert said(debate) == EXPECTED


def test_encodings() -> None:
    page = PAGE.replace("Why?", "“Why” – Siân?")
    for data in (page.encode(), page.encode("utf-16"), b"\xef\xbb\xbf" + page.encode(), page.encode("cp1252")):
        debate = only(parse_bytes(data, "page.txt", OPTIONS).parsed)
        assert debate.remarks[0].text == "“Why” – Siân?"


def test_what_was_left_out_is_listed_with_its_line() -> None:
    skipped = parsed("Menu\n" + PAGE + "\nBack to top\nHelp\n").skipped
    assert [(each.line, each.why) for each in skipped] == [
        (1, "above the first debate"),
        (10, "menu of the page"),
        (12, "links of the page"),
        (17, "links of the page"),
        (23, "the foot of the page"),
        (24, "the foot of the page"),
    ]


def test_every_line_is_read_or_listed() -> None:
    page = "Menu\n" + PAGE + PAGE.replace("Why?", "Why not?") + "© 2025\n"
    found = parsed(page)
    kept = {remark.line for debate in found.debates for remark in debate.remarks}
    texts = {line for debate in found.debates for remark in debate.remarks for line in remark.text.split("\n")}
    listed = {each.line for each in found.skipped}
    facts = {*HEAD.split("\n"), "Commons Chamber"}
    for number, line in enumerate(page.split("\n"), 1):
        assert not line or number in kept or (number in listed) is (line not in texts | facts)


@pytest.mark.parametrize(
    ("kind", "excerpt", "warned"),
    [
        ("Debate between Ada Fenwright and Odo Pell", Excerpt.PAIR, False),
        ("Ada Fenwright Excerpts", Excerpt.MEMBER, False),
        ("(Limited Text - Ministerial Extracts only)", Excerpt.EXTRACTS, True),
        ("", Excerpt.FULL, False),
    ],
)
def test_kinds_of_page(kind: str, excerpt: Excerpt, warned: bool) -> None:
    debate = only(parsed(PAGE.replace("Debate between Ada Fenwright and Odo Pell", kind)))
    assert (debate.excerpt, bool(debate.warning)) == (excerpt, warned)


@pytest.mark.parametrize(
    ("place", "house", "section", "committee"),
    [
        ("Commons Chamber", "commons", Section.CHAMBER, ""),
        ("Lords Chamber", "lords", Section.CHAMBER, ""),
        ("Westminster Hall", "commons", Section.WESTMINSTER_HALL, ""),
        ("Grand Committee", "lords", Section.GRAND_COMMITTEE, ""),
        ("Public Bill Committees", "commons", Section.PUBLIC_BILL_COMMITTEE, "Ferry Fares"),
        ("General Committees", "commons", Section.COMMITTEE, "Ferry Fares"),
    ],
)
def test_places(place: str, house: str, section: Section, committee: str) -> None:
    debate = only(parsed(PAGE.replace("Commons Chamber", place)))
    assert (debate.house, debate.section, debate.committee) == (house, section, committee)


@pytest.mark.parametrize(
    ("ago", "captured"),
    [
        ("(2 weeks ago)", "2025-02-17"),
        ("(3\u00a0weeks, 3\u00a0days ago)", "2025-02-27"),
        ("(1 year, 1 month ago)", "2026-03-06"),
        ("(today)", "2025-02-03"),
        ("(yesterday)", "2025-02-04"),
        ("(30 years ago)", "2026-04-01"),
        ("(99999 years ago)", ""),
    ],
)
def test_how_long_ago_dates_the_copy_and_never_after_today(ago: str, captured: str) -> None:
    assert parsed(PAGE.replace("(2\u00a0weeks ago)", ago)).captured == captured


def test_the_finest_span_on_the_page_dates_it() -> None:
    older = PAGE.replace("3rd February", "20th January").replace("2\u00a0weeks", "4\u00a0weeks, 1\u00a0day")
    assert parsed(PAGE + older).captured == "2025-02-18"


def test_the_attribution_then_rules_over_the_name_now() -> None:
    page = PAGE + "Lord Pell of Ott Portrait Lord Then (Con)\n- Hansard -\nMy Lords.\n"
    page += "Lord Fenwright Portrait Mr Gwyn\n- Hansard -\nOrder.\n"
    page += "Lord Pell of Ott Portrait Mr Pell\n- Hansard -\nI said so.\n"
    page += "Iolo Gwyn Portrait Mr Iolo Gwyn (Ott) (PC)\n- Hansard -\nDiolch.\n"
    page += "Bea Ott Portrait Ms Ott\n- Hansard -\nHear.\n"
    assert [remark.speaker for remark in only(parsed(page)).remarks[2:]] == [
        Speaker("Lord Then", "Con"),
        Speaker("Iolo Gwyn", "PC", "Ott"),
        Speaker("Odo Pell"),
        Speaker("Iolo Gwyn", "PC", "Ott"),
        Speaker("Bea Ott"),
    ]


def test_a_short_name_that_two_could_bear_stays_short() -> None:
    page = PAGE + "Ida Pell Portrait Ida Pell (Ott) (Con)\n- Hansard -\nA.\nX Portrait Mr Pell\n- Hansard -\nB.\n"
    assert only(parsed(page)).remarks[-1].speaker == Speaker("Mr Pell")


def test_words_before_the_first_speaker_and_of_many_are_nobodys() -> None:
    page = HEAD + PLACE + "The Secretary of State was asked—\n" + ADA
    page += "Several hon. Members Portrait Several hon. Members\n- Hansard -\nrose—\n"
    remarks = only(parsed(page)).remarks
    assert [(remark.speaker, remark.attribution, remark.text) for remark in (remarks[0], remarks[2])] == [
        (None, "", "The Secretary of State was asked—"),
        (None, "Several hon. Members", "rose—"),
    ]


def test_question_time_is_a_debate_for_each_heading() -> None:
    page = PAGE.replace("Ferry Fares", "Oral Answers to Questions").replace("Why?", "3. Why is it so?")
    page += "Lighthouses\n" + ADA.replace("Why?", "T4. What of them?")
    first, second = parsed(page).debates
    assert (first.title, first.parents, said(first)) == (
        "Oral Answers to Questions", (), [("Ada Fenwright", "3. Why is it so?"), EXPECTED[1]]
    )  # fmt: skip
    assert (second.title, second.parents, second.remarks[0].number) == (
        "Lighthouses", ("Oral Answers to Questions",), "T4"
    )  # fmt: skip


def test_a_clock_is_no_paragraph() -> None:
    remarks = only(parsed(PAGE + "4.30 pm\n" + ADA)).remarks
    assert (remarks[1].text, remarks[1].time, remarks[2].time) == ("Because.\nYes.", None, "16:30:00")


def test_a_date_or_a_menu_word_in_a_speech_is_text() -> None:
    page = PAGE + "Tuesday 4th March 2025\nParallel lines meet.\nMr Portrait is here.\n—\n"
    assert only(parsed(page)).remarks[1].text == (
        "Because.\nYes.\nTuesday 4th March 2025\nParallel lines meet.\nMr Portrait is here.\n—"
    )


def test_a_saved_page() -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><script>var a = "Portrait";</script></head><body>
    <nav><a href="/">Parallel Parliament</a></nav><h1>Ferry Fares</h1><div>Ada Fenwright Excerpts</div>
    <div>Monday 3rd February 2025</div><small>(2&nbsp;weeks ago)</small><div>Commons Chamber</div>
    <a href="#">Read Full debate</a> <a href="#">Read Hansard Text</a>
    <div class="q1"><img src="x" alt="Ada Fenwright Portrait"><span>Ada Fenwright</span> (Mossbridge) (Lab)</div>
    <ul><li><a href="#">View Speech</a></li><li><a href="#">Hansard</a></li><li>-</li></ul><p>Why
    <i>not</i>?</p><!-- no --><div><img alt="Odo Pell Portrait"></div><div>Mr Pell</div><div>- <a>Hansard</a> -</div>
    <p>Because.</p><p>Yes.</p><footer>© 2025 Parallel Parliament<p>Help</p></footer></body></html>"""
    debate = only(parsed(page))
    assert (debate.title, debate.excerpt) == ("Ferry Fares", Excerpt.MEMBER)
    assert said(debate) == [("Ada Fenwright", "Why not?"), ("Odo Pell", "Because.\nYes.")]
    assert debate.remarks[0].speaker == ADA_FENWRIGHT


def test_a_page_too_deep_is_refused() -> None:
    with pytest.raises(SourceError, match="cannot be read whole"):
        parsed("<html><body>parallelparliament.co.uk" + "<div>" * 400 + PAGE)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (ADA + ODO, "no sitting day"),
        (PAGE.replace("Commons Chamber\n", ""), "which House"),
        (HEAD + PLACE, "no speeches"),
        (PAGE.replace("3rd February", "31st February"), "no sitting day"),
    ],
)
def test_what_lacks_a_day_a_house_or_words(page: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        parsed(page)


def test_the_reader_can_say_what_the_page_lacks() -> None:
    options = Options(captured=OPTIONS.captured, house="lords", date=dt.date(2024, 1, 2), title="Bees")
    debate = only(parsed(ADA + ODO, options))
    assert (debate.title, debate.house, debate.date) == ("Bees", "lords", dt.date(2024, 1, 2))
    assert said(debate) == EXPECTED


@pytest.mark.parametrize(
    "file", [*sorted(SAMPLES.glob("*.txt")), *sorted(DATA.glob("*.txt"))], ids=lambda file: file.name
)
def test_files(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = parsed(text)
    spoken = [remark for debate in found.debates for remark in debate.remarks if remark.attribution]
    assert len(spoken) == text.count(" Portrait ")
    assert not any(sign in remark.text for remark in spoken for sign in ("Hansard -", " Portrait", " ago)", "Excerpts"))
    assert all(remark.speaker and remark.text for remark in spoken)


@pytest.mark.skipif(not DATA.exists(), reason="the real pages are not here")
def test_the_first_page_of_the_project() -> None:
    found = parsed((DATA / "cooper-uppal-2024-parliament.txt").read_text(encoding="utf-8"))
    cooper, uppal = Speaker("Yvette Cooper"), Speaker("Harpreet Uppal", "Lab", "Huddersfield")
    assert [(debate.date.isoformat(), len(debate.parents)) for debate in found.debates] == [
        ("2025-01-16", 0), ("2025-01-06", 0)
    ]  # fmt: skip
    assert [[remark.speaker for remark in debate.remarks] for debate in found.debates] == [[cooper, uppal, cooper]] * 2
    assert [remark.text.count("\n") for debate in found.debates for remark in debate.remarks] == [1, 0, 0, 0, 0, 0]
    assert found.captured == "2025-01-30"
