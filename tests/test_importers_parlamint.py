"""ParlaMint sittings, invented ones and, where they are at hand, real ones."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import SourceError
from store.importers import parlamint
from store.model import Kind, Speaker
from store.parsed import Parsed
from tests.mutations import DATA, OPTIONS, survives

REAL = sorted((DATA / "parlamint").glob("*.xml"))
HEADER = """<teiHeader><fileDesc><titleStmt><title type="sub" xml:lang="en">Sitting 9</title>
<meeting corresp="#VH" ana="#parla.upper #parla.sitting" n="9"/>
<meeting ana="#parla.session" n="4">Fourth Session</meeting></titleStmt>
<publicationStmt><availability><licence>by</licence></availability></publicationStmt>
<sourceDesc><bibl><idno type="URI">https://vale.example/9</idno></bibl></sourceDesc></fileDesc><profileDesc><settingDesc>
<setting><name type="country">Vale</name><date when="2021-05-04"/></setting></settingDesc></profileDesc></teiHeader>"""
BODY = """<div xml:id="d1"><head xml:id="h1">Lamps</head><head xml:id="h2">Oil</head>
<note type="time"><time when="2021-05-04T09:05:00+01:00">9.05</time></note>
<note type="speaker">President Dow:</note><u xml:id="u1" who="#p1" ana="#chair"><seg>I open
 the <kinesic type="laughter"><desc>Laughter</desc></kinesic> sitting.</seg></u>
<note>(The bell rings.)</note>
<note type="speaker">Ann Lee (Wick):</note><u xml:id="u2" who="#p2"><seg>Oil is dear.</seg>
<vocal><desc>Hear, hear</desc></vocal><gap reason="editorial"><desc>TABLE</desc></gap></u>
<u xml:id="u3" who="#p2" prev="#u2"><seg>Wicks too.</seg><seg>Thank you. Question put and agreed to.</seg></u>
<head>Wicks</head><u xml:id="u4" who="#BoRay"><seg><s><w join="right">So</w>
<pc>,</pc><w join="right">no</w><pc>!</pc></s></seg></u></div>"""
LISTS = """<back><listPerson><person xml:id="p2"><persName><surname>Lee</surname><forename>Ann</forename></persName>
<affiliation role="member" ref="#politicalParty.W" from="2019" to="2020-12"/><affiliation role="member" ref="#party.G"
 from="2021-01-01"/><affiliation role="member" ref="#VH"><placeName>Kirkholm</placeName></affiliation>
</person></listPerson>
<listOrg><org xml:id="party.G" role="politicalParty"><orgName full="yes">Glow</orgName>
<orgName full="abb">GL</orgName></org>
<org xml:id="VH" role="parliament"><orgName xml:lang="xx">Hus</orgName><orgName xml:lang="en">Vale House</orgName></org>
</listOrg></back>"""


def tei(body: str = BODY, back: str = LISTS, header: str = HEADER, id_: str = "ParlaMint-XX") -> bytes:
    space = 'xmlns="http://www.tei-c.org/ns/1.0"'
    return f'<TEI {space} xml:lang="en" xml:id="{id_}">{header}<text><body>{body}</body>{back}</text></TEI>'.encode()


def parsed(data: bytes) -> Parsed:
    return parlamint.parse(data, "sitting.xml", OPTIONS)


def test_headings_names_interruptions_and_continuations() -> None:
    found = parsed(tei())
    oil, wicks = found.debates
    assert (oil.title, oil.parents, oil.key) == ("Oil", ("Lamps",), "h2")
    assert (wicks.title, wicks.parents) == ("Wicks", ())
    assert (oil.date, oil.house, oil.session) == (dt.date(2021, 5, 4), "Vale House", "Fourth Session")
    assert (oil.url, found.licence) == ("https://vale.example/9", "by")
    assert [(remark.attribution, remark.text, remark.label) for remark in oil.remarks] == [
        ("President Dow:", "I open the [Laughter] sitting.", Kind.CHAIR),
        ("", "(The bell rings.)", Kind.PROCEDURAL),
        ("Ann Lee (Wick):", "Oil is dear.\n[Hear, hear]\n[…]", None),
        ("", "Wicks too.\nThank you.", Kind.CONTINUATION),
        ("", "Question put and agreed to.", Kind.PROCEDURAL),
    ]
    assert oil.warning == parlamint.GAP
    assert [skipped.why for skipped in found.skipped] == ["left out by the source: TABLE"]
    assert {remark.time for remark in oil.remarks} == {"09:05:00"}
    assert wicks.remarks[0].text == "So, no!"


def test_people_have_the_party_and_seat_of_that_day() -> None:
    remarks = [remark for debate in parsed(tei()).debates for remark in debate.remarks]
    speakers = [remark.speaker for remark in remarks if remark.speaker]
    assert speakers == [
        Speaker("President Dow", ref="p1"),
        Speaker("Ann Lee", "GL", "Kirkholm", ref="p2"),
        Speaker("Ann Lee", "GL", "Kirkholm", ref="p2"),
        Speaker("Bo Ray", ref="BoRay"),
    ]


def test_without_the_lists_the_file_says_what_it_can() -> None:
    [first, *_] = parsed(tei(back="")).debates
    assert first.house == "Vale, upper house"
    assert [remark.speaker.name for remark in first.remarks if remark.speaker] == [
        "President Dow",
        *["Ann Lee (Wick)"] * 2,
    ]


def test_lists_that_stand_beside_a_sitting_do_as_well() -> None:
    beside = replace(OPTIONS, companions=(tei(body="<p/>"),))
    assert parlamint.parse(tei(back=""), "sitting.xml", beside).debates == parsed(tei()).debates


def test_westminster_is_known_and_its_lost_full_stops_are_told() -> None:
    found = parsed(tei(header=HEADER.replace("#VH", "#parliament.HL"), id_="ParlaMint-GB_2021"))
    assert found.debates[0].house == "lords"
    assert "full stop" in found.warnings[0]


def test_a_list_and_the_root_of_a_corpus_hold_no_debate() -> None:
    assert parsed(tei(body="<p/>")).superseded == "It lists people and parties (3 in all), and no speeches."
    root = b'<teiCorpus xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></teiCorpus>'
    assert parlamint.accepts(root, "x")
    assert parsed(root).superseded == "It is the root of a corpus of 1 file; import its folder."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (tei(header=HEADER.replace("2021-05-04", "2021-15-04")), "gives no day"),
        (tei(header=""), "has no teiHeader"),
        (tei()[:900], "is not sound XML"),
        (tei("<div>" * 999 + "</div>" * 999), "is not sound XML"),
    ],
)
def test_what_is_not_whole_says_so(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        parsed(data)


def test_damaged_files_end_in_a_sentence() -> None:
    assert survives(parlamint.parse, tei(), 2000) > 0


@pytest.mark.skipif(not REAL, reason="the real debates are not here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_files_come_in_whole(path: Path) -> None:
    data = path.read_bytes()
    assert parlamint.accepts(data[:65536], path.name)
    found = parlamint.parse(data, path.name, OPTIONS)
    text = data.decode().partition("<body>")[2].partition("</body>")[0]
    spoken = [remark for debate in found.debates for remark in debate.remarks if remark.speaker]
    assert len(spoken) == len(re.findall(r"<u[ >]", text))
    assert bool(found.debates) is not bool(found.superseded)
    words = Counter(word for seg in re.findall(r"(?s)<seg[^>]*>(.*?)</seg>", text) for word in seg.split())
    assert not words - Counter(
        word for debate in found.debates for remark in debate.remarks for word in remark.text.split()
    )
