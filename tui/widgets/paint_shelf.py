"""The lines of the shelf as plain values: which debates and days follow each other, and how a line is laid out."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len, set_cell_size

from store.model import Excerpt, Section, Shelved
from tui.clock import ago

HOUSES = {
    "commons": "Commons",
    "lords": "Lords",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern_ireland": "N Ireland",
}
ROOMS = {
    Section.WESTMINSTER_HALL: "Westm Hall",
    Section.GRAND_COMMITTEE: "Grand Ctee",
    Section.PUBLIC_BILL_COMMITTEE: "Bill Ctee",
    Section.STANDING_COMMITTEE: "Stand Ctee",
    Section.COMMITTEE: "Committee",
    Section.WRITTEN_ANSWER: "Written",
    Section.WRITTEN_QUESTION: "Written",
    Section.WRITTEN_STATEMENT: "Statement",
    Section.WRITTEN_STATEMENT_ONLINE: "Statement",
    Section.PETITION: "Petition",
    Section.CORRECTION: "Correction",
}
PLACE_CELLS = 11
BAR_CELLS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the shelf: the heading of a group, a debate, or nothing."""

    group: int | None = None
    debate: int | None = None
    """Place in the list of debates, from 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line: its text, already as wide as it shows, and the part it plays."""

    text: str
    part: str


class Lines:
    """Which line of the shelf is what: each group's heading, then its debates, a blank line between groups.

    Computed from how many debates each group has, so that a hundred thousand lines cost no more than the groups.
    """

    def __init__(self, count: int, groups: Sequence[int]) -> None:
        self.starts = list(accumulate(groups, initial=0))[:-1]
        """The place of the first debate of each group."""
        self._heads = [start + 2 * place for place, start in enumerate(self.starts)]
        self._length = count + max(0, 2 * len(self.starts) - 1)

    def __len__(self) -> int:
        return self._length

    def at(self, line: int) -> Row:
        if not self._heads:
            return Row(debate=line)
        group = bisect_right(self._heads, line) - 1
        if line == self._heads[group]:
            return Row(group=group)
        blank = self._heads[group + 1] - 1 if group + 1 < len(self._heads) else self._length
        return Row() if line == blank else Row(debate=self.starts[group] + line - self._heads[group] - 1)

    def of(self, debate: int) -> int:
        """The line of a debate."""
        return debate + 2 * self.group(debate) + 1 if self._heads else debate

    def group(self, debate: int) -> int:
        """The group that a debate is in, from 0."""
        return bisect_right(self.starts, debate) - 1

    def near(self, line: int, step: int) -> int:
        """The debate on a line, or the nearest one before it on the way there."""
        line = max(0, min(line, self._length - 1))
        while 0 <= line < self._length:
            found = self.at(line).debate
            if found is not None:
                return found
            line -= step
        return 0


def told_apart(debates: Sequence[Shelved]) -> tuple[str, ...]:
    """What follows each title so that two of one name on a day differ: the heading above, the room, or the time; where
    nothing else does, which of them it is, as they stand in the record."""
    groups: dict[tuple[dt.date, str, str], list[int]] = {}
    for index, debate in enumerate(debates):
        groups.setdefault((debate.date, debate.house, debate.title), []).append(index)
    told = [""] * len(debates)
    for group in groups.values():
        if group[1:]:
            for index, words in zip(group, _differences([debates[index] for index in group]), strict=True):
                told[index] = words
    return tuple(told)


def _differences(namesakes: Sequence[Shelved]) -> list[str]:
    tells: tuple[Callable[[Shelved], str], ...] = (
        lambda d: d.parents[-1] if d.parents else "",
        lambda d: ROOMS.get(d.section, ""),
        _part,
        lambda d: (d.time or "")[:5],
    )
    for tell in tells:
        told = [tell(debate) for debate in namesakes]
        if len(set(told)) == len(told):
            return told
    told = [" ".join(filter(None, (_part(d), (d.time or "")[:5], *d.people[:1]))) for d in namesakes]
    if len(set(told)) == 1:
        told = [""] * len(told)
    same: dict[str, list[int]] = {}
    for words, debate in sorted(zip(told, namesakes, strict=True), key=lambda pair: pair[1].id):
        same.setdefault(words, []).append(debate.id)
    return [
        f"{words} {same[words].index(debate.id) + 1} of {len(same[words])}".strip() if same[words][1:] else words
        for words, debate in zip(told, namesakes, strict=True)
    ]


def _part(debate: Shelved) -> str:
    """What part of a debate it is, where it is not all."""
    return "" if debate.excerpt is Excerpt.FULL else debate.excerpt.value


def fit(text: str, cells: int) -> str:
    """A text in exactly so many cells, with an ellipsis where it was longer."""
    if cells <= 0:
        return ""
    if cell_len(text) > cells:
        return set_cell_size(set_cell_size(text, cells - 1).rstrip() + "…", cells)
    return set_cell_size(text, cells)


def group_line(name: str, today: dt.date, width: int) -> list[Cell]:
    """`Thu 16 January 2025   1 week ago`, `January 2025`, `2025`, `58th Parliament`, `Commons · Westm Hall`."""
    told, beside = _group(name, today)
    return [Cell(f" {told}", "day"), Cell(fit(f"   {beside}", max(0, width - cell_len(told) - 1)), "dim")]


def _group(name: str, today: dt.date) -> tuple[str, str]:
    if name.isdigit() and len(name) < 3:
        return (f"{_ordinal(int(name))} Parliament" if name != "0" else "Before the Parliaments known here"), ""
    if not name[:4].isdigit():
        house, _, section = name.rpartition(" ")
        return f"{HOUSES.get(house, house)} · {Section(section).words}", ""
    if len(name) == 4:
        return name, ""
    if len(name) == 7:
        return f"{dt.date.fromisoformat(name + '-01'):%B} {name[:4]}", ""
    day = dt.date.fromisoformat(name)
    return f"{day:%a} {day.day} {day:%B} {day.year}", ago(day, today)


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def debate_line(debate: Shelved, difference: str, width: int, *, dated: bool = False) -> list[Cell]:
    """House or room, title, people, how many exchanges, how far read, notes; a narrow pane says it in fewer cells.

    `dated` says the day in place of the people, where no heading says it."""
    place = ROOMS.get(debate.section) or HOUSES.get(debate.house, debate.house)
    wide = width >= 100
    notes = f"{debate.notes} note{'s' if debate.notes != 1 else ''}" if wide else f"●{debate.notes}"
    tail = [
        Cell(fit(_counted(debate, wide), 13 if wide else 9), "dim"),
        Cell(_bar(debate.read) if wide else "", "bar"),
        Cell(f"{_share(debate.read):>5}", "dim"),
        Cell(fit(f"  {notes if debate.notes else ''}", 10 if wide else 5), "notes"),
    ]
    room = max(0, width - 3 - PLACE_CELLS - sum(cell_len(cell.text) for cell in tail))
    beside = f"{debate.date.day} {debate.date:%b} {debate.date.year}" if dated else _people(debate)
    people = min(13, room) if dated else min(30, room * 2 // 5) if width >= 70 and beside else 0
    return [
        Cell("   ", "plain"),
        Cell(fit(fit(place, PLACE_CELLS - 1), PLACE_CELLS), "place"),
        *_title(debate.title, difference, room - people),
        Cell(fit(fit(beside, people - 2), people), "dim"),
        *tail,
    ]


def _title(title: str, difference: str, cells: int) -> list[Cell]:
    """The title and what tells it from its namesake, which never gives way to a long title."""
    if not difference:
        return [Cell(fit(fit(title, cells - 2), cells), "title")]
    told = min(cell_len(difference) + 4, cells // 2)
    return [
        Cell(fit(title, min(cell_len(title), cells - told)), "title"),
        Cell(fit(fit(f"  {difference}", told - 2), cells - min(cell_len(title), cells - told)), "dim"),
    ]


def _counted(debate: Shelved, wide: bool) -> str:
    number = debate.exchanges or debate.speeches
    one, many = ("exchange", "exchanges") if debate.exchanges else ("speech", "speeches")
    if not wide:
        one, many = ("exch", "exch") if debate.exchanges else ("turn", "turns")
    return f"{number} {one if number == 1 else many}"


def _people(debate: Shelved) -> str:
    """Surnames of two, or how many there are."""
    if debate.speakers > 3:
        return f"{debate.speakers} people"
    return ", ".join(name.split(" of ")[0].split()[-1] for name in debate.people[:3] if name)


def _bar(read: float) -> str:
    full = round(read * BAR_CELLS)
    return "█" * full + "░" * (BAR_CELLS - full) if read else " " * BAR_CELLS


def _share(read: float) -> str:
    return f"{round(read * 100)}%" if read else ""
