"""The running head and the status line, as strips."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from store.model import Debate, Position, Speech
from store.readings import Thread
from tui.layout.cells import clip, shown, width
from tui.layout.header import place_of
from tui.layout.wrap import lines
from tui.widgets.ink import Ink, strip

SHORTEST = 2
"""Of the forms of a place the last so many do not say where one is."""


def head(debate: Debate, cells: int, ink: Ink) -> Strip:
    """The title of the debate, and where and when it was held, as above the pages of a book."""
    day = f"{place_of(debate)} · {debate.date:%a} {debate.date.day} {debate.date:%B %Y}"
    day = day if width(day) < cells // 2 else ""
    title = clip(debate.title, cells - width(day) - 4)
    gap = cells - 2 - width(title) - width(day)
    return strip(
        [(" " + shown(title), ink.of("dim")), (" " * max(0, gap), ink.base), (day, ink.of("dim"))], cells, ink.base
    )


def column_at(speech: Speech, offset: int) -> str | None:
    """The column of the Official Report in which a code point stands."""
    column = speech.column
    for mark in speech.columns:
        if mark.offset <= offset:
            column = mark.column
    return column


def place_words(thread: Thread, questions: Sequence[int], place: int, caret: Position, share: float) -> list[str]:
    """Where the reader is, in full and then in ever fewer words. `questions` counts the numbered exchanges of each
    debate."""
    exchange = thread.exchanges[thread.exchange_of[place]]
    asked = questions[max(0, bisect_right(thread.starts, place) - 1)]
    percent = f"{share:.0%}"
    full = short = ""
    if exchange.number is not None:
        full, short = f"exchange {exchange.number} of {asked}", f"{exchange.number}/{asked}"
    else:
        full = f"speech {place + 1:,} of {len(thread.speeches):,}"
        short = f"{place + 1}/{len(thread.speeches)}"
    column = column_at(thread.speeches[place], caret.offset)
    long = [full, f"column {column}" if column else "", percent]
    return [
        "  ·  ".join(filter(None, long)),
        " · ".join(filter(None, (short, f"col {column}" if column else "", percent))),
        percent,
        "",
    ]


def with_words(told: str, place: Sequence[str]) -> list[str]:
    """What is to be told of the place before each of its forms."""
    return [*(f"{told}  ·  {words}" for words in place[:-SHORTEST]), told, ""]


def status(place: Sequence[str], words: str, cells: int, ink: Ink) -> Strip:
    """Where the reader is at the left, in as many words as there is room for; what the screen says at the right."""
    base = ink.of("status")
    words = clip(words, cells - 2)
    left = _fitting(place, words, cells)
    gap = max(0, cells - 2 - width(left) - width(words))
    return strip([(f" {shown(left)}", base), (" " * gap, base), (shown(words), base)], cells, base)


def foot(place: Sequence[str], state: str, said: str, cells: int, rows: int, ink: Ink) -> list[Strip]:
    """The status line: the place, whether all is saved, what was said last. Words that would leave no room for the
    place stand above it, on as many of the rows as they need."""
    words = "  ·  ".join(filter(None, (state, said)))
    if not place or not said or rows < 2 or _fitting(place[:-SHORTEST], words, cells):
        return [status(place, words, cells, ink)]
    base = ink.of("status")
    told = lines(said, max(1, cells - 2))
    if len(told) >= rows:
        told[rows - 2 :] = [clip(" ".join(told[rows - 2 :]), cells - 2)]
    above = [strip([(f" {shown(line)}", base)], cells, base) for line in told]
    return [*above, status(place, state, cells, ink)]


def _fitting(place: Sequence[str], words: str, cells: int) -> str:
    """The fullest of the forms of a place that leaves room for the words; none may fit."""
    room = cells - 2 - (width(words) + 3 if words else 0)
    return next((told for told in place if width(told) <= room), "")


def hint(choices: Sequence[tuple[str, str]], cells: int, rows: int, ink: Ink) -> list[Strip]:
    """The keys that may follow, flowing over at most so many rows."""
    base = ink.of("status")
    lines: list[list[tuple[str, Style]]] = [[(" ", base)]]
    used = 1
    for key, words in ((shown(key), shown(words)) for key, words in choices):
        needed = width(key) + 1 + width(words) + 3
        if used + needed > cells and used > 1:
            if len(lines) == rows:
                break
            lines.append([(" ", base)])
            used = 1
        lines[-1] += [(key, ink.of("status", "key")), (f" {words}   ", base)]
        used += needed
    return [strip(line, cells, base) for line in lines]
