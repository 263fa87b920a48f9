"""TheyWorkForYou's dialects, on days of an invented parliament."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from lxml import etree

from store.errors import SourceError
from store.importers import parse_bytes
from store.importers.options import Options
from store.importers.theyworkforyou_speeches import clock
from store.model import ColumnMark, Kind, Section, Speaker
from store.parsed import Parsed, ParsedDebate

OPTIONS = Options(captured=dt.date(2025, 4, 1))
ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("DISPATCHBOX_DATA", ROOT.parent / "shared" / "data")) / "theyworkforyou"
FILES = sorted([*(ROOT / "sample_data" / "theyworkforyou").glob("*.xml"), *DATA.glob("*.xml")])
DAY = "uk.org.publicwhip/debate/2020-12-14b"


def parsed(body: str, name: str = "debates2020-12-14b.xml", root: str = "publicwhip") -> Parsed:
    return parse_bytes(f"<{root}>{body}</{root}>".encode(), name, OPTIONS).parsed


def major(title: str, place: str) -> str:
    return f'<major-heading id="{DAY}.{place}">{title}</major-heading>'


def minor(title: str, place: str) -> str:
    return f'<minor-heading id="{DAY}.{place}">{title}</minor-heading>'


def speech(text: str, attributes: str = "") -> str:
    return f'<speech id="{DAY}.1.9" {attributes}>{text}</speech>'


def titles(found: Parsed) -> list[tuple[tuple[str, ...], str, int]]:
    return [(debate.parents, debate.title, len(debate.remarks)) for debate in found.debates]


def only(found: Parsed) -> ParsedDebate:
    assert len(found.debates) == 1
    return found.debates[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_contribution_of_every_file_comes_in(file: Path) -> None:
    data = file.read_bytes()
    root = etree.fromstring(data, etree.XMLParser(resolve_entities="internal"))  # type: ignore[arg-type]
    counted = 0 if root.get("latest") == "no" else len(list(root.iter("speech", "ques", "reply")))
    found = parse_bytes(data, file.name, OPTIONS).parsed
    remarks = [remark for debate in found.debates for remark in debate.remarks]
    assert sum(remark.label is not Kind.DIVISION for remark in remarks) == counted
    assert sum(remark.label is Kind.DIVISION for remark in remarks) == (
        len(list(root.iter("division"))) if counted else 0
    )
    assert bool(found.superseded) is (root.get("latest") == "no")
    if counted:
        spoken = " ".join("".join(p.itertext()) for p in root.iter("p", "td"))
        kept = "".join(remark.text for remark in remarks)
        assert sum(map(str.isalnum, kept)) >= sum(map(str.isalnum, spoken))
    for remark in remarks:
        assert "  " not in remark.text
        assert not any(line != line.strip(" ") or not line for line in remark.text.split("\n")) or not remark.text
        assert all(0 < mark.offset < len(remark.text) for mark in remark.columns)


def test_a_debate_is_the_finest_heading_with_speeches() -> None:
    found = parsed(
        major("Bill", "1.0") + speech("<p>a</p>") + minor("Clause 1", "1.1") + speech("<p>b</p>") + speech("<p>c</p>")
    )
    assert titles(found) == [((), "Bill", 1), (("Bill",), "Clause 1", 2)]
    assert [debate.key for debate in found.debates] == [
        "uk.org.publicwhip/debate/2020-12-14.1.0",
        "uk.org.publicwhip/debate/2020-12-14.1.1",
    ]


def test_a_heading_with_nothing_under_it_stands_above_the_next() -> None:
    found = parsed(minor("Rates Bill", "1") + minor("Final\n Stage", "2") + speech("<p>a</p>") + minor("B", "3")
                   + speech("<p>a</p>"))  # fmt: skip
    assert titles(found) == [(("Rates Bill",), "Final Stage", 1), ((), "B", 1)]


def test_headings_and_words_that_stand_alone_are_listed() -> None:
    found = parsed(major("A", "1") + speech("<p>a</p>") + "stray\n" + "<odd/>" + minor("B", "2"))
    assert [skipped.why for skipped in found.skipped] == [
        "words that stand in no speech",
        "<odd> is not part of a debate",
        "nothing stands under the heading “B”",
    ]


def test_questions_stand_under_oral_answers_until_a_heading_without_any() -> None:
    asked = speech('<p qnum="9">What?</p>', 'speakername="A B" oral-qnum="1"')
    found = parsed(
        major("Prayers", "0") + f'<oral-heading id="{DAY}.1">Oral\nAnswers</oral-heading>' + major("Home", "2")
        + minor("Bees", "3") + asked + major("Wales", "4") + minor("Sheep", "5") + asked + major("Statement", "6")
        + speech("<p>a</p>")
    )  # fmt: skip
    assert titles(found) == [
        (("Oral Answers", "Home"), "Bees", 1),
        (("Oral Answers", "Wales"), "Sheep", 1),
        ((), "Statement", 1),
    ]
    assert [skipped.why for skipped in found.skipped] == ["nothing stands under the heading “Prayers”"]


def test_who_is_in_the_chair_is_no_title() -> None:
    found = parsed(
        minor("[Ada Fenwright in the Chair]\n &#8212; \nBiofuels", "1") + speech("<p>a</p>")
        + minor("[Odo Pell in the Chair]", "2") + speech("<p>b</p>")
    )  # fmt: skip
    assert titles(found) == [
        (("[Ada Fenwright in the Chair]",), "Biofuels", 1),
        (("[Ada Fenwright in the Chair]", "[Odo Pell in the Chair]"), "Biofuels", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "label", "supplementary"),
    [
        ("Start Question", Kind.QUESTION, False),
        ("Start SupplementaryQuestion", Kind.QUESTION, True),
        ("Start Answer", Kind.ANSWER, False),
        ("Start Statement", Kind.STATEMENT, False),
        ("Start Speech", Kind.SPEECH, False),
        ("Start Intervention", Kind.INTERVENTION, False),
        ("Start PointOfOrder", Kind.POINT_OF_ORDER, False),
        ("Continuation Speech", Kind.CONTINUATION, False),
        ("Continuation Intervention", Kind.CONTINUATION, False),
        ("Start Other", None, False),
        ("", None, False),
    ],
)
def test_contribution_types(kind: str, label: Kind | None, supplementary: bool) -> None:
    remark = only(parsed(major("A", "1") + speech("<p>x</p>", f'type="{kind}"'))).remarks[0]
    assert (remark.label, remark.supplementary) == (label, supplementary)


@pytest.mark.parametrize(
    ("attributes", "speaker", "attribution"),
    [
        ('speakername="Ada Fenwright" person_id="p/1"', Speaker("Ada Fenwright", ref="p/1"), "Ada Fenwright"),
        ('speakername="Ada Fenwright" speakerid="m/1" speakeroffice="The Minister"',
         Speaker("Ada Fenwright", office="The Minister", ref="m/1"), "Ada Fenwright"),
        ('speakername="Hon. Members" speakerid="unknown" error="No match"', None, "Hon. Members"),
        ('speakername="Several hon. Members" nospeaker="true"', None, "Several hon. Members"),
        ('nospeaker="True"', None, ""),
        ('speakername="Father Odo Pell (St Bee’s)" speakerid="unknown"', Speaker("Father Odo Pell"),
         "Father Odo Pell (St Bee’s)"),
    ],
)  # fmt: skip
def test_nobody_is_guessed(attributes: str, speaker: Speaker | None, attribution: str) -> None:
    remark = only(parsed(major("A", "1") + speech("<p>x</p>", attributes))).remarks[0]
    assert (remark.speaker, remark.attribution) == (speaker, attribution)


def test_an_office_alone_is_who_the_id_was_before() -> None:
    turns = [
        "The Presiding Officer (Odo Pell)",
        "The Presiding Officer",
        "Ada Fenwright (Mossbridge) (Lab)",
        "Dr Fenwright",
    ]
    refs = ["m/1", "m/1", "m/2", "m/2"]
    body = "".join(speech("<p>x</p>", f'speakername="{t}" speakerid="{r}"') for t, r in zip(turns, refs, strict=True))
    remarks = only(parsed(major("A", "1") + body)).remarks
    assert [remark.speaker for remark in remarks] == [
        Speaker("Odo Pell", office="The Presiding Officer", ref="m/1"),
        Speaker("Odo Pell", office="The Presiding Officer", ref="m/1"),
        Speaker("Ada Fenwright", "Lab", "Mossbridge", ref="m/2"),
        Speaker("Ada Fenwright", "Lab", "Mossbridge", ref="m/2"),
    ]
    assert remarks[3].attribution == "Dr Fenwright"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One  two\nthree <i>four</i></p> <p> five </p><p> </p>", "One two three four\nfive"),
        ("<p>a&#160;&#160;b &#145;c&#146;&#133;</p>", "a\u00a0\u00a0b ‘c’…"),
        ("<p>x<!-- no --></p> tail <p>y</p>", "x\ntail\ny"),
        ("<p>x</p><table><tr><td></td><td>1<br/>2</td></tr><tr><td>a <b>b</b></td><td>c</td></tr></table>",
         "x\n| 1 2\na b | c"),
        ("<p>70<sup>th</sup></p><ul><li>one</li><li><p>two</p></li></ul>", "70th\none\ntwo"),
        ("", ""),
    ],
)  # fmt: skip
def test_text(body: str, text: str) -> None:
    assert only(parsed(major("A", "1") + speech(body))).remarks[0].text == text


def test_columns_inside_a_text_are_marked_where_they_begin() -> None:
    words = '<p>for <place-holder colnum="12"/> example <place-holder time="9:00"/>here</p>'
    body = speech(f'{words}<p>B<place-holder colnum="13"/></p>', 'colnum="11"')
    remark = only(parsed(major("A", "1") + body)).remarks[0]
    assert remark.text == "for example here\nB"
    assert remark.column == "11"
    assert remark.columns == (ColumnMark(4, "12"),)


def test_a_division_keeps_its_lists() -> None:
    remark = only(parsed(
        major("A", "1")
        + f'<division id="{DAY}.2" divdate="2020-12-14" divnumber="7" colnum="3"><divisioncount ayes="2" noes="1" '
        'tellerayes="1"/><mplist vote="aye"><mpname vote="aye">Pell, Odo</mpname><mpname vote="aye" teller="yes">Ott, B'
        '</mpname></mplist><mplist vote="no"><mpname vote="no">Fenwright, Ada</mpname></mplist></division>'
    )).remarks[0]  # fmt: skip
    assert (remark.label, remark.speaker) == (Kind.DIVISION, None)
    assert remark.text == (
        "Division No. 7\nAyes 2, Noes 1\nAyes\nPell, Odo\nTellers for the Ayes: Ott, B\nNoes\nFenwright, Ada"
    )


@pytest.mark.parametrize(
    ("printed", "time"),
    [
        ("016:30:00", "16:30:00"), ("16:30:00", "16:30:00"), ("9:05", "09:05:00"), ("10.30", "10:30:00"),
        ("", None), ("unknown", None), (None, None), ("25:00:00", None), ("012:75:00", None),
    ],
)  # fmt: skip
def test_times_are_mended(printed: str | None, time: str | None) -> None:
    assert clock(printed) == time


@pytest.mark.parametrize(
    ("ident", "name", "house", "section"),
    [
        ("debate/2020-12-14b.1.0", "", "commons", Section.CHAMBER),
        ("westminhall/2020-12-14b.1.0", "", "commons", Section.WESTMINSTER_HALL),
        ("lords/2020-12-14b.1.0", "", "lords", Section.CHAMBER),
        ("wrans/2020-12-14b.1.h", "", "commons", Section.WRITTEN_ANSWER),
        ("wrans/2020-12-14b.1.h", "lordswrans2020-12-14b.xml", "lords", Section.WRITTEN_ANSWER),
        ("wrans/2020-12-14.HL9.h", "", "lords", Section.WRITTEN_ANSWER),
        ("wms/2020-12-14b.1WS.0", "", "commons", Section.WRITTEN_STATEMENT),
        ("standing/standing2020-12-01_X_01-0_2020-12-14a.1", "", "commons", Section.PUBLIC_BILL_COMMITTEE),
        ("standing/standing2005-12-01_X_01-0_2005-12-14a.1", "", "commons", Section.STANDING_COMMITTEE),
        ("spor/2020-12-14.1.0", "", "scotland", Section.CHAMBER),
        ("ni/2020-12-14.1.0", "", "northern_ireland", Section.CHAMBER),
        ("senedd/2020-12-14.1.0", "", "wales", Section.CHAMBER),
    ],
)
def test_folders(ident: str, name: str, house: str, section: Section) -> None:
    ident = f"uk.org.publicwhip/{ident}"
    body = f'<major-heading id="{ident}">A</major-heading><speech id="{ident}"><p>x</p></speech>'
    debate = only(parsed(body, name or "a.xml"))
    assert (debate.house, debate.section) == (house, section)
    assert debate.date.month == 12
    assert debate.date.day == 14


def test_columns_tell_grand_committee_petitions_and_corrections() -> None:
    for column, section in (("GC12", Section.GRAND_COMMITTEE), ("3P", Section.PETITION), ("4MC", Section.CORRECTION)):
        assert only(parsed(major("A", "1") + speech("<p>x</p>", f'colnum="{column}"'))).section is section


def test_australia() -> None:
    for folder, house in (("debate", "Australian House of Representatives"), ("lords", "Australian Senate")):
        ident = f"uk.org.publicwhip/{folder}/2007-09-20"
        found = parsed(
            f'<major-heading id="{ident}.1">BILL</major-heading><minor-heading id="{ident}.2"> </minor-heading><bills>'
            f'<bill id="R1">Bill</bill></bills><speech id="{ident}.3" talktype="interjection" time="09:01:00" '
            'speakername="Ada Ann Fenwright" speakerid="m/1" approximate_wordcount="1"><p>Rubbish!</p><dl><dt>1.</dt>'
            "<dd>a</dd></dl></speech>",
            root="debates",
        )
        debate = only(found)
        assert (debate.title, debate.house, debate.parents) == ("BILL", house, ())
        assert debate.remarks[0].label is Kind.INTERVENTION
        assert debate.remarks[0].text == "Rubbish!\n1.\na"


def test_a_superseded_edition_says_so_and_gives_its_redirects() -> None:
    found = parse_bytes(
        f'<publicwhip scrapeversion="a" latest="no"><gidredirect oldgid="{DAY}.1.2" newgid="{DAY}.1.3"/>'
        f'<gidredirect oldgid="{DAY}.1.4" newgid="uk.org.publicwhip/debate/2020-12-14c.1.4"/>'
        f'<speech id="{DAY}.1"><p>old</p></speech></publicwhip>'.encode(), "a.xml", OPTIONS
    ).parsed  # fmt: skip
    assert found.debates == ()
    assert "Edition a" in found.superseded
    assert found.redirects == (("uk.org.publicwhip/debate/2020-12-14.1.2", "uk.org.publicwhip/debate/2020-12-14.1.3"),)


@pytest.mark.parametrize("ident", ["", "uk.org.publicwhip/debate/2020-13-45a.1", "nothing"])
def test_without_a_date_the_reader_is_asked(ident: str) -> None:
    body = (
        f'<publicwhip><major-heading id="{ident}">A</major-heading><speech id="{ident}"><p>x</p></speech></publicwhip>'
    )
    with pytest.raises(SourceError, match="no date"):
        parse_bytes(body.encode(), "a.xml", OPTIONS)
    dated = Options(captured=OPTIONS.captured, date=dt.date(2020, 1, 2))
    assert only(parse_bytes(body.encode(), "a.xml", dated).parsed).date == dt.date(2020, 1, 2)
    assert only(parse_bytes(body.encode(), "debates2020-01-03a.xml", OPTIONS).parsed).date == dt.date(2020, 1, 3)
