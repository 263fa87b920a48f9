"""How much an import would bring in, by House."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


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
