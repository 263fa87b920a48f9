"""How many speeches a query finds, when, and by whom."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from time import perf_counter
from typing import TYPE_CHECKING

from store.library.asking import Asked, Asking, TooManyError
from store.library.connection import Connection
from store.library.stretches import DAY
from store.queries import finding

if TYPE_CHECKING:
    from store.search import Query
    from store.search.found import Facets

EXACTLY = 500
"""Texts that are looked through for an exact phrase before a number is told."""
PATIENCE = 0.035
"""Seconds after which a number is told that stands for the whole, in a library of more than so many sitting days."""
MANY_DAYS = 400
STRETCHES, ENOUGH_STRETCHES = 16, 4
ENOUGH = 100
"""Hits and stretches of days that can stand for the whole."""
FEW = 2_000
"""Hits that are counted one by one."""
LAST_DAY = 9999_99_99
_EVERY = -1
SAMPLED = 24
"""Sitting days that tell about how many there are, where more texts would have to be looked through."""
_PEOPLE = 200
"""So many people are listed."""
Tally = Counter[tuple[str, int | str | None]]
"""How many hits each speaker by number, party, and house has."""


class Counting(Asking):
    """Numbers of hits."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._days: list[int] = []
        self._days_stamp: object = None

    def _only_noted(self, query: Query, limit: int | None = None) -> dict[int, str]:
        """The speeches that a query finds by notes on them alone, and the notes."""
        raise NotImplementedError

    def count(self, query: Query, *, added_since: str = "") -> tuple[int, bool]:
        """How many speeches a query finds, or how many of those that came in since a moment; and whether that is exact.

        In a large library it is worked out from a part where counting takes longer than somebody waits for: from days
        all over the library where exact phrases must be looked for in very many texts, else from as many stretches of
        it as there is time for.
        """
        noted = 0 if added_since else len(self._only_noted(query))
        apart = self._apart(query, added_since)
        days = self._days_of(apart)
        try:
            with self._texts.at_most(EXACTLY):
                if len(days) <= MANY_DAYS or added_since:
                    return sum(map(self._count, apart)) + noted, True
                few = self._few_words(query, apart)
                found, share = (few, 1.0) if few is not None else self._in_time(apart, days)
        except TooManyError:
            found, share = self._on_some_days(apart, days)
        return (found + noted, True) if share == 1 else (_about(found / share) + noted, False)

    def count_exactly(self, query: Query, *, added_since: str = "") -> int:
        """How many, however long that takes."""
        found = sum(map(self._count, self._apart(query, added_since)))
        return found if added_since else found + len(self._only_noted(query))

    def _sitting_days(self) -> list[int]:
        """The days `yyyymmdd` by which speeches are numbered, in their order."""
        stamp = self._sets.stamp()
        if stamp != self._days_stamp:
            self._days = sorted(row[0] for row in self._db.rows(finding.DAYS))
            self._days_stamp = stamp
        return self._days

    def _few_words(self, query: Query, apart: list[Asked]) -> int | None:
        """How many, where single words alone decide and few speeches have them: that is quickest in one piece."""
        from store.search import Near, Phrase, leaves

        if apart[1:] or apart[0].beside or any(isinstance(leaf, Phrase | Near) for leaf in leaves(query.tree)):
            return None
        found = len(self._numbers(apart[0], FEW + 1))
        return found if found <= FEW else None

    def _days_of(self, apart: list[Asked]) -> list[int]:
        """The sitting days on which a query may find anything."""
        days = self._sitting_days()
        first, last = min(asked.first for asked in apart) // DAY, max(asked.last for asked in apart) // DAY
        return days[bisect_left(days, first) : bisect_right(days, last)]

    def _in_time(self, apart: list[Asked], days: list[int]) -> tuple[int, float]:
        """How many there are on a share of the days: of all of them where there is time, or where few were found.
        Stretches of days are counted in an order that leaves no part of the library out for long."""
        until = perf_counter() + PATIENCE
        size = -(-len(days) // STRETCHES)
        found = done = 0
        for counted, place in enumerate((0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15)):
            if counted >= ENOUGH_STRETCHES and found >= ENOUGH and perf_counter() > until:
                break
            if stretch := days[place * size : (place + 1) * size]:
                first = stretch[0] if place else 0
                last = days[(place + 1) * size] - 1 if len(days) > (place + 1) * size else LAST_DAY
                found += sum(self._count(asked.within(first, last)) for asked in apart)
                done += len(stretch)
        return found, done / len(days)

    def _on_some_days(self, apart: list[Asked], days: list[int]) -> tuple[int, float]:
        """How many there are on some days, and the share of all days that these are: on so many days more until enough
        are found, or all were looked through."""
        until, step = perf_counter() + PATIENCE, max(1, len(days) // SAMPLED)
        found = done = 0
        for first in sorted(range(step), key=lambda place: (place - step // 2) % step):
            sampled = days[first::step]
            found += sum(self._count(asked.within(day, day)) for asked in apart for day in sampled)
            done += len(sampled)
            if found >= ENOUGH or (found * 10 >= ENOUGH and perf_counter() > until):
                break
        return found, done / max(1, len(days))

    def timeline(self, query: Query) -> dict[str, int]:
        """How many hits each year has, from the first to the last with any; each month, where these are few years."""
        return self._timeline(query, self._apart(query))

    def _timeline(self, query: Query, apart: list[Asked], people: Tally | None = None) -> dict[str, int]:
        """Where `people` are counted, too, each hit of the index is looked at but once for both."""
        moved = self._dated_anew()
        beside = [moved.get(number, number) for number in self._only_noted(query)]
        if moved:
            dated = [number for asked in apart for number in self._numbers(asked.among(moved))]
            beside += [moved[number] for number in dated]
            if people is not None:
                rows = self._db.rows(finding.SPEAKERS_OF, json.dumps(dated))
                people.update(("speaker", row[0]) for row in rows)
            apart = [asked.without(moved) for asked in apart]
        days = sorted(number // DAY for number in beside)
        ends = [end // DAY for asked in apart for way in ("ASC", "DESC") if (end := self._end(asked, way))]
        if not ends and not days:
            return {}
        return {
            name: sum(self._tallied(asked.within(first, last), people) for asked in apart)
            + bisect_right(days, last)
            - bisect_left(days, first)
            for name, (first, last) in _spans(min(ends + days), max(ends + days)).items()
        }

    def _tallied(self, asked: Asked, people: Tally | None) -> int:
        if people is None:
            return self._count(asked)
        sql = finding.SPEAKERS.format(tables=asked.tables, where=asked.where, id=asked.id)
        count, speakers = self._db.one(sql, *asked.values)
        for speaker, number in Counter(speakers.split(",") if speakers else ()).items():
            people["speaker", int(speaker)] += number
        return int(count)

    def _numbers(self, asked: Asked, limit: int = _EVERY) -> list[int]:
        sql = finding.NUMBERS.format(id=asked.id, tables=asked.tables, where=asked.where)
        return [row[0] for row in self._db.rows(sql, *asked.values, limit)]

    # By whom and where

    def facets(self, query: Query) -> Facets:
        """How many hits each person, party, house and year has; of exact phrases in very many texts it counts their
        words with any endings."""
        apart = self._apart(query)
        try:
            with self._texts.at_most(EXACTLY):
                few = [number for asked in apart for number in self._numbers(asked, FEW + 1)]
        except TooManyError:
            return self._inside(query, self._apart(query, loose=True), loose=True)
        if len(few) > FEW:
            return self._inside(query, apart)
        hits, moved = [*few, *self._only_noted(query)], self._dated_anew()
        years = Counter(str(moved.get(number, number) // DAY // 10_000) for number in hits)
        return self._as_facets(self._of_speeches(hits), years)

    def _of_speeches(self, speeches: list[int]) -> Tally:
        """Of some speeches, looked at one by one."""
        tally: Tally = Counter()
        for speaker, party, house, number in self._db.rows(finding.OF_SPEECHES, json.dumps(speeches)):
            tally["speaker", speaker] += number
            tally["house", house] += number
            if party:
                tally["party", self.names.same_party(party)] += number
        return tally

    def _inside(self, query: Query, apart: list[Asked], *, loose: bool = False) -> Facets:
        """Parties and houses inside the index, people by an index of who said what."""
        tally = self._of_speeches(list(self._only_noted(query)))
        years: Counter[str] = Counter()
        for name, number in self._timeline(query, apart, tally).items():
            years[name[:4]] += number
        corrected = [row[0] for row in self._db.rows(finding.SET_SPEAKERS)]
        for asked in [asked.among(corrected) for asked in apart] if corrected else ():
            sql = finding.SAID_BY_OTHERS.format(tables=asked.tables, where=asked.where, id=asked.id)
            for printed, meant in self._db.rows(sql, *asked.values):
                tally["speaker", printed] -= 1
                tally["speaker", meant] += 1
        houses = self.names.all_houses()
        if not houses[1:]:  # all of it is of the one there is
            tally.update({("house", house): years.total() - tally["house", house] for house in houses})
            houses = []
        parties = {self.names.same_party(party) for party in self.names.all_parties()}
        for field, value in (*(("house", house) for house in houses), *(("party", party) for party in parties)):
            tally[field, value] += sum(map(self._count, self._narrowed(query, field, value, loose=loose)))
        return self._as_facets(tally, years, exact=not loose)

    def _narrowed(self, query: Query, field: str, value: str, *, loose: bool) -> list[Asked]:
        from store.search import And, Field, Query

        return self._apart(Query(And((query.tree, Field(field, value))), "", ""), loose=loose)

    def _as_facets(self, tally: Tally, years: Counter[str], *, exact: bool = True) -> Facets:
        from store.search.found import Facets

        speakers = [number for (what, number), _ in tally.items() if what == "speaker" and number is not None]
        named = self._db.rows(finding.SPEAKERS_NAMED, json.dumps(speakers))
        people: Counter[str] = Counter()
        for number, name, printed in named:
            people[name or printed] += tally["speaker", number]
        ordered = sorted(((name, number) for name, number in people.items() if name and number > 0), key=_most)
        each = {
            what: tuple(sorted(((str(v), n) for (w, v), n in tally.items() if w == what and n), key=_most))
            for what in ("party", "house")
        }
        return Facets(
            tuple(ordered[:_PEOPLE]), each["party"], each["house"],
            tuple((year, number) for year, number in sorted(years.items(), reverse=True) if number), exact,
        )  # fmt: skip


def _about(number: float) -> int:
    """With two figures that count."""
    whole = round(number)
    return round(whole, 2 - len(str(whole))) if whole > 99 else whole


def _most(each: tuple[str, int]) -> tuple[int, str]:
    return -each[1], each[0]


def _spans(first: int, last: int) -> dict[str, tuple[int, int]]:
    """Years, or months where these are few, from a day `yyyymmdd` to another: each with the first and last of its
    numbers."""
    if last // 10000 - first // 10000 > 2:
        years = range(first // 10000, last // 10000 + 1)
        return {str(year): (year * 10000, year * 10000 + 9999) for year in years}
    months = range(first // 10000 * 12 + first // 100 % 100 - 1, last // 10000 * 12 + last // 100 % 100)
    return {f"{m // 12}-{m % 12 + 1:02}": (n := m // 12 * 10000 + (m % 12 + 1) * 100, n + 99) for m in months}
