"""Text broken into lines of a width.

Lines tile the text: line i holds the code points from `starts[i]` up to `starts[i + 1]`, so that none is lost and none
added. Spaces and the line feed at which a line breaks belong to its end, where they may hang past the width.
"""

from __future__ import annotations

import re

from tui.layout.cells import clusters, narrow

HYPHENS = "-–—/"
"""After these a line may break when its words are too long to break well at a space."""


VOTER = re.compile(r"(?!Tellers|(?:Not )?Contents?$)[^\n\d:]{0,60} [^\n\d:]{0,60}(?<![.;])", re.IGNORECASE)
"""A line of a division list: two short words or more, and none of what tells of the vote itself."""


def flowing(text: str) -> str:
    """The text of a division as it is broken into lines: names that follow each other flow, each kept whole. As many
    code points as the text, at the same offsets."""
    flow, before = [], False
    for line in text.split("\n"):
        voter = VOTER.fullmatch(line) is not None
        flow.append((" " if voter and before else "\n") + (line.replace(" ", "\u00a0") if voter else line))
        before = voter
    return "".join(flow)[1:]


def wrap(text: str, width: int, indent: int = 0) -> list[int]:
    """Offsets at which the lines of a text begin; the first is 0.

    `width` counts cells, at least 1. Paragraphs after the first begin `indent` cells further in, so that their first
    line is so much shorter. A cluster wider than the width stands alone.
    """
    width = max(1, width)
    indent = min(indent, width - 1)
    breaks = _narrow_breaks if narrow(text) else _exact_breaks
    starts = [0]
    start, length = 0, len(text)
    first = width
    while True:
        end = text.find("\n", start)
        if end < 0:
            end = length
        if end - start > first or breaks is _exact_breaks:
            breaks(text, start, end, first, width, starts)
        start = end + 1
        if start > length or end == length:
            return starts
        starts.append(start)
        first = width - indent


def lines(text: str, width: int) -> list[str]:
    """The lines themselves, without the spaces at their ends."""
    starts = wrap(text, width)
    return [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _narrow_breaks(text: str, start: int, end: int, room: int, width: int, starts: list[int]) -> None:
    """Break one paragraph whose code points take one cell each."""
    rfind = text.rfind
    while end - start > room:
        at = rfind(" ", start, start + room + 1)
        if at < start + room // 2:
            at = _hard_break(text, start, start + room, at)
        at += 1
        while at < end and text[at] == " ":
            at += 1
        if at >= end:
            return
        starts.append(at)
        start = at
        room = width


def _hard_break(text: str, start: int, limit: int, space: int) -> int:
    """The last code point of a line whose last space comes too early, or is missing (-1)."""
    hyphen = max(text.rfind(mark, start, limit) for mark in HYPHENS)
    if hyphen > space:
        return hyphen
    return space if space >= start else limit - 1


def _exact_breaks(text: str, start: int, end: int, room: int, width: int, starts: list[int]) -> None:
    """Break one paragraph cluster by cluster."""
    parts = clusters(text[start:end])
    line, used, i = 0, 0, 0
    while i < len(parts):
        first, last, cells = parts[i]
        if text[start + first : start + last] == " " or used + cells <= room or i == line:
            used += cells
            i += 1
            continue
        i = _exact_break(text, start, parts, line, i)
        starts.append(start + parts[i][0])
        line, used, room = i, 0, width


def _exact_break(text: str, start: int, parts: list[tuple[int, int, int]], line: int, full: int) -> int:
    """The part with which the next line begins, `full` being the first that does not fit."""
    for i in range(full, line, -1):
        if text[start + parts[i - 1][0] : start + parts[i - 1][1]] == " ":
            return i
    for i in range(full, line, -1):
        if text[start + parts[i - 1][0]] in HYPHENS:
            return i
    return full
