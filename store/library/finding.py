"""Finding speeches: pages of hits, how many there are, by whom and when. All of it reads only."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.library.asking import Asked
from store.library.connection import Connection
from store.library.counting import Counting
from store.model import Span, SpeechId
from store.queries import finding

if TYPE_CHECKING:
    from store.library.noted import Noted
    from store.search import Query
    from store.search.found import Advice, Found, Order

Marked = tuple[int, list[str | None]]
"""The number of a speech, and its text with the words found marked, once for each way in which it was found."""


class Finding(Counting):
    """Search."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._noting: Noted | None = None

    def halt(self, asked: Callable[[], bool] | None) -> None:
        """End what runs from now on with a HaltedError once this says so."""
        self._db.halt(asked)

    def search(
        self, query: Query, *, limit: int = 50, after: int = 0, order: Order | str = "date"
    ) -> tuple[Found, ...]:
        """Speeches that a query finds, behind the first so many: the newest sitting day first, or the most relevant."""
        from store.search import Dates, Field, wanted

        words = any(not isinstance(leaf, Field | Dates) for leaf in wanted(query.tree))
        if order == "relevance" and words and (asked := self._asked(query)).indexed:
            noted = self._only_noted(query)
            return self._told(self._by_rank(asked, noted, limit, after), noted)
        alternatives, moved = self._alternatives(query), self._dated_anew()
        noted = self._only_noted(query, None if moved else limit + after)
        if not (alternatives[1:] or noted or moved):
            rows = self._page(alternatives[0], limit, after, words=words)
            return self._told([(number, [marked]) for number, marked in rows], noted)
        places = {number: moved.get(number, number) for number in noted}
        for asked in alternatives:
            places |= {number: number for number in self._newest(asked.without(moved), limit + after)}
            places |= {number: moved[number] for number in self._newest(asked.among(moved), len(moved))}
        page = sorted(places, key=lambda number: -places[number])[after : after + limit]
        return self._told(self._marked(alternatives, page) if words else [(number, []) for number in page], noted)

    def _newest(self, asked: Asked, limit: int) -> list[int]:
        if not limit:
            return []
        sql = finding.NEWEST.format(id=asked.id, tables=asked.tables, where=asked.where)
        return [row[0] for row in self._db.rows(sql, *asked.values, limit)]

    def _marked(self, alternatives: list[Asked], page: list[int]) -> list[Marked]:
        """Speeches with all that any of these finds in them."""
        marked: dict[int, list[str | None]] = {number: [] for number in page}
        for asked in alternatives if page else ():
            among = asked.among(page).between(min(page), max(page))
            for number, text in self._page(among, len(page), words=True):
                marked[number].append(text)
        return list(marked.items())

    def _page(
        self, asked: Asked, limit: int, after: int = 0, *, words: bool, ranked: bool = False
    ) -> list[tuple[int, str | None]]:
        """Numbers of speeches, with the texts in which the words found are marked."""
        sql = finding.PAGE.format(
            id=asked.id,
            marked=finding.MARKED if words and asked.indexed else "NULL",
            tables=asked.tables,
            where=asked.where,
            order="rank" if ranked else f"{asked.id} DESC",
        )
        return self._db.rows(sql, *asked.values, limit, after)

    def _by_rank(self, asked: Asked, noted: Mapping[int, str], limit: int, after: int) -> list[Marked]:
        """Those that only a note finds come behind those of which the words themselves are."""
        start = max(0, after - len(noted))
        rows = self._page(asked, limit + after - start, start, words=True, ranked=True)
        known = start + len(rows) if rows or not start else self._count(asked)
        behind = list(noted) if len(rows) < limit + after - start else []
        page: list[Marked] = [(number, [marked]) for number, marked in rows[after - start :]]
        return [*page, *((number, []) for number in behind[max(0, after - known) :])][:limit]

    def _only_noted(self, query: Query, limit: int | None = None) -> dict[int, str]:
        """The speeches that a query finds by notes on them alone, and the notes."""
        if self._noting is None:
            from store.library.noted import Noted

            self._noting = Noted(self._db, self.names, self._sets)
        return self._noting.only(query.tree, limit)

    def found_by(self, text: str, *, limit: int) -> tuple[SpeechId, ...]:
        """The newest speeches that a query finds, days counted from the newest sitting; raises NotFoundError where the
        text is no query."""
        from store.search import Problem, parse

        newest = self._db.one(finding.NEWEST_DAY)[0]
        asked = parse(text, dt.date.fromisoformat(newest) if newest else dt.date.max)
        if isinstance(asked, Problem):
            raise NotFoundError(asked.sentence)
        return tuple(hit.speech for hit in self.search(asked, limit=limit))

    def notes_where(self, query: Query) -> frozenset[str]:
        """The ids of the annotations on words of a speech that a query finds."""
        among = [
            (finding.AMONG_NOTED.format(id=asked.id, tables=asked.tables, where=asked.where), asked.values)
            for asked in self._alternatives(query)
        ]
        speeches = json.dumps([row[0] for sql, values in among for row in self._db.rows(sql, *values)])
        return frozenset(row[0] for row in self._db.rows(finding.NOTES_ON, speeches))

    def advice(self, query: Query) -> Advice:
        """What the names of a query mean, and the nearest words where one of its own is in no speech."""
        from store.library.advising import advise

        return advise(self._db, self.names, query)

    def said_before(self, sentence: str) -> tuple[Found, ...]:
        """Speeches with a sentence in nearly the same words, the first to say them first."""
        from store.library.likening import said_before

        return said_before(self._db, sentence)

    def completed(self, name: str) -> str | None:
        """A whole name with a word that begins so."""
        return self.names.beginning(name)

    def _told(self, found: list[Marked], noted: Mapping[int, str]) -> tuple[Found, ...]:
        from store.library import hits

        numbers = json.dumps([number for number, _ in found])
        details = {row[0]: row for row in self._db.rows(finding.DETAILS, numbers)}
        return tuple(
            hits.found(
                details[number],
                _apart(span for each in marked for span in hits.spans(number, each)),
                noted.get(number, ""),
            )
            for number, marked in found
            if number in details
        )


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In their order, each word once."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)
