"""Akoma Ntoso 3 debate records (OASIS LegalDocML), in any of its namespaces.

`speech`, `question` and `answer` are contributions; `from` is the printed name, `by` points to the person in the
references, and either may be blank. Every container with a `heading` is a debate; one without goes on under the heading
above it. What else has words (`narrative`, `summary`, `scene`, `other`, `p`) nobody speaks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from store.errors import SourceError
from store.importers import xml
from store.importers.attribution import speaker
from store.importers.options import Options
from store.importers.text import collapse
from store.model import Kind, Speaker
from store.parsed import Parsed, ParsedDebate, Remark

NAME: Final = "Akoma Ntoso 3"

_SPOKEN: Final = {"speech": None, "question": Kind.QUESTION, "answer": Kind.ANSWER}
_OPENING: Final = {
    "ministerialstatement": Kind.STATEMENT,
    "ministerialstatements": Kind.STATEMENT,
    "pointoforder": Kind.POINT_OF_ORDER,
}
"""What the first speech is in a container of this name."""
_TITLES: Final = ("num", "heading", "subheading")
_DUMMY: Final = dt.date(3000, 1, 1)
"""The day that some publishers put where they know none."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PRINTED: Final = re.compile(r"(\d{1,2})[.:](\d\d)\s*(?:([ap])\.?\s?m)?", re.IGNORECASE)
_CODED: Final = re.compile(r"(?:^|T)(\d\d):(\d\d)(?::(\d\d))?")


def accepts(head: bytes, name: str) -> bool:
    return xml.root_name(head) == "akomaNtoso"


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """Raises SourceError for XML that is not sound, a document that is no debate, and a debate without a day."""
    root = xml.parse(data, name)
    records = [each for each in root if _tag(each) == "debate"]
    if not records:
        raise SourceError(name, "is an Akoma Ntoso document, but no debate; import a debate record.", xml.line_of(root))
    debates: list[ParsedDebate] = []
    for record in records:
        debates += _Record(record, name, options).read()
    return Parsed(tuple(debates))


def _tag(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    return element.iter(*(f"{{*}}{tag}" for tag in tags))


def _id(element: etree._Element) -> str:
    return element.get("eId") or element.get("id") or ""


def _title(parts: Iterable[str]) -> str:
    """Number, heading and subheading: `Bill: Clause 2`, but `1. Bill`."""
    title = ""
    for part in parts:
        title += part if not title else f" {part}" if title.endswith((".", ":", ")")) else f": {part}"
    return title


@dataclass
class _Section:
    title: str
    parents: tuple[str, ...]
    id: str
    opening: Kind | None = None
    remarks: list[Remark] = field(default_factory=list)


class _Record:
    """One record of a sitting, with the clock carried forward."""

    def __init__(self, record: etree._Element, name: str, options: Options) -> None:
        self._record = record
        self._uri = next((each.get("value", "") for each in _all(record, "FRBRuri")), "")
        self._names = {
            _id(each): collapse(each.get("showAs") or "")
            for each in _all(record, "TLCPerson", "TLCRole", "TLCOrganization")
        }
        self._date = options.date or self._day(name)
        self._house = options.house or self._chamber()
        titles = [options.title or "", *map(xml.inline, _all(record, "docTitle"))]
        self._sections = [_Section(next(filter(None, titles), "Proceedings"), (), "")]
        self._time: str | None = None

    def read(self) -> Iterator[ParsedDebate]:
        for part in self._record:
            if _tag(part) == "debateBody":
                self._container(part, ())
            elif _tag(part) == "preface":
                self._tick(part)
        for section in self._sections:
            if section.remarks:
                yield ParsedDebate(
                    title=section.title,
                    date=self._date,
                    house=self._house,
                    remarks=tuple(section.remarks),
                    parents=section.parents,
                    key=f"{self._uri}#{section.id}" if section.id else "",
                )

    def _day(self, name: str) -> dt.date:
        """The day in the preface; else that of the work; else the one in its address."""
        prefaces = [each for each in self._record if _tag(each) in ("preface", "coverPage")]
        told = [each.get("date", "") for preface in prefaces for each in _all(preface, "docDate")]
        told += [each.get("date", "") for work in _all(self._record, "FRBRWork") for each in _all(work, "FRBRdate")]
        for text in (*told, *_DAY.findall(self._uri)):
            try:
                day = dt.date.fromisoformat(text[:10])
            except ValueError:
                continue
            if day != _DUMMY:
                return day
        raise SourceError(name, "gives no day for its sitting; add --date YYYY-MM-DD.", xml.line_of(self._record))

    def _chamber(self) -> str:
        """The first heading of the preface (`NATIONAL ASSEMBLY`), else who published the record, else the country."""
        for preface in self._record:
            if _tag(preface) == "preface":
                headings = [each for each in _all(preface, "p") if each.get("class") == "heading"]
                if headings and (words := xml.inline(headings[0])):
                    return words
        authors = [
            self._names.get(each.get("href", "").removeprefix("#"), "") for each in _all(self._record, "FRBRauthor")
        ]
        countries = [each.get("value", "") for each in _all(self._record, "FRBRcountry")]
        return next(filter(None, [*authors, *countries]), "Unnamed parliament")

    def _container(self, element: etree._Element, above: tuple[str, ...]) -> None:
        """A container with what stands in it, in order. Bounded in depth: libxml2 takes no more than 256 levels."""
        titles = [xml.inline(each) for each in element if _tag(each) in _TITLES]
        title = _title(filter(None, titles))
        headings = (*above, title) if title else above
        if title:
            names = (_tag(element).casefold(), element.get("name", "").casefold())
            opening = next((_OPENING[each] for each in names if each in _OPENING), None)
            self._sections.append(_Section(title, above, _id(element), opening))
        here = self._sections[-1]
        for child in element:
            tag = _tag(child)
            if tag in _TITLES:
                continue
            if tag in _SPOKEN:
                self._speech(child, self._sections[-1])
            elif next(_all(child, "heading", *_SPOKEN), None) is None:
                self._line(child, self._sections[-1])
            else:
                self._container(child, headings)
                if self._sections[-1] is not here:
                    here = replace(here, id="", opening=None, remarks=[])
                    self._sections.append(here)
            if child.tail and child.tail.strip():
                here.remarks.append(Remark("", collapse(child.tail), label=Kind.PROCEDURAL, time=self._time))

    def _line(self, element: etree._Element, section: _Section) -> None:
        self._tick(element)
        text = xml.passage(element).text
        if text:
            key, line = self._key(element), xml.line_of(element)
            section.remarks.append(Remark(key, text, label=Kind.PROCEDURAL, time=self._time, line=line))

    def _speech(self, element: etree._Element, section: _Section) -> None:
        printed = " ".join(xml.inline(each) for each in element if _tag(each) == "from")
        if begun := _CODED.search(element.get("startTime", "")):
            self._time = f"{begun[1]}:{begun[2]}:{begun[3] or '00'}"
        time = self._time
        lines: list[str] = []
        for child in element:
            if _tag(child) != "from":
                self._tick(child)
                lines.append(xml.passage(child).text)
            lines.append(collapse(child.tail or ""))
        text = "\n".join(filter(None, lines))
        label = _SPOKEN[_tag(element)] or section.opening
        if text:
            key, line = self._key(element), xml.line_of(element)
            section.remarks.append(
                Remark(key, text, self._speaker(element, printed), printed, label, time=time, line=line)
            )
            section.opening = None

    def _speaker(self, element: etree._Element, printed: str) -> Speaker | None:
        """As printed; where no name is, the person that the record points to."""
        by, held = element.get("by", "").removeprefix("#"), element.get("as", "").removeprefix("#")
        if printed:
            found = speaker(printed.rstrip(": "))
            return replace(found, ref=by or None) if found else None
        name = self._names.get(by, "")
        return Speaker(name, office=self._names.get(held) or None, ref=by) if name else None

    def _key(self, element: etree._Element) -> str:
        return f"{self._uri}#{_id(element)}" if _id(element) else ""

    def _tick(self, element: etree._Element) -> None:
        """The clock: as printed beside or in the element, else as its `time` gives it."""
        for time in _all(element, "recordedTime"):
            clock = _PRINTED.match(collapse(f"{xml.inline(time)} {time.tail or ''}"))
            coded = _CODED.search(time.get("time", ""))
            if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
                after = 12 if (clock[3] or "").casefold() == "p" and int(clock[1]) < 12 else 0
                self._time = f"{int(clock[1]) + after:02}:{clock[2]}:00"
            elif coded:
                self._time = f"{coded[1]}:{coded[2]}:{coded[3] or '00'}"
