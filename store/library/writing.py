"""Writing one debate: what is new goes in, what is known is recognised."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any

from store import identity
from store.library import rows
from store.library.connection import Connection
from store.library.days import Day, Days
from store.library.keeping import shelf_words
from store.model import Debate, DebateId, Link, Source, Speaker, Speech, SpeechId
from store.parsed import Parsed, ParsedDebate, Remark
from store.queries import importing
from store.threads import RULES, thread

PEOPLE = 4
"""Names that the shelf keeps of a debate."""
_CACHED = 50_000


class Fate(Enum):
    """What became of a contribution that came in."""

    NEW = 1
    UPDATED = 2
    UNCHANGED = 3


class Writer:
    """Puts debates into the tables, inside the transaction of whoever calls."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._db = connection
        self._now = now
        self._days = Days(connection)
        self._numbers: dict[tuple[str, ...], int] = {}

    @contextmanager
    def batch(self) -> Iterator[None]:
        """The debates of one transaction. What is remembered of a failed one is forgotten."""
        self._days.refresh()
        if len(self._numbers) > _CACHED:
            self._numbers.clear()
        failed = True
        try:
            yield
            failed = False
        finally:
            if failed:
                self._days.forget()
                self._numbers.clear()

    def write(self, debate: ParsedDebate, links: Sequence[Link], source: Source) -> tuple[DebateId, list[Fate]]:
        """One debate, whole."""
        day = self._days[debate.date]
        key = identity.debate_key(debate)
        digest = identity.debate_digest(debate, RULES)
        known = day.debates.get(key)
        if known is not None and day.digests[known] == digest:
            return known, [Fate.UNCHANGED] * len(debate.remarks)
        number = day.new_debate()
        ids = [day.new_speech() for _ in debate.remarks]
        self._add_debate(number, key, digest, debate, links, ids, source)
        self._add_speeches(day, number, debate, links, ids)
        day.debates[key] = number
        day.digests[number] = digest
        return number, [Fate.NEW] * len(ids)

    def redirect(self, parsed: Parsed) -> None:
        """Give what is known by an old key its new one."""

    def _add_debate(
        self,
        number: DebateId,
        key: str,
        digest: int,
        debate: ParsedDebate,
        links: Sequence[Link],
        ids: Sequence[SpeechId],
        source: Source,
    ) -> None:
        given = (source.name, source.format, source.digest, source.captured, source.licence)
        self._db.rows(
            importing.ADD_DEBATE,
            {
                "id": number,
                "key": key,
                "title": debate.title,
                "date": debate.date.isoformat(),
                "house": debate.house,
                "section": debate.section,
                "parents": json.dumps(debate.parents, ensure_ascii=False),
                "volume": debate.volume,
                "url": debate.url,
                "committee": debate.committee,
                "session": debate.session,
                "excerpt": debate.excerpt,
                "warning": debate.warning,
                "source": self._number(importing.SOURCE, given),
                "exchanges": exchanges(debate, links, ids),
                "digest": digest,
                "rules": RULES,
                "added": self._now,
                **summary(debate),
            },
        )

    def _add_speeches(
        self, day: Day, debate_id: DebateId, debate: ParsedDebate, links: Sequence[Link], ids: Sequence[SpeechId]
    ) -> None:
        keys = identity.remark_keys(debate)
        written = []
        for number, key, remark, told in zip(ids, keys, debate.remarks, links, strict=True):
            digest = identity.speech_digest(debate.house, remark.text)
            day.know(number, debate_id, key, digest)
            written.append(self._speech_row(number, debate_id, key, remark, told, digest))
        self._db.many(importing.ADD_SPEECH, written)
        self._db.many(importing.INDEX_SPEECH, [(row[0], row[-1]) for row in written])
        self._db.many(importing.ADD_PLACING, [(debate_id, place, number) for place, number in enumerate(ids)])
        replies = [(number, ids[place]) for number, told in zip(ids, links, strict=True) for place in told.replies_to]
        self._db.many(importing.ADD_LINK, replies)

    def _speech_row(
        self, number: SpeechId, home: DebateId, key: str, remark: Remark, told: Link, digest: int
    ) -> tuple[Any, ...]:
        return (
            number,
            home,
            key,
            told.kind,
            self._speaker(remark),
            remark.column,
            remark.time,
            remark.label,
            remark.supplementary,
            remark.number,
            self._number(importing.REASON, (told.reason,)),
            digest,
            rows.kept_marks(remark.columns),
            remark.url,
            remark.text,
        )

    def _speaker(self, remark: Remark) -> int | None:
        who = remark.speaker
        if who is None and not remark.attribution:
            return None
        return self._number(importing.SPEAKER, (remark.attribution, *person(who)))

    def _number(self, sql: str, values: tuple[str, ...]) -> int:
        """The id of the row with these values in a table of things that many share, made where there is none."""
        number = self._numbers.get(values)
        if number is None:
            (number,) = self._db.one(sql, *values)
            self._numbers[values] = number
        return number


def person(who: Speaker | None) -> tuple[str, str, str, str, str]:
    """Name, party, seat, office and ref, as the speaker table keeps them."""
    if who is None:
        return ("", "", "", "", "")
    return (who.name, who.party or "", who.seat or "", who.office or "", who.ref or "")


def summary(debate: ParsedDebate) -> dict[str, Any]:
    """What the shelf shows of a debate and is filtered by."""
    people = list(dict.fromkeys(remark.speaker.name for remark in debate.remarks if remark.speaker))
    return {
        "speeches": len(debate.remarks),
        "characters": sum(len(remark.text) for remark in debate.remarks),
        "speakers": len(people),
        "people": json.dumps(people[:PEOPLE], ensure_ascii=False),
        "time": next((remark.time for remark in debate.remarks if remark.time), None),
        "words": shelf_words(debate.title, debate.parents, debate.house, debate.date.isoformat(), people),
    }


def exchanges(debate: ParsedDebate, links: Sequence[Link], ids: Sequence[SpeechId]) -> int:
    """How many exchanges a question opens."""
    speeches = tuple(
        Speech(number, "", told.kind, None, "", None, None, "", tuple([ids[place] for place in told.replies_to]))
        for number, told in zip(ids, links, strict=True)
    )
    facts = (debate.title, debate.date, debate.house, debate.section, debate.parents, None, "")
    return thread(Debate(DebateId(0), "", *facts, Source("", ""), speeches)).count
