"""Writing one debate: what is new goes in, what is known is recognised and revised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from store import identity
from store.library.connection import Connection
from store.library.days import Day, Days, KnownDebate, day_number
from store.library.entries import Entries, Plan
from store.library.incoming import Incoming
from store.library.indexing import reindexed
from store.library.matching import Matches, Relation
from store.library.revising import Reviser
from store.model import DebateId, Excerpt, SpeechId
from store.parsed import Parsed
from store.queries import between, importing

_TUNED = (("hashsize", 4 * 2**20), ("automerge", 8))
"""Of the index, for good: what one transaction adds is one part of it, and eight parts are merged at a time. That takes
a third off the indexing of a long import; a search looks into thirty parts at most where there are a million
speeches."""


class Fate(Enum):
    """What became of a contribution that came in."""

    NEW = 1
    UPDATED = 2
    UNCHANGED = 3


class Writer:
    """Puts debates into the tables, inside the transaction of whoever calls."""

    def __init__(self, db: Connection, now: str) -> None:
        self._db = db
        self._now = now
        self._days = Days(db)
        self._entries = Entries(db)
        self._reviser = Reviser(db, self._entries, now)
        self.unindexed: set[SpeechId] = set()
        """New speeches that the index has not got yet."""
        self._tuned = False

    @contextmanager
    def batch(self) -> Iterator[None]:
        """The debates of one transaction. What is remembered of a failed one is forgotten."""
        self._days.refresh()
        self._entries.forget(but_few=True)
        self.unindexed.clear()
        failed = True
        try:
            yield
            self._index()
            failed = False
        finally:
            if failed:
                self._days.forget()
                self._entries.forget()

    def write(self, incoming: Incoming) -> tuple[DebateId, list[Fate]]:
        """One debate, whole: which it is, and what became of each remark."""
        debate, claims = incoming.debate, incoming.claims
        key, known = self._named(incoming)
        day = self._days[known // 10**4 if known else day_number(debate.date)]
        digest = incoming.digest
        if known is not None and day.debates[known].digest == digest:
            claims.debates.add(known)
            self._db.rows(importing.BRING_BACK, known)
            return known, [Fate.UNCHANGED] * len(debate.remarks)
        plan = self._plan(day, incoming, key)
        claims.debates.add(plan.number)
        claims.speeches.update(plan.ids)
        fates = [Fate.NEW if place in plan.fresh else Fate.UNCHANGED for place in range(len(plan.ids))]
        if plan.relation is Relation.EDITION and not debate.key and set(plan.ids) < set(plan.before):
            self._db.rows(importing.BRING_BACK, plan.number)
            return plan.number, fates
        self._add(day, incoming, plan)
        if len(plan.fresh) < len(plan.ids) or plan.relation is not Relation.NEW:
            with reindexed(self._db, {*plan.ids, *plan.before} - self.unindexed):
                for place in self._reviser.revise(day, incoming, plan):
                    fates[place] = Fate.UPDATED
        if plan.relation is not Relation.OTHER_SOURCE:
            facts = (debate.house, debate.section, debate.excerpt, debate.title)
            day.know_debate(KnownDebate(plan.number, plan.key, digest, *facts))
        return plan.number, fates

    def _index(self) -> None:
        """Put the new speeches into the index, in one go at the end, when all that is known of them is there."""
        if self.unindexed:
            if not self._tuned:
                self._db.many(importing.TUNE_INDEX, _TUNED)
                self._tuned = True
            self._db.rows(importing.INDEX_SPEECHES, json.dumps(sorted(self.unindexed)))
            self.unindexed.clear()

    def redirect(self, parsed: Parsed) -> None:
        """Give what is known by a key of an older edition the key that it has now."""
        new = dict(parsed.redirects)
        for date in {debate.date for debate in parsed.debates}:
            day = self._days[day_number(date)]
            for old in new.keys() & day.by_key.keys():
                self._db.rows(importing.REKEY_SPEECH, new[old], day.by_key[old])
            for old in new.keys() & day.debate_keys.keys():
                if new[old] not in day.debate_keys:
                    self._db.rows(importing.REKEY_DEBATE, new[old], day.debate_keys[old])
        self._days.forget()

    def _named(self, incoming: Incoming, avoid: DebateId | None = None) -> tuple[str, DebateId | None]:
        """The key of a debate and which it is by that. Two of one file are two, whatever keys the file gives them."""
        key = incoming.key
        day = self._days[day_number(incoming.debate.date)]
        name, again = key, 1
        while True:
            known = day.debate_keys.get(name)
            if known is None and (row := self._db.first(importing.KEYED, name)):
                known = DebateId(row[0])
            if known is None or (known not in incoming.claims.debates and known != avoid):
                return name, known
            again += 1
            name = f"{key}.{again}"

    def _plan(self, day: Day, incoming: Incoming, key: str) -> Plan:
        """Which debate and which speeches these are."""
        debate = incoming.debate
        if day.debates.keys() <= incoming.claims.debates:
            ids = [day.new_speech() for _ in debate.remarks]
            return Plan(day.new_debate(), key, Relation.NEW, ids, frozenset(range(len(ids))), [])
        matches = Matches(self._db, day, debate, incoming.claims, key)
        found = identity.recognise(debate.remarks, incoming.digests, matches)
        relation, number = Relation.EDITION, day.debate_keys.get(key)
        if number and not debate.key and matches.reads(number) and not set(found) & set(matches.reads(number)):
            key, number = self._named(incoming, avoid=number)
        if number is None and (other := matches.debate(found)):
            same, cut_short = other
            whole = debate.excerpt is Excerpt.FULL and not cut_short
            relation, number = Relation.OTHER_SOURCE if whole else Relation.EDITION, same.id
        before = matches.reads(number) if number else []
        if number is None:
            relation, number = Relation.NEW, day.new_debate()
        fresh = frozenset(place for place, speech in enumerate(found) if speech is None)
        ids = [speech or day.new_speech() for speech in found]
        return Plan(number, key, relation, ids, fresh, before)

    def _add(self, day: Day, incoming: Incoming, plan: Plan) -> None:
        """A new debate with its reading, and new speeches with their links."""
        debate, ids = incoming.debate, plan.ids
        if plan.relation is Relation.NEW:
            given = {"title": debate.title, "date": debate.date.isoformat(), "house": debate.house}
            rest = {"section": debate.section, "volume": debate.volume, "key": plan.key, "added": self._now}
            self._db.rows(importing.ADD_DEBATE, self._entries.debate(incoming, plan) | given | rest)
        fresh = sorted(plan.fresh)
        written = [self._entries.speech(incoming, plan, place) for place in fresh]
        for place in fresh:
            day.know(ids[place], plan.number, incoming.keys[place], incoming.digests[place])
        self._db.many(importing.ADD_SPEECH, written)
        self.unindexed.update(row[0] for row in written)
        links = [(ids[place], ids[to]) for place in fresh for to in incoming.links[place].replies_to]
        self._db.many(between.ADD_LINK, links)
        if plan.relation is Relation.NEW:
            self._db.many(importing.ADD_PLACING, [(plan.number, place, number) for place, number in enumerate(ids)])
