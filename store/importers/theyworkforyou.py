"""TheyWorkForYou's XML (its published folders) and OpenAustralia's: one flat file a day, in every dialect.

A section is everything until the next heading. Ids carry the letter of the edition, so keys leave it out. A debate is
the finest heading with contributions under it; a heading with nothing under it stands above the next of its rank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from store.importers import xml
from store.importers.attribution import CHAIR_LINE
from store.importers.options import Options
from store.importers.text import heading
from store.importers.theyworkforyou_folders import Folder, folder_of, key_of
from store.importers.theyworkforyou_speeches import DIVISIONS, SPEECHES, numbers, remark
from store.model import Section, Speaker
from store.parsed import Parsed, ParsedDebate, Remark, Skipped

NAME: Final = "TheyWorkForYou XML"
_RANKS: Final = {"oral-heading": 0, "major-heading": 1, "minor-heading": 2}
_CHAIRED: Final = re.compile(rf"({CHAIR_LINE})(?: ?[—–-] ?(.+))?", re.IGNORECASE)
_MARKS: Final = frozenset({"place-holder", "gidredirect", "bill", "bills"})
"""Elements that are not words of the debate and are read elsewhere or hold only a place."""
_ASIDE: Final = {"committee": "the list of the committee's members, who spoke or were absent"}
"""What stands beside the debates and is not read."""
_SECTIONS: Final = (("GC", "", Section.GRAND_COMMITTEE), ("", "MC", Section.CORRECTION), ("", "P", Section.PETITION))
"""How a column begins and ends in parts of a report that have their own count of columns."""


def accepts(head: bytes, name: str) -> bool:
    root = xml.root_name(head)
    return root == "publicwhip" or (root == "debates" and b"publicwhip/" in head)


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """Raises SourceError for XML that is not sound and for a file that gives no date."""
    root = xml.parse(data, name)
    redirects = tuple(_redirects(root))
    if root.get("latest") == "no":
        return Parsed((), superseded=_superseded(root), redirects=redirects)
    folder = folder_of(root, name, options)
    day = _Day(folder, options.title or folder.assembly, numbers(root))
    for part in _parts(root, day.numbers, day.skipped):
        day.take(part)
    day.end()
    return Parsed(tuple(day.debates), tuple(day.skipped), licence=folder.licence, redirects=redirects)


def _redirects(root: etree._Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("gidredirect"):
        old, new = key_of(element.get("oldgid", "")), key_of(element.get("newgid", ""))
        if old != new:
            yield old, new


def _superseded(root: etree._Element) -> str:
    edition = root.get("scraperversion") or root.get("scrapeversion") or ""
    which = f"Edition {edition} of this day" if edition else "This edition of the day"
    return f"{which} was replaced by a later one, which holds its debates; import that one."


@dataclass(slots=True)
class _Part:
    """A heading and what stands under it before the next heading of any rank."""

    heading: etree._Element | None
    elements: list[etree._Element] = field(default_factory=list)
    oral: bool = False
    """The department that it belongs to was asked questions."""


def _parts(root: etree._Element, numbered: Collection[etree._Element], skipped: list[Skipped]) -> list[_Part]:
    """What no dialect is known to hold comes in where it stands, if there are words in it: as nobody's, or whose it
    says they are."""
    parts = [_Part(None)]
    for element in root:
        tag, tail = str(element.tag), element.tail
        if tag in SPEECHES or tag in DIVISIONS:
            parts[-1].elements.append(element)
        elif tag in _RANKS:
            parts.append(_Part(element))
        elif tag in _ASIDE or (tag not in _MARKS and not xml.inline(element)):
            skipped.append(Skipped(xml.line_of(element), _ASIDE.get(tag, f"<{tag}> is not part of a debate")))
        elif tag not in _MARKS:
            parts[-1].elements.append(element)
        if tail and not tail.isspace():
            skipped.append(Skipped(xml.line_of(element), "words that stand in no speech"))
    asked = False
    for part in reversed(parts if root.find("oral-heading") is not None else []):
        asked = asked or any(element in numbered for element in part.elements)
        part.oral = asked
        if part.heading is not None and part.heading.tag == "major-heading":
            asked = False
    return parts


@dataclass(slots=True)
class _Heading:
    title: str
    rank: int
    line: int
    chair: str = ""
    """Who took the chair, where the heading says so before its title."""
    used: bool = False
    """Something stands under it."""


@dataclass(slots=True)
class _Day:
    """The debates so far and the headings that stand open, outermost first, as a file is read from top to bottom."""

    folder: Folder
    untitled: str
    numbers: dict[etree._Element, str]
    debates: list[ParsedDebate] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    known: dict[str, Speaker] = field(default_factory=dict)
    open: list[_Heading] = field(default_factory=list)

    def take(self, part: _Part) -> None:
        chair = "" if part.heading is None else self._head(part.heading, oral=part.oral)
        if not part.elements:
            return
        if self.open:
            self.open[-1].used = True
        remarks = tuple(
            remark(element, self.folder, self.known, self.numbers.get(element, "")) for element in part.elements
        )
        titles = [above.title for above in self.open] or [self.untitled]
        chairs = [line for line in (self.open[-1].chair if self.open else "", chair) if line]
        self.debates.append(
            ParsedDebate(
                title=titles[-1],
                date=self.folder.date,
                house=self.folder.house,
                remarks=remarks,
                section=_section(self.folder.section, remarks[0]),
                parents=(*titles[:-1], *chairs),
                key="" if part.heading is None else key_of(part.heading.get("id", "")),
                url="" if part.heading is None else part.heading.get("url", ""),
                committee=self.folder.committee,
            )
        )

    def _head(self, element: etree._Element, *, oral: bool) -> str:
        """Opens a heading. A line that only says who is in the chair goes on under the title before it, and is
        returned."""
        text, rank = heading(xml.inline(element)), _RANKS[element.tag]
        chaired = _CHAIRED.fullmatch(text)
        if chaired and not chaired[2] and self.open:
            return chaired[1]
        self._close(rank, oral=oral)
        if text:
            chair, title = (chaired[1], chaired[2]) if chaired and chaired[2] else ("", text)
            self.open.append(_Heading(title, rank, xml.line_of(element), chair))
        return ""

    def end(self) -> None:
        """The file ends, and every heading with it. Who was first printed by an office gets the name that followed."""
        while self.open:
            self._leave(self.open.pop())
        self.debates = [replace(debate, remarks=tuple(map(self._named, debate.remarks))) for debate in self.debates]

    def _named(self, remark: Remark) -> Remark:
        who = remark.speaker
        first = self.known.get(who.ref or "") if who and who.name == who.office else None
        if who is None or first is None or first.name == who.name:
            return remark
        named = replace(who, name=first.name, party=first.party, seat=first.seat)
        return replace(remark, speaker=named)

    def _leave(self, heading: _Heading) -> None:
        if not heading.used:
            self.skipped.append(Skipped(heading.line, f"nothing stands under the heading “{heading.title}”"))

    def _close(self, rank: int, *, oral: bool) -> None:
        while self.open and self.open[-1].rank >= rank:
            last = self.open[-1]
            if last.rank == rank and not last.used:
                break
            self._leave(self.open.pop())
        if self.open and rank == 1 and self.open[-1].rank == 0 and self.open[-1].used and not oral:
            self.open.pop()
        if self.open:
            self.open[-1].used = True


def _section(section: Section, first: Remark) -> Section:
    column = first.column or ""
    own = (part for start, end, part in _SECTIONS if column.startswith(start) and column.endswith(end))
    return next(own, section) if section is Section.CHAMBER else section
