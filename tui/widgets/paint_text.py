"""One row of the page with its gutter, as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.style import Style
from textual.strip import Strip

from store.model import Kind, Speech
from tui.layout import gloss, header
from tui.layout.cells import clip, shown, width
from tui.layout.frame import Frame
from tui.layout.marks import Run
from tui.layout.page import Line, LineKind, Page
from tui.themes import house_accent
from tui.widgets.ink import Ink, strip

KINDS = {Kind.QUESTION: "Q", Kind.ANSWER: "A", Kind.INTERVENTION: "·", Kind.POINT_OF_ORDER: "·"}
CONTEXT = "‹"
"""The answer to somebody who is not on the page."""
GUIDE = "│ "
BETWEEN = "│"
"""What is painted for a line feed inside a line: between the names of a division list."""
QUIET = (Kind.PROCEDURAL, Kind.CHAIR)
FIRST_WORDS = 200
"""Code points from which a fold takes its first words."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What lies over a row of the page."""

    runs: tuple[Run, ...] = ()
    caret: tuple[int, int] | None = None
    """Code points of the caret, where it shows in this row."""
    current: bool = False
    """The caret is in this speech."""
    mark: str = " "
    """What the first column of the gutter shows where no kind stands: a code's letter."""
    dot: str = " "
    """What the second shows: notes that begin here, or that the speech is marked for a bulk action."""
    verdict: str = " "
    """What the third shows where a speech begins: the letter of the verdict on it."""


def text_row(page: Page, row: int, frame: Frame, extra: Extra, ink: Ink) -> Strip:
    """A row of the page from the gutter to the end of the text."""
    whole = frame.gutter.width + frame.text.width
    if row >= len(page):
        return strip((), whole, ink.base)
    line = page.line(row)
    if line.kind is LineKind.BLANK:
        return strip((), whole, ink.base)
    if line.kind in (LineKind.HEADING, LineKind.GAP):
        return strip([(" " * frame.gutter.width, ink.base), *_heading(page, row, ink)], whole, ink.base)
    speech = page.speeches[line.place]
    pieces = _gutter(page, line, frame.gutter.width, extra, ink)
    pieces.append((GUIDE * line.depth, ink.of("guide")))
    if line.kind is LineKind.NAME:
        pieces += [(shown(text), _role(role, text, extra, ink)) for role, text in page.header(line.place)[line.part]]
    elif line.kind is LineKind.GLOSS:
        pieces += _gloss(page.glosses[row], ink)
    elif line.kind is LineKind.FOLD:
        pieces += _fold(page, line, speech, extra, ink)
    else:
        pieces.append((" " * line.indent, ink.base))
        pieces += _words(speech, line, extra, ink)
    return strip(pieces, whole, ink.base)


def kind_of(page: Page, place: int) -> str:
    """The letter of a speech's kind, or a space."""
    speech = page.speeches[place]
    if page.labels[place] == header.NOT_SHOWN:
        return CONTEXT
    return KINDS.get(speech.kind, " ")


def _gutter(page: Page, line: Line, cells: int, extra: Extra, ink: Ink) -> list[tuple[str, Style]]:
    if cells == 0:
        return []
    first = line.kind is LineKind.FOLD or (line.part == 0 and line.kind is LineKind.NAME)
    here = ("here",) if extra.current else ()
    kind = kind_of(page, line.place) if first else extra.mark
    pieces = [(kind, ink.of("kind", *here) if first else ink.of("dot")), (extra.dot, ink.of("dot"))]
    pieces = [(text, ink.base if text == " " else style) for text, style in pieces]
    if cells > 2:
        pieces.append((extra.verdict if first else " ", ink.of("verdict")))
        pieces.append((" " * (cells - 4), ink.base))
        pieces.append(("▎", ink.of("here")) if extra.current else (" ", ink.base))
    return pieces


def _heading(page: Page, row: int, ink: Ink) -> list[tuple[str, Style]]:
    lead = page.lead_at(row)
    index = lead.debate if lead is not None else 0
    debate = page.thread.reading.debates[index]
    looks = {
        header.Role.NAME: ("heading", house_accent(debate.house, debate.section)),
        header.Role.CHAPTER: ("heading",),
        header.Role.LABEL: ("quiet",),
    }
    pieces = page.heading[row] if lead is None else lead.row
    return [(shown(text), ink.of(*looks.get(role, ("dim",)))) for role, text in pieces]


def _gloss(row: gloss.Row, ink: Ink) -> list[tuple[str, Style]]:
    """Names under the words for which they stand."""
    pieces: list[tuple[str, Style]] = []
    at = 0
    for cell, text, look in row:
        pieces += [(" " * max(0, cell - at), ink.base), (shown(text), ink.of(look))]
        at = max(at, cell) + width(text)
    return pieces


def _role(role: header.Role, text: str, extra: Extra, ink: Ink) -> Style:
    if role is header.Role.NAME:
        return ink.of("name", "current") if extra.current else ink.of("name")
    if role is header.Role.PARTY:
        return ink.of(f"party:{text}")
    return ink.of("number" if role is header.Role.LABEL else "dim")


def _words(speech: Speech, line: Line, extra: Extra, ink: Ink) -> list[tuple[str, Style]]:
    """The words of a line, cut where their look changes."""
    base = ("quiet",) if speech.kind in QUIET else ()
    cuts = {line.start, line.end}
    for run in extra.runs:
        cuts.update((run.start, run.end))
    if extra.caret is not None:
        cuts.update(extra.caret)
    if speech.kind is Kind.DIVISION:
        feeds = (at for at in range(line.start, line.end - 1) if speech.text[at] == "\n")
        cuts.update(cut for at in feeds for cut in (at, at + 1))
    edges = sorted(cut for cut in cuts if line.start <= cut <= line.end)
    runs: Sequence[Run] = extra.runs
    pieces: list[tuple[str, Style]] = []
    for a, b in pairwise(edges):
        looks: tuple[str, ...] = base
        for run in runs:
            if run.start <= a < run.end:
                looks += run.looks
        if extra.caret is not None and extra.caret[0] <= a < extra.caret[1]:
            looks += ("caret",)
        text = shown(speech.text[a:b])
        if b - a == 1 and speech.text[a] == "\n" and b < line.end:
            text, looks = BETWEEN, (*looks, "guide")
        pieces.append((text if "caret" in looks or b < line.end else text.rstrip(" "), ink.of(*looks)))
    return pieces


def _fold(page: Page, line: Line, speech: Speech, extra: Extra, ink: Ink) -> list[tuple[str, Style]]:
    """`▸ Name  first words …   312 words`."""
    room = page.width - 2 * line.depth
    count = len(speech.text.split())
    length = f"{count} word{'s' if count != 1 else ''}"
    left = room - width(length) - 2
    if left < 12:
        length, left = "", room
    name = clip(header.name_of(speech), max(0, left - 2))
    apart = "  " if name else ""
    words = speech.text[:FIRST_WORDS]
    if speech.kind is Kind.DIVISION:
        words = " · ".join(words.split("\n")[:2])
    first = clip(" ".join(words.split()), max(0, left - width(name) - 2 - len(apart)))
    gap = room - 2 - width(name) - (len(apart) + width(first) if first else 0) - width(length)
    return [
        ("▸ ", ink.of("dim")),
        (shown(name), ink.of("name", "current") if extra.current else ink.of("name")),
        (f"{apart}{shown(first)}" if first else "", ink.of("dim")),
        (" " * max(0, gap), ink.base),
        (length, ink.of("number")),
    ]
