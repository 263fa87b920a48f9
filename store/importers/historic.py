"""The digitised volumes of historic Hansard (XML of the bound volumes, first to sixth series).

A sitting is an element of its House; sections nest by their titles. A paragraph with a `member` is a contribution: with
a `membercontribution` it is whole, without one (`rose to call attention …`) the paragraphs that follow belong to it,
until one says what the House did. Columns run through everything; so does the damage of the scan, which is left as it
is but for words that a column cut.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from store.errors import SourceError
from store.importers import xml
from store.importers.attribution import speaker
from store.importers.historic_text import page, vocabulary
from store.importers.licences import PARLIAMENT
from store.importers.options import Options
from store.importers.procedure import is_procedure, parted
from store.importers.prose import Prose
from store.importers.text import collapse
from store.model import ColumnMark, Kind, Section
from store.parsed import Parsed, ParsedDebate, Remark

NAME: Final = "Historic Hansard XML"

_PLACES: Final = {
    "writtenanswers": Section.WRITTEN_ANSWER,
    "writtenstatements": Section.WRITTEN_STATEMENT,
    "westminsterhall": Section.WESTMINSTER_HALL,
    "grandcommittee": Section.GRAND_COMMITTEE,
    "petitions": Section.PETITION,
    "corrections": Section.CORRECTION,
}
_VOLUME: Final = re.compile(r"S\w(C|L)V(\d{4})P\d")
_SMALL: Final = frozenset({"OF", "THE", "AND", "FOR", "IN", "ON", "TO", "AT"})
_CAPITALS: Final = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
_PRINTED: Final = re.compile(r"(\w+day),?\s+([\dlIO]{1,2})(?:st|nd|rd|th)?\s+(\w+),?\s*([\dlIO]{4})")
_MONTHS: Final = [dt.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
_DIGITS: Final = str.maketrans("lIO", "110")
_COLON: Final = re.compile(r"^\s*[:—–-]\s*")
_NUMBER: Final = re.compile(r"\[?\(?(Q?\d{1,4})[.)\]]*$")


def accepts(head: bytes, name: str) -> bool:
    return xml.root_name(head) == "hansard"


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """Every headed section of every sitting. Raises SourceError for unsound XML and for a volume of no sitting."""
    root = xml.parse(data, name)
    words, number = vocabulary(root), _volume(root, name)
    session = next((xml.inline(each).rstrip(".") for each in root.iter("session")), "")
    debates: list[ParsedDebate] = []
    warnings: list[str] = []
    column: str | None = None
    for element in root:
        if place := _place(str(element.tag)):
            house, section = options.house or place[0], place[1]
            day = options.date or _date(element, name, warnings)
            blank = ParsedDebate("Untitled", day, house, (), section, volume=number, session=session)
            sitting = _Sitting(blank, words, column)
            sitting.section(element)
            debates += sitting.debates
            column = sitting.column
    if not debates:
        raise SourceError(name, "holds no sitting with words; import the volume's own XML file.")
    return Parsed(tuple(debates), licence=PARLIAMENT, warnings=tuple(warnings))


def _place(tag: str) -> tuple[str, Section] | None:
    """House and section of an element that holds sittings: `houselords`, `commonswrittenanswers`, `westminsterhall`."""
    section = next((section for word, section in _PLACES.items() if word in tag), None)
    if section is None and tag not in ("houselords", "housecommons"):
        return None
    house = "lords" if "lords" in tag or section is Section.GRAND_COMMITTEE else "commons"
    return house, section or Section.CHAMBER


def _volume(root: etree._Element, name: str) -> str | None:
    first = next((each.get("id", "") for each in root.iter("p") if each.get("id")), "")
    found = _VOLUME.search(first) or _VOLUME.search(name)
    return str(int(found[2])) if found else None


@dataclass
class _Speech:
    """A contribution that may go on. `more` says that paragraphs without a name are part of it."""

    element: etree._Element
    prose: Prose
    printed: str
    number: str
    more: bool

    def remarks(self) -> Iterator[Remark]:
        """The contribution, and apart from it what the House did afterwards."""
        key, line = self.element.get("id", ""), xml.line_of(self.element)
        column, marks = self.prose.column, self.prose.columns
        said, done = parted(self.prose.text)
        start = len(self.prose.text) - len(done)
        inside = tuple(mark for mark in marks if mark.offset < start)
        who = speaker(_small_letters(self.printed))
        yield Remark(key, said, who, self.printed, number=self.number, column=column, columns=inside, line=line)
        if done:
            column = inside[-1].column if inside else column
            after = tuple(ColumnMark(mark.offset - start, mark.column) for mark in marks[len(inside) :])
            if after and not after[0].offset:
                column, after = after[0].column, after[1:]
            yield Remark(f"{key}/done", done, label=Kind.PROCEDURAL, column=column, columns=after, line=line)


@dataclass
class _Sitting:
    """Goes through one sitting, with the column carried forward from the last."""

    blank: ParsedDebate
    """What all its debates have in common."""
    words: Counter[str]
    column: str | None
    debates: list[ParsedDebate] = field(default_factory=list)
    _remarks: list[Remark] = field(default_factory=list)
    _speech: _Speech | None = None

    def section(self, element: etree._Element, above: tuple[str, ...] = ()) -> None:
        """A heading with its words, then the headings below it. Bounded in depth by libxml2."""
        headings = above
        for child in element:
            if child.tag == "title":
                self._close(headings)
                headings = (*above, title) if (title := collapse(self._page(child).text)) else above
            elif child.tag == "col":
                self._turn(child)
            elif child.tag == "p":
                self._paragraph(child)
            elif child.tag == "division":
                self._division(child)
            elif child.tag not in ("image", "date"):
                self._close(headings)
                self.section(child, () if child.tag == "debates" else headings)
        self._close(headings)

    def _page(self, element: etree._Element) -> Prose:
        prose = Prose(self.column)
        page(list(element), self.words, prose, element.text)
        self.column = prose.last_column
        return prose

    def _turn(self, element: etree._Element) -> None:
        self.column = collapse(element.text or "") or self.column
        if self._speech and self.column:
            self._speech.prose.turn(self.column)

    def _close(self, headings: tuple[str, ...]) -> None:
        self._finish()
        if self._remarks:
            title = headings[-1] if headings else self.blank.title
            first = self._remarks[0].key
            self.debates.append(
                replace(self.blank, title=title, parents=headings[:-1], key=first, remarks=tuple(self._remarks))
            )
            self._remarks = []

    def _finish(self) -> None:
        if self._speech:
            self._remarks.extend(self._speech.remarks())
            self._speech = None

    def _paragraph(self, element: etree._Element) -> None:
        member = element.find("member")
        if member is not None:
            self._contribution(element, member)
            return
        speech, prose = self._speech, self._page(element)
        reported = is_procedure(prose.text) or element.get("align") is not None
        cut, quoted = prose.text[:1].islower(), prose.text.startswith(("“", '"'))
        if speech and not reported and (speech.more or cut or quoted):
            if not cut:
                speech.prose.paragraph()
            page(list(element), self.words, speech.prose, f" {element.text or ''}")
        elif prose.text:
            self._finish()
            label = Kind.PROCEDURAL if reported else None
            key, line = element.get("id", ""), xml.line_of(element)
            self._remarks.append(
                Remark(key, prose.text, label=label, column=prose.column, columns=prose.columns, line=line)
            )

    def _contribution(self, element: etree._Element, member: etree._Element) -> None:
        self._finish()
        children = list(element)
        place = children.index(member)
        before = Prose(self.column)
        page(children[:place], self.words, before, element.text)
        self.column = before.last_column
        number = _NUMBER.search(before.text.rstrip("* "))
        star = "*" if before.text.endswith("*") else ""
        printed = collapse(f"{star}{self._page(member).text}")
        rest, opening = children[place + 1 :], member.tail
        if rest and rest[0].tag == "memberconstituency":
            printed = f"{printed} {xml.inline(rest[0])}"
            opening, rest = rest[0].tail, rest[1:]
        prose = Prose(self.column)
        whole = bool(rest) and rest[0].tag == "membercontribution"
        if whole:
            page(list(rest[0]), self.words, prose, _COLON.sub("", f"{opening or ''}{rest[0].text or ''}"))
            opening, rest = rest[0].tail, rest[1:]
        page(rest, self.words, prose, opening)
        self.column = prose.last_column
        if prose.text:
            self._speech = _Speech(element, prose, printed, number[1] if number else "", not whole)

    def _division(self, element: etree._Element) -> None:
        """The list of one side, name by name down its columns; the two sides of a division are one contribution."""
        self._finish()
        columns: list[list[str]] = []
        lines: list[str] = []
        for row in element.iter("tr"):
            cells = [self._page(cell).text.replace("\n", " ") for cell in row.iter("td")]
            if len(cells) == 1:
                lines += [name for column in columns for name in column] + cells
                columns = []
            columns += [[] for _ in range(len(cells) - len(columns))]
            for names, cell in zip(columns, cells if len(cells) > 1 else [], strict=False):
                names.extend(filter(None, [cell]))
        text = "\n".join(filter(None, lines + [name for column in columns for name in column]))
        last = self._remarks[-1] if self._remarks else None
        if last and last.label is Kind.DIVISION:
            self._remarks[-1] = replace(last, text=f"{last.text}\n{text}")
        elif text:
            self._remarks.append(Remark("", text, label=Kind.DIVISION, column=self.column, line=xml.line_of(element)))


def _date(element: etree._Element, name: str, warnings: list[str]) -> dt.date:
    """The printed day, where its weekday bears it out; else the day in `format`, which the digitisers typed."""
    stated = element.find("date")
    printed = xml.inline(stated) if stated is not None else ""
    found = _PRINTED.search(printed)
    days: list[dt.date] = []
    with suppress(ValueError):
        if found:
            year, day = (int(found[place].translate(_DIGITS)) for place in (4, 2))
            days.append(dt.date(year, _MONTHS.index(found[3].title()) + 1, day))
    with suppress(ValueError):
        days.append(dt.date.fromisoformat((stated.get("format") if stated is not None else "") or ""))
    if not days:
        raise SourceError(name, "has a sitting without a day; add the day to its date element.", xml.line_of(element))
    weekday = found[1].casefold() if found else ""
    best = next((day for day in days if day.strftime("%A").casefold() == weekday), days[-1])
    if len(set(days)) > 1:
        warnings.append(f"The file gives {days[-1]} for a sitting printed as “{printed}”; {best} was taken.")
    return best


def _small_letters(printed: str) -> str:
    """`THE EARL OF CREWE` as `The Earl of Crewe`; words that are not all capitals stay."""

    def small(match: re.Match[str]) -> str:
        word = match[0]
        if not word.isupper():
            return word
        inside = match.string[: match.start()].endswith(" ")
        return word.lower() if word in _SMALL and inside else word[0] + word[1:].lower()

    return _CAPITALS.sub(small, printed.lstrip("*").rstrip(",:; "))
