"""Sittings of the ParlaMint corpora (TEI), one file each; the root and the lists of a corpus hold none.

The printed name stands in `note type="speaker"` before the `u`. What breaks into a speech (`kinesic`, `vocal`,
`incident`, `note`) stays in it in square brackets, as the official reports print it. The sources glue what the House
did to the last words of whoever spoke last; a form that `procedure` knows is parted from them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml import etree

from store.errors import SourceError
from store.importers import xml
from store.importers.options import Options
from store.importers.parlamint_people import ID, LANG, TEI, Register
from store.importers.procedure import parted
from store.importers.prose import Prose
from store.importers.text import counted
from store.model import Kind
from store.parsed import Parsed, ParsedDebate, Remark, Skipped

NAME: Final = "ParlaMint TEI"
GAP: Final = "The source leaves out parts of this debate."
_STOPS: Final = "The corpus leaves out the full stop at the end of every paragraph but the last of a speech."
_UNREAD: Final = (
    "A list of people or parties beside this sitting is not sound XML; names, parties and seats may be missing."
)
_BROKEN: Final = frozenset({"kinesic", "vocal", "incident", "note"})
_HOUSES: Final = {"parla.lower": "lower house", "parla.upper": "upper house"}
_WESTMINSTER: Final = {"parliament.HC": "commons", "parliament.HL": "lords"}
_ROOTS: Final = frozenset({"TEI", "teiCorpus", "listPerson", "listOrg"})
_CLOCK: Final = re.compile(r"T?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


def accepts(head: bytes, name: str) -> bool:
    return xml.root_name(head) in _ROOTS or (xml.root_name(head) == "taxonomy" and b"tei-c.org/ns" in head)


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """Every sitting in the file. Raises SourceError for XML that is not sound and for a sitting without a day."""
    root = xml.parse(data, name)
    register, unread = _listed(options.companions)
    register = Register([root], register)
    sittings = [each for each in root.iter(f"{TEI}TEI") if next(each.iter(f"{TEI}u"), None) is not None]
    if not sittings:
        return Parsed((), superseded=_empty(root, Register([root])))
    debates: list[ParsedDebate] = []
    skipped: list[Skipped] = []
    for sitting in sittings:
        reader = _Reader(_header(sitting, name, options, register), register, skipped)
        debates.extend(reader.debates(sitting))
    warnings = (_STOPS,) if root.get(ID, "").startswith("ParlaMint-GB") else ()
    return Parsed(tuple(debates), tuple(skipped), licence=_licence(root), warnings=warnings + unread)


@lru_cache(maxsize=2)
def _listed(companions: tuple[bytes, ...]) -> tuple[Register, tuple[str, ...]]:
    """The lists beside a sitting, read once for all the sittings that they stand beside; a warning where one cannot be
    read, which is told when the list itself comes in."""
    roots: list[etree._Element] = []
    for data in companions:
        with suppress(SourceError):
            roots.append(xml.parse(data, "list of people or parties"))
    return Register(roots), () if len(roots) == len(companions) else (_UNREAD,)


def _empty(root: etree._Element, register: Register) -> str:
    if len(register):
        return f"It lists people and parties ({len(register):,} in all), and no speeches."
    if etree.QName(root).localname != "teiCorpus":
        return "It belongs to a corpus and holds no speeches."
    files = counted(sum(1 for _ in root.iter("{http://www.w3.org/2001/XInclude}include")), "file")
    return f"It is the root of a corpus of {files}; import its folder."


def _licence(root: etree._Element) -> str:
    return "; ".join(dict.fromkeys(map(xml.inline, root.iter(f"{TEI}licence"))))


@dataclass(frozen=True, slots=True)
class _Header:
    title: str
    date: dt.date
    house: str
    url: str
    session: str


def _header(sitting: etree._Element, name: str, options: Options, register: Register) -> _Header:
    head = sitting.find(f"{TEI}teiHeader")
    if head is None:
        raise SourceError(name, "has no teiHeader; get the file again.", xml.line_of(sitting))
    language = sitting.get(LANG)
    titles = [each for each in head.iter(f"{TEI}title") if each.get("type") == "sub"]
    own = [each for each in titles if each.get(LANG) in (None, language)]
    addresses = head.findall(f".//{TEI}bibl/{TEI}idno")
    terms = [each for each in head.iter(f"{TEI}meeting") if "parla.session" in (each.get("ana") or "")]
    return _Header(
        title=options.title or next(map(xml.inline, own or titles), "") or "Untitled sitting",
        date=options.date or _date(head, name),
        house=options.house or _house(head, register),
        url=next((xml.inline(each) for each in addresses if each.get("type") == "URI"), ""),
        session=next((xml.inline(each) or each.get("n", "") for each in terms), ""),
    )


def _date(head: etree._Element, name: str) -> dt.date:
    for date in (*head.iterfind(f".//{TEI}setting/{TEI}date"), *head.iterfind(f".//{TEI}bibl/{TEI}date")):
        try:
            return dt.date.fromisoformat(date.get("when") or "")
        except ValueError:
            continue
    raise SourceError(name, "gives no day for its sitting; add --date YYYY-MM-DD.", xml.line_of(head))


def _house(head: etree._Element, register: Register) -> str:
    """The House or parliament: as listed, else the country and which of its chambers."""
    meetings = list(head.iter(f"{TEI}meeting"))
    refs = [(each.get("corresp") or "").rpartition("#")[2] for each in meetings]
    named = [_WESTMINSTER.get(ref) or register.organisation(ref) for ref in refs]
    if known := next(filter(None, named), ""):
        return known
    kinds = " ".join(each.get("ana") or "" for each in meetings)
    chamber = next((words for kind, words in _HOUSES.items() if f"#{kind}" in kinds.split()), "")
    countries = [each for each in head.iter(f"{TEI}name") if each.get("type") == "country"]
    english = [each for each in countries if each.get(LANG) == "en"]
    country = next(map(xml.inline, english or countries), "")
    return ", ".join(filter(None, (country, chamber))) or "Unnamed parliament"


@dataclass
class _Section:
    """A heading and what has been said under it so far."""

    title: str
    key: str
    parents: tuple[str, ...]
    remarks: list[Remark] = field(default_factory=list)
    gaps: bool = False


class _Reader:
    """Goes through one sitting, with the clock, the printed name and the last speaker carried forward."""

    def __init__(self, header: _Header, register: Register, skipped: list[Skipped]) -> None:
        self._header = header
        self._register = register
        self._skipped = skipped
        self._sections: list[_Section] = []
        self._time: str | None = None
        self._printed: dict[str, str] = {}
        self._called = ""
        """The name printed since the last speech."""
        self._last = ""
        self._prints_names = False

    def debates(self, sitting: etree._Element) -> Iterator[ParsedDebate]:
        self._prints_names = any(note.get("type") == "speaker" for note in sitting.iter(f"{TEI}note"))
        for body in sitting.iterfind(f"{TEI}text/{TEI}body"):
            self._division(body, ())
        header = self._header
        for section in self._sections:
            if section.remarks:
                yield ParsedDebate(
                    title=section.title,
                    date=header.date,
                    house=header.house,
                    remarks=tuple(section.remarks),
                    parents=section.parents,
                    key=section.key,
                    url=header.url,
                    warning=GAP if section.gaps else "",
                    session=header.session,
                )

    def _division(self, div: etree._Element, above: tuple[str, ...]) -> None:
        """One `div`. Headings in a row stand one above the other."""
        row: tuple[str, ...] = ()
        self._begin(above, div.get(ID, ""))
        for element in div:
            name = etree.QName(element).localname
            section = self._sections[-1]
            if name == "head" and (title := xml.inline(element)):
                row = (title,) if section.remarks else (*row, title)
                self._begin((*above, *row), element.get(ID, "") or div.get(ID, ""))
            elif name == "div":
                self._division(element, (*above, *row))
                self._begin((*above, *row), "")
            elif name == "u":
                section.remarks.extend(self._speech(element))
            elif name == "gap":
                self._skip(element)
            else:
                section.remarks.extend(self._note(element))

    def _begin(self, headings: tuple[str, ...], key: str) -> None:
        title = headings[-1] if headings else self._header.title
        self._sections.append(_Section(title, key, headings[:-1]))

    def _skip(self, gap: etree._Element) -> None:
        self._sections[-1].gaps = True
        told = gap.findall(f"{TEI}desc")
        english = [each for each in told if each.get(LANG) == "en"]
        why = next(map(xml.inline, english or told), "") or gap.get("reason") or "no reason given"
        self._skipped.append(Skipped(xml.line_of(gap), f"left out by the source: {why}"))

    def _note(self, element: etree._Element) -> Iterator[Remark]:
        """What stands between speeches: the next name, the clock, or words that nobody speaks."""
        if element.get("type") == "speaker":
            self._called = xml.inline(element)
            return
        words = self._tick(element)
        if words and words != "End of debateSection.":
            key, line = element.get(ID, ""), xml.line_of(element)
            yield Remark(key, words, label=Kind.PROCEDURAL, time=self._time, line=line)

    def _tick(self, element: etree._Element) -> str:
        """The words of an element; a clock in it goes forward, and alone is no words."""
        for time in element.iter(f"{TEI}time"):
            clock = _CLOCK.search(time.get("when") or time.get("from") or "")
            self._time = f"{clock[1]}:{clock[2]}:{clock[3] or '00'}" if clock else self._time
        if element.get("type") == "time" and xml.inline(element) == "".join(map(xml.inline, element)):
            return ""
        prose = Prose()
        _say(element, prose)
        return prose.text

    def _speech(self, element: etree._Element) -> Iterator[Remark]:
        who = (element.get("who") or "").rpartition("#")[2]
        again = not self._called and self._prints_names and who == self._last
        self._printed[who] = self._called or self._printed.get(who, "")
        speaker = self._register.speaker(who, self._header.date.isoformat(), self._printed[who].rstrip(": "))
        time, line, key = self._time, xml.line_of(element), element.get(ID, "")
        said, done = parted(self._text(element))
        label = Kind.CONTINUATION if element.get("prev") or again else None
        if "#chair" in (element.get("ana") or "").split():
            label = Kind.CHAIR
        if said:
            yield Remark(key, said, speaker, self._called, label, time=time, line=line)
        else:
            self._skipped.append(Skipped(line, "a speech without a word"))
        if done:
            yield Remark(f"{key}/done" if key else "", done, label=Kind.PROCEDURAL, time=self._time, line=line)
        self._called, self._last = "", who

    def _text(self, speech: etree._Element) -> str:
        prose = Prose()
        for element in speech:
            prose.paragraph()
            name = etree.QName(element).localname
            for gap in element.iter(f"{TEI}gap"):
                self._skip(gap)
            if name == "gap":
                prose.say("[…]")
            elif name in _BROKEN:
                prose.say(_bracketed(self._tick(element)))
            else:
                _say(element, prose)
        return prose.text


def _say(element: etree._Element, prose: Prose) -> None:
    """The words of an element. Bounded in depth: libxml2 takes no more than 256 levels."""
    prose.say(element.text or "")
    for child in element:
        name = etree.QName(child).localname
        if name in _BROKEN:
            prose.say(f" {_bracketed(xml.inline(child))} ")
        elif name == "gap":
            prose.say(" […] ")
        elif name == "s":
            prose.say(_tokens(child))
        else:
            gap = " " if name == "time" else ""
            prose.say(gap)
            _say(child, prose)
            prose.say(gap)
        prose.say(child.tail or "")


def _tokens(sentence: etree._Element) -> str:
    """The words of an annotated sentence; `join` says on which side a token touches its neighbour."""
    words = ""
    for token in sentence.iter(f"{TEI}w", f"{TEI}pc"):
        join = token.get("join", "")
        words = words.rstrip(" ") if join in ("left", "both") else words
        words += (token.text or "").strip() + ("" if join in ("right", "both") else " ")
    return words


def _bracketed(words: str) -> str:
    return words if not words or words[0] in "([" else f"[{words}]"
