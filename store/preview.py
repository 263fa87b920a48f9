"""What an import would bring in, told before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from store.importers.options import Options
from store.intake import FileReport, Item, look_into
from store.parsed import ParsedDebate


@dataclass(frozen=True, slots=True)
class Coming:
    """What would come in of one House."""

    house: str
    first: dt.date
    last: dt.date
    """The first and the last sitting day."""
    debates: int
    speeches: int
    known: int
    """Of the debates, those that are there already from the same source."""


def preview(
    items: Iterable[Item], options: Options, holds: Callable[[ParsedDebate], bool]
) -> Iterator[tuple[FileReport, tuple[Coming, ...]]]:
    """Parse each source and count what it holds; `holds` says whether a debate is there already."""
    for item in items:
        report, imported = look_into(item, options)
        debates = imported.parsed.debates if imported else ()
        speeches = sum(len(debate.remarks) for debate in debates)
        yield replace(report, speeches=speeches), together(_coming(debate, holds) for debate in debates)


def _coming(debate: ParsedDebate, holds: Callable[[ParsedDebate], bool]) -> Coming:
    return Coming(debate.house, debate.date, debate.date, 1, len(debate.remarks), int(holds(debate)))


def together(parts: Iterable[Coming]) -> tuple[Coming, ...]:
    """One for each House, in the order in which they are met."""
    houses: dict[str, Coming] = {}
    for part in parts:
        so_far = houses.get(part.house)
        houses[part.house] = part if so_far is None else _sum(so_far, part)
    return tuple(houses.values())


def _sum(one: Coming, other: Coming) -> Coming:
    days = min(one.first, other.first), max(one.last, other.last)
    counts = one.debates + other.debates, one.speeches + other.speeches, one.known + other.known
    return Coming(one.house, *days, *counts)
