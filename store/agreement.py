"""How far two people coded alike: percent, Cohen's kappa and Krippendorff's alpha, and where they did not.

Ours, because no well-kept library fits: `krippendorff` brings NumPy for one formula and has no kappa, scikit-learn and
statsmodels are larger still. The formulas are those of Cohen (1960) and Krippendorff (2011), checked in the tests
against the worked examples that they print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.model import DebateId, SpeechId
from store.records import Note

Label = Hashable
Unit = tuple[DebateId, SpeechId]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one code over all units that both people saw."""

    code: str
    both: int
    """Units that both gave the code."""
    only_first: int
    only_second: int
    neither: int

    @property
    def units(self) -> int:
        return self.both + self.only_first + self.only_second + self.neither

    @property
    def percent(self) -> float | None:
        """Share of the units on which they agree, 0 to 1; None where there are none."""
        return (self.both + self.neither) / self.units if self.units else None

    @property
    def kappa(self) -> float | None:
        """Cohen's; None where chance alone would make them agree."""
        return cohen_kappa(*self._columns())

    @property
    def alpha(self) -> float | None:
        """Krippendorff's, for nominal data; None where nothing varies."""
        return krippendorff_alpha(list(zip(*self._columns(), strict=True)))

    def _columns(self) -> tuple[list[bool], list[bool]]:
        counts = (self.both, self.only_first, self.only_second, self.neither)
        pairs = ((True, True), (True, False), (False, True), (False, False))
        rows = [pair for pair, count in zip(pairs, counts, strict=True) for _ in range(count)]
        return [one for one, _ in rows], [other for _, other in rows]


def cohen_kappa(first: Sequence[Label], second: Sequence[Label]) -> float | None:
    """Agreement of two people beyond chance: (p_o − p_e) / (1 − p_e); None where p_e is 1 or there is nothing."""
    total = len(first)
    if not total:
        return None
    agreed = sum(one == other for one, other in zip(first, second, strict=True))
    ours, theirs = Counter(first), Counter(second)
    by_chance = sum(count * theirs[label] for label, count in ours.items())
    if by_chance == total * total:
        return None
    return (agreed * total - by_chance) / (total * total - by_chance)


def krippendorff_alpha(units: Iterable[Sequence[Label | None]]) -> float | None:
    """1 − D_o / D_e for nominal data; each unit has a value a person, None where a person gave none.

    Units with fewer than two values say nothing. None where all values are one and the same.
    """
    pairable = [[value for value in unit if value is not None] for unit in units]
    pairable = [values for values in pairable if len(values) > 1]
    totals = Counter(value for values in pairable for value in values)
    number = sum(totals.values())
    expected = number * number - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = 0.0
    for values in pairable:
        counts = Counter(values)
        unlike = len(values) ** 2 - sum(count * count for count in counts.values())
        observed += unlike / (len(values) - 1)
    return 1 - (number - 1) * observed / expected


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A speech that one person gave a code and the other did not."""

    debate: DebateId
    speech: SpeechId
    code: str
    by: str
    """Who gave it."""


def compare(
    first: Iterable[Note], second: Iterable[Note], units: Sequence[Unit], names: tuple[str, str]
) -> tuple[tuple[Agreement, ...], tuple[Disagreement, ...]]:
    """By code, how far two people agree over these speeches; and where they do not, in the order of the speeches.

    A speech has a code for a person where a note of theirs with it is on the speech or on words of it.
    """
    known = set(units)
    ours, theirs = _coded(first, known), _coded(second, known)
    codes = sorted({*ours, *theirs}, key=str.casefold)
    told, apart = [], []
    for code in codes:
        one, other = ours.get(code, set()), theirs.get(code, set())
        both = len(one & other)
        only = len(one - other), len(other - one)
        told.append(Agreement(code, both, *only, len(known) - both - sum(only)))
        apart += [Disagreement(*unit, code, names[0]) for unit in one - other]
        apart += [Disagreement(*unit, code, names[1]) for unit in other - one]
    order: Mapping[Unit, int] = {unit: place for place, unit in enumerate(units)}
    return tuple(told), tuple(sorted(apart, key=lambda each: (order[each.debate, each.speech], each.code, each.by)))


def _coded(notes: Iterable[Note], known: set[Unit]) -> dict[str, set[Unit]]:
    found: dict[str, set[Unit]] = {}
    homes = {speech: (debate, speech) for debate, speech in known}
    for note in notes:
        for quote in note.quotes if note.code else ():
            if (unit := homes.get(quote.span.speech)) is not None:
                found.setdefault(note.code or "", set()).add(unit)
    return found
