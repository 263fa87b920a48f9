"""Hits as rows: under their debates, under whoever spoke, or as a concordance; and the bars of a timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len

from store.hits import Context, contexts
from store.model import Kind
from store.search.found import Found
from tui.widgets.row_list import Piece, fit

_SIGNS = {Kind.QUESTION: "Q", Kind.ANSWER: "A", Kind.CHAIR: "·", Kind.INTERVENTION: "‹"}
HOUSES = {"commons": "Commons", "lords": "Lords", "scotland": "Scotland", "wales": "Wales", "northern_ireland": "NI"}
"""How a row calls the Houses that have a short name."""
_WORDS = re.compile(r"\w+")
"""What a concordance is sorted by: a quotation mark or comma beside the word found is no word."""
_BARS = "▁▂▃▄▅▆▇█"
AROUND = 160
"""Characters of context on either side; a row shows as many as it has room for."""


class Arranged(StrEnum):
    """How the hits stand."""

    DEBATE = "by debate"
    PERSON = "by person"
    RIGHT = "concordance, sorted by what follows"
    LEFT = "concordance, sorted by what stands before"


@dataclass(frozen=True, slots=True)
class HitRow:
    """A head with how many hits stand under it, or a hit."""

    found: Found
    context: Context | None = None
    """None in a head."""
    count: int = 0


def arrange(hits: Sequence[Found], how: Arranged) -> tuple[HitRow, ...]:
    """The rows of the hits in the order that they have; a concordance has a row for every place."""
    if how in {Arranged.RIGHT, Arranged.LEFT}:
        return _concordance(hits, how)
    groups: dict[object, list[Found]] = {}
    for found in hits:
        groups.setdefault(found.debate if how is Arranged.DEBATE else found.speaker, []).append(found)
    made = list(groups.values())
    if how is Arranged.PERSON:
        made.sort(key=len, reverse=True)
    rows: list[HitRow] = []
    for group in made:
        rows.append(HitRow(group[0], None, len(group)))
        rows += [HitRow(found, next(contexts(found, AROUND))) for found in group]
    return tuple(rows)


def _concordance(hits: Sequence[Found], how: Arranged) -> tuple[HitRow, ...]:
    rows = [HitRow(found, context) for found in hits for context in contexts(found, AROUND)]

    def key(row: HitRow) -> tuple[str, ...]:
        context = row.context
        if context is None:
            return ()
        if how is Arranged.RIGHT:
            return tuple(_WORDS.findall(context.after.casefold()))
        return tuple(reversed(_WORDS.findall(context.before.casefold())))

    return tuple(sorted(rows, key=key))


def hit_row(row: HitRow, how: Arranged, width: int) -> list[Piece]:
    """The pieces of a row."""
    if row.context is None:
        return _head(row, how, width)
    if how in {Arranged.RIGHT, Arranged.LEFT}:
        return _in_context(row, row.context, width)
    found = row.found
    who = found.speaker or "Proceedings" if how is Arranged.DEBATE else f"{found.date:%d %b %Y}  {found.title}"
    names = min(30 if how is Arranged.PERSON else 22, width // 3)
    room = width - names - 6
    before = min(len(row.context.before), max(8, room // 3))
    left = row.context.before[len(row.context.before) - before :]
    if before < len(row.context.before):
        left = "…" + left.partition(" ")[2] if " " in left else left
    rest = max(0, room - cell_len(left) - cell_len(row.context.words))
    return [
        (f" {_SIGNS.get(found.kind, ' ')} ", "dim"),
        (fit(who, names) + "  ", "dim"),
        (left, ""),
        (row.context.words, "mark"),
        (fit(row.context.after, rest), ""),
    ]


def _head(row: HitRow, how: Arranged, width: int) -> list[Piece]:
    found = row.found
    count = f"{row.count} hit{'s' if row.count != 1 else ''}"
    if how is Arranged.PERSON:
        name = found.speaker or "Proceedings"
        return [(name, "head"), (f"   {found.party}" if found.party else "", "dim"), (f"   {count}", "dim")]
    day = f"{found.date:%a} {found.date.day} {found.date:%b %Y}"
    house = HOUSES.get(found.house, found.house)
    room = max(0, width - len(day) - len(house) - len(count) - 9)
    title = fit(found.title, min(cell_len(found.title), room))
    return [(title, "head"), (f"   {day}   {house}   {count}", "dim")]


def _in_context(row: HitRow, context: Context, width: int) -> list[Piece]:
    """The words found in one column, what stands before and after on either side of it."""
    about = f"{row.found.date.isoformat()} "
    who = fit(row.found.speaker.split()[-1] if row.found.speaker else "", 12) if width >= 90 else ""
    room = width - len(about) - len(who) - 2
    left = max(4, (room - min(16, cell_len(context.words))) // 2)
    before = context.before[-left:]
    rest = max(0, room - left - cell_len(context.words))
    return [
        (about, "dim"),
        (who, "dim"),
        (" " * max(0, left - cell_len(before)) + before, ""),
        (context.words, "mark"),
        (fit(context.after, rest), ""),
    ]


def timeline(counts: Mapping[str, int], width: int) -> str:
    """Bars for years or months, no more than there is room for, and from when to when: `▁▃█ 2019–2025`."""
    if not counts:
        return ""
    names, values = list(counts), list(counts.values())
    while len(values) > max(4, width):
        values = [sum(values[place : place + 2]) for place in range(0, len(values), 2)]
    most = max(values)
    bars = "".join(_BARS[min(7, value * 8 // (most + 1))] if value else " " for value in values)
    return f"{bars} {names[0]}" + (f"–{names[-1]}" if len(names) > 1 else "")


def bar(count: int, most: int, width: int) -> str:
    """A bar as long as its share of the most."""
    return "█" * max(1, round(count * width / most)) if count else ""
