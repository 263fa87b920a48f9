"""Odd dialects of every format: the right person, every word once, and nothing of the page around them."""

from __future__ import annotations

import json

import pytest

from store.importers import parse_bytes
from store.importers.text import decode
from store.model import Excerpt, Kind
from store.parsed import Parsed, Remark
from store.threads import link
from tests.mutations import OPTIONS
from tests.parliament import debate, said

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def parsed(text: str, name: str) -> Parsed:
    return parse_bytes(text.encode(), name, OPTIONS).parsed


def remarks(text: str, name: str) -> list[Remark]:
    return [remark for debate in parsed(text, name).debates for remark in debate.remarks]


def names(found: list[Remark]) -> list[str | None]:
    return [remark.speaker.name if remark.speaker else None for remark in found]


def day(body: str) -> list[Remark]:
    return remarks(f"<publicwhip>{body}</publicwhip>", "debates1999-03-09.xml")


def test_words_in_an_element_of_no_known_dialect_come_in_where_they_stand() -> None:
    found = day(
        '<speech speakername="Ann Lee" person_id="p/1"><p>One.</p></speech>'
        '<agreement id="a"><p>The House agreed.</p></agreement><speech nospeaker="true"><p>Two.</p></speech>'
    )
    assert [remark.text for remark in found] == ["One.", "The House agreed.", "Two."]
    assert names(found) == ["Ann Lee", None, None]


def test_who_was_first_printed_by_an_office_has_the_name_that_follows() -> None:
    office = "The Secretary of State for Harbours"
    found = day(
        f'<speech speakername="{office}" person_id="p/1"><p>One.</p></speech>'
        '<speech speakername="Mr. Bo Ray" person_id="p/1"><p>Two.</p></speech>'
    )
    assert names(found) == ["Bo Ray", "Bo Ray"]
    assert [remark.attribution for remark in found] == [office, "Mr. Bo Ray"]
    assert found[0].speaker is not None
    assert found[0].speaker.office == office


@pytest.mark.parametrize(("value", "column"), [("13", "13"), (" 14WH\r\n", "14WH")])
def test_a_column_break_may_hold_the_bare_number(value: str, column: str) -> None:
    items = [
        {"ItemType": "Contribution", "Value": value, "HRSTag": "hs_ColumnNumber"},
        {"ItemType": "Contribution", "Value": "1999", "HRSTag": "hs_Para", "AttributedTo": "Ann Lee"},
    ]
    over = {"Title": "Oil", "House": "Commons", "Date": "2025-03-11"}
    [found] = remarks(json.dumps({"Overview": over, "Items": items, "ChildDebates": []}), "debate.json")
    assert (found.text, found.column) == ("1999", column)


def sitting(words: str) -> str:
    return (
        f'<TEI {TEI} xml:id="x"><teiHeader><profileDesc><settingDesc><setting><date when="2017-03-04"/></setting>'
        f"</settingDesc></profileDesc></teiHeader><text><body><div>{words}</div></body><back><listPerson>"
        '<person xml:id="lee"><persName to="2016"><surname>Old</surname></persName>'
        '<persName from="2017"><surname>New</surname></persName>'
        '<affiliation role="member" ref="ParlaMint-XX-listOrg.xml#party.G"/></person></listPerson>'
        '<listOrg><org xml:id="party.G" role="politicalParty"><orgName>Glow</orgName></org></listOrg>'
        "</back></text></TEI>"
    )


def test_a_person_of_another_file_under_the_name_of_that_day() -> None:
    [found] = remarks(sitting('<u who="ParlaMint-XX-listPerson.xml#lee"><seg>Words.</seg></u>'), "sitting.xml")
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.party, found.speaker.ref) == ("New", "Glow", "lee")


def test_tokens_that_join_to_the_left() -> None:
    words = '<s><w>Five</w><pc join="left">,</pc> <w join="right">six</w><pc>.</pc> <w>No</w><pc join="left">!</pc></s>'
    [found] = remarks(sitting(f'<u who="#lee"><seg>{words}</seg></u>'), "sitting.xml")
    assert found.text == "Five, six. No!"


def test_a_number_before_a_heading_and_the_time_of_a_speech() -> None:
    [found] = parsed(
        '<akomaNtoso><debate><meta><FRBRWork><FRBRdate date="2020-02-03"/></FRBRWork></meta><debateBody><debateSection>'
        "<num>1.</num><heading>Oil</heading><subheading>Lamps</subheading>"
        '<speech startTime="2020-02-03T14:30:00"><from>Ann Lee</from><p>One.</p></speech>'
        "<speech><from>Bo Ray</from><p>Two.</p></speech></debateSection></debateBody></debate></akomaNtoso>",
        "record.xml",
    ).debates
    assert found.title == "1. Oil: Lamps"
    assert [remark.time for remark in found.remarks] == ["14:30:00", "14:30:00"]


PAGE = """<!DOCTYPE html><body><nav><a>Home</a></nav><h1>Debates between Ann Lee and Bo Ray during the 2024
Parliament</h1>{above}<h2>Oil &amp; Wicks</h2><div>Monday 3rd June 2024</div><div>(1 year ago)</div>
<div>Commons Chamber</div><a>Read Hansard Text</a><article><b><img alt="Ann Lee Portrait"> Ann Lee (Wick) (Lab)</b>
<div>- <a>View Speech</a> - <a>Hansard</a></div><p>One &lt;b&gt;<br>two.</p><footer>Last</footer></article>
<article><b><img alt="Bo Ray Portrait"> Bo Ray</b><div>- <a>Hansard</a></div><q>Three.</q></article>{below}</body>"""


@pytest.mark.parametrize(
    "below",
    ["", "<footer>Contact <p>us</p></footer>", '<div role="contentinfo">Contact</div>', "<nav><p>Next</p></nav>"],
)
def test_what_stands_around_a_saved_page_is_said_by_nobody(below: str) -> None:
    [found] = parsed(PAGE.format(above='<div role="search">Find</div>', below=below), "page.html").debates
    assert [remark.text for remark in found.remarks] == ["One <b>\ntwo.\nLast", "Three."]
    assert names(list(found.remarks)) == ["Ann Lee", "Bo Ray"]
    assert found.excerpt is Excerpt.PAIR


def test_a_short_turn_that_moves_the_motion_or_is_all_there_is_has_the_floor() -> None:
    long = "The ferries of this country carry more people than anybody counts. " * 8
    moved = debate(said("Ann Lee", "I move that this bill be now read a second time."), said("Bo Ray", long))
    short = debate(said("Ann Lee", "I thank the House."), said("Bo Ray", "So do I."))
    cried = debate(said("Ann Lee", "Where is the Minister?"), said("Bo Ray", long))
    kinds = [links[0].kind for each in (moved, short, cried) for links in link([each])]
    assert kinds == [Kind.SPEECH, Kind.SPEECH, Kind.INTERVENTION]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Siân said “no”—£5".encode(), "Siân said “no”—£5"),
        ("Siân said “no”—£5".encode("cp1252"), "Siân said “no”—£5"),
        ("Siân said “no” and ".encode() + "Siân said “yes”".encode("cp1252"), "Siân said “no” and Siân said “yes”"),
        ("Siân".encode()[:-2], "Si\u00c3"),
        (b"a\x81b\xff", "a\ufffdb\u00ff"),
    ],
)
def test_a_text_of_two_encodings_has_each_word_in_its_own(data: bytes, text: str) -> None:
    assert decode(data, "page.txt") == text
