"""Volumes of historic Hansard, an invented one and, where it is at hand, a real one."""

from __future__ import annotations

import datetime as dt
import html
import re
from itertools import pairwise

import pytest

from store.errors import SourceError
from store.importers import historic
from store.model import ColumnMark, Kind, Section, Speaker
from store.parsed import Parsed
from tests.mutations import DATA, OPTIONS, survives

REAL = sorted((DATA / "historic").glob("*.xml"))
TITLEPAGE = '<titlepage><p id="S5LV0006P0-00001">LAMPS</p><p>SESSION <session>1910.</session></p></titlepage>'
SITTING = """<houselords><image src="I1"/><col>1</col><title>HOUSE OF LORDS.</title>
<date format="1910-06-28">Thursday, 28th July, l910.</date><p id="p1">Several Lords—Took the Oath.</p>
<debates><section><title>OIL AND<lb/> WICKS.</title>
<p id="p2"><sup>*</sup><member>THE EARL OF WICK</member> rose to call attention to oil. We ask many ques-
<image src="I2"/>
<col>2</col>
tions of a lamp-
<col>3</col>
post, and in every question a compli
<col>4</col>
cation.</p>
<col>5</col>
<p id="p3">Nor is there a complication in the lamp-post.</p>
<p id="p4"><i>On Question,</i> Motion agreed to.</p>
<p id="p5"><member>THE SECRETARY FOR LAMPS (LORD RAY)</member><membercontribution>: My Lords, no.<lb/>
Nor will there<lb/> be.<lb/>
House adjourned at Eight o'clock.</membercontribution></p>
<division><table><tr><td colspan="2"><b>CONTENTS.</b></td></tr><tr><td>Lee, L.</td><td>Ray, L.</td></tr>
<tr><td>Dow, E.</td><td></td></tr></table></division>
<division><table><tr><td>NOT-CONTENTS.</td></tr><tr><td>Quill, V.</td><td>Wick, E.</td></tr></table></division>
<section><title>WICKS</title><p id="p7">3. <member>Mr. LEE <memberconstituency>(Kirkholm)</memberconstituency></member>
<membercontribution>: Which?</membercontribution></p></section></section></debates></houselords>"""


def volume(sitting: str = SITTING) -> bytes:
    return f"<hansard>{TITLEPAGE}{sitting}<index><p>Lamp, 1.</p></index></hansard>".encode()


def parsed(data: bytes) -> Parsed:
    return historic.parse(data, "volume.xml", OPTIONS)


def test_sections_are_debates_under_their_headings() -> None:
    found = parsed(volume()).debates
    assert [(debate.title, debate.parents, debate.key) for debate in found] == [
        ("HOUSE OF LORDS.", (), "p1"),
        ("OIL AND WICKS.", (), "p2"),
        ("WICKS", ("OIL AND WICKS.",), "p7"),
    ]
    assert {(debate.house, debate.volume, debate.session) for debate in found} == {("lords", "6", "1910")}


def test_cut_words_are_mended_and_columns_keep_their_places() -> None:
    speech = parsed(volume()).debates[1].remarks[0]
    assert speech.text == (
        "rose to call attention to oil. We ask many questions of a lamp-post, and in every question a complication.\n"
        "Nor is there a complication in the lamp-post."
    )
    assert (speech.column, [mark.column for mark in speech.columns]) == ("1", ["2", "3", "4", "5"])
    assert [speech.text[mark.offset :][:6] for mark in speech.columns] == ["tions ", "post, ", "cation", "Nor is"]
    assert (speech.attribution, speech.speaker) == ("*THE EARL OF WICK", Speaker("The Earl of Wick"))


def test_what_the_house_did_is_nobodys_speech() -> None:
    remarks = parsed(volume()).debates[1].remarks
    assert [(remark.text, remark.label, bool(remark.speaker)) for remark in remarks[1:]] == [
        ("On Question, Motion agreed to.", Kind.PROCEDURAL, False),
        ("My Lords, no.\nNor will there be.", None, True),
        ("House adjourned at Eight o'clock.", Kind.PROCEDURAL, False),
        ("CONTENTS.\nLee, L.\nDow, E.\nRay, L.\nNOT-CONTENTS.\nQuill, V.\nWick, E.", Kind.DIVISION, False),
    ]
    assert remarks[2].speaker == Speaker("Lord Ray", office="The Secretary for Lamps")


def test_a_paragraph_without_a_name_that_begins_small_goes_on() -> None:
    cut = SITTING.replace(
        "House adjourned at Eight o'clock.</membercontribution></p>",
        """Oil is</membercontribution> [12]</p>
<p id="p6">dear.</p><p>“Dear” it is.</p><p>A NOBLE LORD: Oh, no.</p>""",
    )
    remarks = parsed(volume(cut)).debates[1].remarks
    assert remarks[2].text == "My Lords, no.\nNor will there be.\nOil is [12] dear.\n“Dear” it is."
    assert (remarks[3].text, remarks[3].speaker) == ("A NOBLE LORD: Oh, no.", None)


def test_columns_after_a_speech_go_with_what_the_house_did() -> None:
    text = "<member>LORD RAY</member><membercontribution>: So.<lb/>\n<col>8</col>House adjourned.</membercontribution>"
    sitting = re.sub(r'(?s)<p id="p7">.*?</p>', f'<p id="p7">{text}</p>', SITTING)
    said, done = parsed(volume(sitting)).debates[-1].remarks
    assert (said.text, said.column, said.columns) == ("So.", "5", ())
    assert (done.text, done.column, done.columns) == ("House adjourned.", "8", ())
    long = sitting.replace("So.<lb/>", "So.<col>7</col> Well.<lb/>")
    said, done = parsed(volume(long)).debates[-1].remarks
    assert (said.columns, done.column) == ((ColumnMark(4, "7"),), "8")


def test_an_oral_question_keeps_its_number() -> None:
    [remark] = parsed(volume()).debates[2].remarks
    assert (remark.number, remark.attribution, remark.text) == ("3", "Mr. LEE (Kirkholm)", "Which?")


def test_the_printed_day_is_taken_where_its_weekday_agrees() -> None:
    found = parsed(volume())
    assert {debate.date for debate in found.debates} == {dt.date(1910, 7, 28)}
    assert "1910-06-28" in found.warnings[0]


@pytest.mark.parametrize(
    ("tag", "house", "section"),
    [
        ("housecommons", "commons", Section.CHAMBER),
        ("lordswrittenanswers", "lords", Section.WRITTEN_ANSWER),
        ("westminsterhall", "commons", Section.WESTMINSTER_HALL),
        ("grandcommitteereport", "lords", Section.GRAND_COMMITTEE),
    ],
)
def test_the_element_tells_house_and_section(tag: str, house: str, section: Section) -> None:
    debate = parsed(volume(SITTING.replace("houselords", tag))).debates[0]
    assert (debate.house, debate.section) == (house, section)


@pytest.mark.parametrize(
    ("sitting", "says"),
    [
        (re.sub("<date.*</date>", "", SITTING), "has a sitting without a day"),
        ("", "holds no sitting"),
        (SITTING[:700], "is not sound XML"),
        (SITTING.replace("<debates>", "<debates>" + "<section>" * 300), "is not sound XML"),
    ],
)
def test_what_is_not_whole_says_so(sitting: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        parsed(volume(sitting))


def test_damaged_files_end_in_a_sentence() -> None:
    assert survives(historic.parse, volume(), 2000) > 0


@pytest.mark.skipif(not REAL, reason="the real volume is not here")
def test_a_real_volume_comes_in_whole() -> None:
    [path] = REAL
    data = path.read_bytes()
    assert historic.accepts(data[:65536], path.name)
    remarks = [remark for debate in historic.parse(data, path.name, OPTIONS).debates for remark in debate.remarks]
    body = data.decode().partition("<houselords>")[2].partition("<index>")[0]
    assert sum(1 for remark in remarks if remark.attribution) == body.count("<member>")
    columns = [column for remark in remarks for column in (remark.column, *(mark.column for mark in remark.columns))]
    assert {int(column or 0) for column in columns} == set(map(int, re.findall(r"<col>(\d+)</col>", body)))
    assert all(int(first or 0) <= int(then or 0) for first, then in pairwise(columns))
    assert all(0 < mark.offset < len(remark.text) for remark in remarks for mark in remark.columns)


@pytest.mark.skipif(not REAL, reason="the real volume is not here")
def test_no_letter_of_a_real_volume_is_lost() -> None:
    data = REAL[0].read_bytes()
    found = historic.parse(data, REAL[0].name, OPTIONS).debates
    told = "".join(f"{remark.number}{remark.attribution}{remark.text}" for debate in found for remark in debate.remarks)
    body = data.decode().partition("<houselords>")[2].partition("<index>")[0]
    body = re.sub(r"<(title|date|col)\b[^>]*>.*?</\1>|<[^>]+>", " ", body, flags=re.DOTALL)
    assert sum(map(str.isalnum, told)) == sum(map(str.isalnum, html.unescape(body)))
