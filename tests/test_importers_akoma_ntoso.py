"""Akoma Ntoso debate records, an invented one and, where they are at hand, real ones."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest

from store.errors import SourceError
from store.importers import akoma_ntoso
from store.model import Kind, Speaker
from store.parsed import ParsedDebate
from tests.mutations import DATA, OPTIONS, survives

REAL = sorted((DATA / "akoma-ntoso").glob("*.xml"))
META = """<meta><identification><FRBRWork><FRBRuri value="/vale/debaterecord/2020-02-03"/><FRBRdate date="3000-01-01"/>
<FRBRauthor href="#p"/></FRBRWork></identification><references><TLCOrganization eId="p" showAs="Vale Parliament"/>
<TLCPerson eId="lee" showAs="Ms Ann Lee"/><TLCRole id="ml" showAs="Minister for Lamps"/></references></meta>"""
BODY = """<debateBody><prayers><p>The House knelt.</p></prayers>
<questions eId="q"><heading>QUESTIONS</heading><debateSection eId="q1" name="question"><heading>Oil</heading>
<question by="#lee" as="#ml"><from> </from><p>What <i>oil</i>
 is <remark>(applause)</remark> lef<eop/>t?</p><ul><li>(a) here</li><li>(b) there</li></ul></question>
<answer by=""><from>The Minister for Lamps (Mr. Bo Ray):</from><p>None.</p></answer>
<narrative>(Mr Ray left at <recordedTime time="2020-02-03T03:50:00"/>3.50 p.m.)</narrative></debateSection>
<summary>(Question deferred)</summary></questions>
<ministerialStatements><heading>STATEMENT</heading>
<speechGroup>
<speech by="#lee"><from>Ms Lee</from><p>I state.</p></speech></speechGroup>
<speech by="#no"><p>Who?</p></speech></ministerialStatements></debateBody>"""


def record(
    body: str = BODY, meta: str = META, space: str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
) -> bytes:
    preface = '<preface><p class="heading">VALE ASSEMBLY</p></preface>'
    return f'<akomaNtoso xmlns="{space}"><debate name="hansard">{meta}{preface}{body}</debate></akomaNtoso>'.encode()


def parsed(data: bytes) -> tuple[ParsedDebate, ...]:
    return akoma_ntoso.parse(data, "record.xml", OPTIONS).debates


def test_headed_containers_are_debates() -> None:
    opening, oil, questions, statement = parsed(record())
    assert (opening.title, opening.remarks[0].text) == ("Proceedings", "The House knelt.")
    assert (oil.title, oil.parents, oil.key) == ("Oil", ("QUESTIONS",), "/vale/debaterecord/2020-02-03#q1")
    assert [remark.text for remark in questions.remarks] == ["(Question deferred)"]
    assert (statement.title, statement.date, statement.house) == ("STATEMENT", dt.date(2020, 2, 3), "VALE ASSEMBLY")


def test_names_come_from_the_page_or_from_the_references() -> None:
    _, oil, _, statement = parsed(record())
    assert [(remark.attribution, remark.speaker, remark.label) for remark in oil.remarks] == [
        ("", Speaker("Ms Ann Lee", office="Minister for Lamps", ref="lee"), Kind.QUESTION),
        (
            "The Minister for Lamps (Mr. Bo Ray):",
            Speaker("Bo Ray", office="The Minister for Lamps"),
            Kind.ANSWER,
        ),
        ("", None, Kind.PROCEDURAL),
    ]
    assert [(remark.attribution, remark.label) for remark in statement.remarks] == [
        ("Ms Lee", Kind.STATEMENT),
        ("", None),
    ]
    assert statement.remarks[1].speaker is None


def test_text_keeps_lists_and_remarks_and_mends_the_ends_of_pages() -> None:
    _, oil, _, statement = parsed(record())
    assert oil.remarks[0].text == "What oil is (applause) left?\n(a) here\n(b) there"
    assert oil.remarks[2].text == "(Mr Ray left at 3.50 p.m.)"
    assert {remark.time for remark in statement.remarks} == {"15:50:00"}


@pytest.mark.parametrize("space", ["http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD03", "urn:other"])
def test_any_namespace_will_do(space: str) -> None:
    data = record(space=space)
    assert akoma_ntoso.accepts(data, "x")
    assert parsed(data) == parsed(record())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<akomaNtoso><act/></akomaNtoso>", "but no debate"),
        (record(meta=""), "gives no day"),
        (record(meta=META.replace("2020-02-03", "3000-01-01")), "gives no day"),
        (record()[:500], "is not sound XML"),
        (record("<debateBody>" + "<debateSection>" * 500), "is not sound XML"),
    ],
)
def test_what_is_not_whole_says_so(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        parsed(data)


def test_damaged_files_end_in_a_sentence() -> None:
    assert survives(akoma_ntoso.parse, record(), 2000) > 0


@pytest.mark.skipif(not REAL, reason="the real debates are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_records_come_in_whole(path: Path) -> None:
    data = path.read_bytes()
    assert akoma_ntoso.accepts(data[:65536], path.name)
    remarks = [remark for debate in parsed(data) for remark in debate.remarks]
    text = re.sub(r"(?s)<!--.*?-->", "", data.decode()).partition("<debateBody>")[2]
    assert sum(1 for remark in remarks if remark.speaker) == len(re.findall(r"<(?:speech|question|answer)\b", text))
    bare = re.sub(r"(?s)<(heading|subheading)\b.*?</\1>|<eop[^>]*>", "", text)
    kept = "".join(f"{remark.attribution}{remark.text}" for remark in remarks)
    assert sum(map(str.isalnum, html.unescape(re.sub(r"<[^>]*>", "", bare)))) == sum(map(str.isalnum, kept))
