"""One contribution of a TheyWorkForYou file, and its divisions, as remarks."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from lxml import etree

from store.importers import attribution, xml
from store.importers.text import collapse
from store.importers.theyworkforyou_folders import Folder, key_of
from store.model import ColumnMark, Kind, Section, Speaker
from store.parsed import Remark

SPEECHES: Final = frozenset({"speech", "ques", "reply"})
DIVISIONS: Final = frozenset({"division", "divisioncommittee"})
_TYPES: Final = {
    "Question": Kind.QUESTION,
    "SupplementaryQuestion": Kind.QUESTION,
    "Answer": Kind.ANSWER,
    "Statement": Kind.STATEMENT,
    "Speech": Kind.SPEECH,
    "Intervention": Kind.INTERVENTION,
    "PointOfOrder": Kind.POINT_OF_ORDER,
}
"""Parliament's contribution types, as `Start Question` prints them; `Other` says nothing."""
_TALK: Final = {"interjection": Kind.INTERVENTION, "continuation": Kind.CONTINUATION}
"""OpenAustralia's; its `speech` is said of questions too."""
_VOTES: Final = {"aye": "Ayes", "no": "Noes", "noe": "Noes", "content": "Contents", "not-content": "Not Contents"}
_SILENT: Final = re.compile(r"teller|id$|time|date|colnum|url|nospeaker|number")
"""Attributes beside the counts."""
_CLOCK: Final = re.compile(r"0*(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?")


@lru_cache(maxsize=1024)
def clock(printed: str | None) -> str | None:
    """`016:30:00` and `9:00` as `HH:MM:SS`; None for what is no time of day."""
    found = _CLOCK.fullmatch(printed or "")
    if not found:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if hours < 24 and minutes < 60 and seconds < 60 else None


def numbers(root: etree._Element) -> dict[etree._Element, str]:
    """Each element that asks a question with a number, printed or internal, and the number."""
    found = {element: element.get("oral-qnum", "") for element in root.iterfind("*[@oral-qnum]")}
    for paragraph in root.iterfind("*/*[@qnum]"):
        element, number = paragraph.getparent(), paragraph.get("qnum")
        if element is not None and number and not element.get("oral-qnum"):
            found[element] = f"{found[element]}, {number}" if found.get(element) else number
    return found


def remark(element: etree._Element, folder: Folder, known: dict[str, Speaker], number: str) -> Remark:
    """`known` remembers who an id was first said to be: later turns print a short name or an office alone.

    What is printed in brackets after a name without an id is no seat: guests have none.
    """
    printed = collapse(element.get("speakername", ""))
    kind = element.get("type", "")
    text, columns = _text(element)
    return Remark(
        key=key_of(element.get("id", "")),
        text=text,
        speaker=_speaker(element, printed, known),
        attribution=printed,
        label=_label(element, kind, folder),
        supplementary=kind.endswith("SupplementaryQuestion"),
        number=number,
        column=element.get("colnum") or None,
        columns=columns,
        time=clock(element.get("time")),
        url=element.get("url", ""),
        line=xml.line_of(element),
    )


def _text(element: etree._Element) -> tuple[str, tuple[ColumnMark, ...]]:
    if element.tag in DIVISIONS:
        return _division(element), ()
    text = xml.plain(element)
    if text is not None:
        return text, ()
    prose = xml.passage(element, _column)
    return prose.text, prose.columns


def _column(element: etree._Element) -> str | None:
    return element.get("colnum") if element.tag == "place-holder" else None


def _label(element: etree._Element, kind: str, folder: Folder) -> Kind | None:
    if element.tag in DIVISIONS:
        return Kind.DIVISION
    if element.tag == "ques":
        return Kind.QUESTION
    if element.tag == "reply":
        return Kind.ANSWER
    if kind.startswith("Continuation "):
        return Kind.CONTINUATION
    if kind:
        return _TYPES.get(kind.removeprefix("Start "))
    if folder.section is Section.WRITTEN_STATEMENT and element.get("speakername"):
        return Kind.STATEMENT
    return _TALK.get(element.get("talktype", ""))


def _speaker(element: etree._Element, printed: str, known: dict[str, Speaker]) -> Speaker | None:
    if not printed or element.get("nospeaker", "").lower() == "true":
        return None
    ref = element.get("person_id") or element.get("speakerid")
    speaker = attribution.speaker(printed)
    if speaker is None:
        return None
    if not ref or ref == "unknown":
        return replace(speaker, seat=None)
    first = known.setdefault(ref, speaker)
    if first.name == first.office and speaker.name != speaker.office:
        first = known[ref] = speaker
    return Speaker(first.name, first.party, first.seat, element.get("speakeroffice") or speaker.office, ref)


def _division(element: etree._Element) -> str:
    """The whole division as lines: its number, the count, and under each vote who cast it and who told."""
    number = element.get("divnumber")
    lines = [f"Division No. {number}" if number else "Division"]
    count = element if element.tag == "divisioncommittee" else element.find("divisioncount")
    if count is not None:
        counts = {str(name): str(value) for name, value in count.attrib.items()}
        lines.append(", ".join(f"{_vote(name)} {n}" for name, n in counts.items() if n and not _SILENT.search(name)))
    for child in element:
        if child.get("vote"):
            lines += _list(child)
        elif child.tag != "divisioncount":
            lines.append(xml.passage(child).text)
    return "\n".join(filter(None, lines))


def _list(element: etree._Element) -> list[str]:
    vote = _vote(element.get("vote", ""))
    names = [(xml.inline(member), member.get("teller")) for member in element]
    tellers = [name for name, teller in names if teller]
    told = [f"Tellers for the {vote}: {' and '.join(tellers)}"] if tellers else []
    return [vote, *(name for name, teller in names if not teller), *told]


def _vote(printed: str) -> str:
    return _VOTES.get(printed.removesuffix("s"), printed.replace("-", " ").capitalize())
