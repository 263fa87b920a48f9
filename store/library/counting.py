"""How many speeches a query finds, when, and by whom."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from store.library.asking import DAY, Asked, Asking, TooManyError
from store.queries import finding

if TYPE_CHECKING:
    from store.search import Query
    from store.search.found import Facets

EXACTLY = 500
"""Texts that are looked through for an exact phrase before a number is told."""
FEW = 2_000
"""Hits that are counted one by one."""
_EVERY = -1
_SAMPLED = 24
"""Sitting days that tell about how many there are, where more texts would have to be looked through."""
_PEOPLE = 200
"""So many people are listed."""
Tally = Counter[tuple[str, int | str | None]]
"""How many hits each speaker by number, party, and house has."""


class Counting(Asking):
    """Numbers of hits."""

    def _only_noted(self, query: Query, limit: int | None = None) -> dict[int, str]:
        """The speeches that a query finds by notes on them alone, and the notes."""
        raise NotImplementedError

    def count(self, query: Query, *, added_since: str = "") -> tuple[int, bool]:
        """How many speeches a query finds, or how many of those that came in since a moment; and whether that is exact.

        Exact phrases are looked for in the texts; where these are many, days all over the library tell about how many.
        """
        noted = 0 if added_since else len(self._only_noted(query))
        apart = self._apart(query, added_since)
        try:
            with self._texts.at_most(EXACTLY):
                return sum(map(self._count, apart)) + noted, True
        except TooManyError:
            return self._about(apart) + noted, False

    def count_exactly(self, query: Query) -> int:
        """How many speeches a query finds, however many texts must be looked through for that."""
        return sum(map(self._count, self._apart(query))) + len(self._only_noted(query))

    def _about(self, apart: list[Asked]) -> int:
        """About how many, with two figures that count."""
        days = sorted(row[0] for row in self._db.rows(finding.DAYS))
        step = max(1, len(days) // _SAMPLED)
        sampled = days[step // 2 :: step] or days
        found = sum(self._count(asked.within(day, day)) for asked in apart for day in sampled)
        about = found * len(days) // max(1, len(sampled))
        return round(about, 2 - len(str(about))) if about > 99 else about

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
