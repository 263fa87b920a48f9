"""Parallel Parliament's pages, as copied from the browser or saved by it: the debates of two people, of one member, a
whole debate, or the ministers' part of one.

A debate begins with its title, then the day, how long ago that was (which dates the copy) and the chamber.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from store.errors import SourceError
from store.importers import html
from store.importers.licences import PARLIAMENT
from store.importers.options import MEGABYTE, Options
from store.importers.parallel_parliament_lines import Line, What, captured_on, date_of, lines_of
from store.importers.parallel_parliament_turns import Cast, Turn, number_of, remarks_of, turns_of
from store.importers.text import decode, heading
from store.model import Excerpt, Section
from store.parsed import Parsed, ParsedDebate, Skipped

NAME: Final = "Parallel Parliament page"
_PLACES: Final = {
    "commons chamber": ("commons", Section.CHAMBER),
    "lords chamber": ("lords", Section.CHAMBER),
    "westminster hall": ("commons", Section.WESTMINSTER_HALL),
    "grand committee": ("lords", Section.GRAND_COMMITTEE),
    "public bill committees": ("commons", Section.PUBLIC_BILL_COMMITTEE),
    "general committees": ("commons", Section.COMMITTEE),
    "written statements": ("commons", Section.WRITTEN_STATEMENT),
    "written corrections": ("commons", Section.CORRECTION),
    "ministerial corrections": ("commons", Section.CORRECTION),
    "petitions": ("commons", Section.PETITION),
}
_COMMITTEES: Final = frozenset({Section.PUBLIC_BILL_COMMITTEE, Section.COMMITTEE})
_EXCERPTS: Final = {
    What.PAIR: Excerpt.PAIR,
    What.MEMBER: Excerpt.MEMBER,
    What.EXTRACTS: Excerpt.EXTRACTS,
    What.NOTICE: Excerpt.EXTRACTS,
}
_MOST: Final = 16 * MEGABYTE
_ABOVE_DATE: Final = frozenset({What.MENU, What.PAIR, What.MEMBER, What.EXTRACTS, What.NOTICE})
_BELOW_DATE: Final = _ABOVE_DATE | {What.AGO, What.PLACE}
_WARNING: Final = "Only ministers’ words and those that they answer are here: the page leaves the other speeches out."
_SIGNS: Final = re.compile(
    rb"Read Hansard Text|Read Debate Ministerial Extracts|Ministerial Extracts only|parallelparliament\.co\.uk"
    rb"|^Debates? between .{1,200} and |^[^\n]{1,300}\n[ \t\n]{0,9}- (?:View Speech - )?Hansard",
    re.IGNORECASE | re.MULTILINE,
)
_PAIR: Final = re.compile("Debates between .+ and .+")
"""The title of a page of pairs; each debate on it says so again, in most layouts."""
_HEADING: Final = re.compile(r"[A-Z0-9“‘\[(][^.?!;:]{2,118}[\w)\]]")


def accepts(head: bytes, name: str) -> bool:
    return _SIGNS.search(head.replace(b"\0", b"").replace(b"\r", b"")) is not None


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """Raises SourceError where no sitting day or no House is printed and the options give none."""
    if len(data) > _MOST:
        raise SourceError(name, f"is larger than any page ({_MOST:,} bytes); copy the text of the debate alone.")
    text = decode(data, name)
    saved = html.is_html(text)
    lines = lines_of(html.text_of(text, name) if saved else text, frozenset(_PLACES), numbered=not saved)
    heads = list(_heads(lines)) or [_Head(0, 0, "", options.date)]
    if any(_PAIR.fullmatch(line.text) for line in lines[: heads[0].start]):
        heads = [replace(each, excerpt=Excerpt.PAIR) if each.excerpt is Excerpt.FULL else each for each in heads]
    skipped = [Skipped(line.number, "above the first debate") for line in lines[: heads[0].start]]
    ends = [head.start for head in heads[1:]] + [len(lines)]
    bodies = [turns_of(lines[head.end : end], skipped) for head, end in zip(heads, ends, strict=True)]
    if len(bodies) > 1 and len(bodies[-1]) == 1 and _is_scrap(bodies[-1][0]):
        skipped.append(Skipped(bodies.pop()[0].line, "a name that is cut short"))
        heads.pop()
    cast = Cast(turn for body in bodies for turn in body)
    debates = [
        debate
        for head, body in zip(heads, bodies, strict=True)
        if body
        for debate in _debates(head, body, cast, name, options)
    ]
    if not debates:
        raise SourceError(name, "holds no speeches; copy the page from its title to its end.")
    for head in heads:
        around = (line for line in lines[head.start : head.end] if line.what is What.MENU)
        skipped.extend(Skipped(line.number, "menu of the page") for line in around)
    return Parsed(tuple(debates), tuple(sorted(skipped, key=_line)), _captured(heads, options), PARLIAMENT)


def _is_scrap(turn: Turn) -> bool:
    """One line, and nobody's: all that a copy which ends here has of the next debate."""
    return not turn.printed and len(turn.paragraphs) == 1


def _line(skipped: Skipped) -> int:
    return skipped.line


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a debate begins and what stands over it; its lines run from `start` up to `end`."""

    start: int
    end: int
    title: str
    date: dt.date | None
    ago: str = ""
    place: str = ""
    excerpt: Excerpt = Excerpt.FULL


def _heads(lines: Sequence[Line]) -> Iterator[_Head]:
    last = 0
    for place, line in enumerate(lines):
        if place < last or line.what is not What.DATE:
            continue
        end = place + 1
        while end < len(lines) and lines[end].what in _BELOW_DATE:
            end += 1
        if not any(below.what in (What.AGO, What.PLACE) for below in lines[place + 1 : end]):
            continue
        start = place
        while start > last and lines[start - 1].what in _ABOVE_DATE:
            start -= 1
        titled = start > last and lines[start - 1].what is What.WORDS
        yield _head(lines, start - titled, place, end, titled=titled)
        last = end


def _head(lines: Sequence[Line], start: int, place: int, end: int, *, titled: bool) -> _Head:
    around = lines[start:end]
    return _Head(
        start,
        end,
        heading(lines[start].text) if titled else "",
        date_of(lines[place].text),
        next((line.text for line in around if line.what is What.AGO), ""),
        next((heading(line.text).lower() for line in around if line.what is What.PLACE), ""),
        next((_EXCERPTS[line.what] for line in around if line.what in _EXCERPTS), Excerpt.FULL),
    )


def _captured(heads: Sequence[_Head], options: Options) -> str:
    """The day that the spans on the page agree with best: the one that is told most finely."""
    told = [captured_on(head.date, head.ago) for head in heads if head.date and head.ago]
    best = min((found for found in told if found), default=None)
    return "" if best is None else min(best[1], options.captured).isoformat()


def _debates(head: _Head, turns: Sequence[Turn], cast: Cast, name: str, options: Options) -> Iterator[ParsedDebate]:
    date = head.date or options.date
    house, section = _PLACES.get(head.place, (options.house, Section.CHAMBER))
    if date is None:
        raise SourceError(name, "prints no sitting day; copy the page from its title on or give --date YYYY-MM-DD.")
    if house is None:
        raise SourceError(name, "does not say which House it is; copy the page from its title on or give --house.")
    title = head.title or options.title or "Untitled debate"
    for subtitle, part in _parts(turns):
        yield ParsedDebate(
            title=subtitle or title,
            date=date,
            house=house,
            remarks=remarks_of(part, cast),
            section=section,
            parents=(title,) if subtitle else (),
            excerpt=head.excerpt,
            warning=_WARNING if head.excerpt is Excerpt.EXTRACTS else "",
            committee=title if section in _COMMITTEES else "",
        )


def _parts(turns: Sequence[Turn]) -> Iterator[tuple[str, Sequence[Turn]]]:
    """Question time is one debate for each heading in it: the line that stands before a numbered question and is no
    sentence."""
    title, first = "", 0
    for place in range(1, len(turns)):
        above = turns[place - 1].paragraphs
        if number_of(turns[place]) and len(above) > 1 and _HEADING.fullmatch(above[-1]):
            subtitle = heading(above.pop())
            yield title, turns[first:place]
            title, first = subtitle, place
    yield title, turns[first:]
