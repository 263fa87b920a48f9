"""Readings: what was chosen of one debate or of many, read out of the library as one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from store.errors import NotFoundError
from store.library import rows
from store.library.debates import Debates, by_speech
from store.library.filtering import Filtering
from store.library.notes import Notes, load_notes, note_order
from store.model import Debate, DebateId, SpeechId
from store.queries import debates, notes
from store.readings import Gap, Of, Reading, Wanted, alone
from store.records import Note

FOUND = 500
"""Speeches that a reading of what a search finds holds."""

Order = tuple[DebateId, Sequence[SpeechId]]
"""A debate and all that it reads, in order."""


class Readings(Debates, Notes, Filtering):
    """What the reader shows."""

    def reading(self, asked: Wanted) -> Reading:
        """What is asked for; raises NotFoundError where nothing of it is there."""
        make: dict[Of, Callable[[Wanted], Reading]] = {
            Of.DEBATE: lambda asked: alone(self.debate(_named(asked))),
            Of.SECTION: self._section,
            Of.DAY: self._section,
            Of.MINISTERS: self._ministers,
            Of.HITS: self._hits,
        }
        return make[asked.of](asked)

    def reading_notes(self, reading: Reading) -> tuple[Note, ...]:
        """The notes on all that is read, in the order of what they are on."""
        if len(reading.debates) == 1 and not reading.joined:
            return self.notes(reading.debates[0].id)
        values = {
            "debates": json.dumps([debate.id for debate in reading.debates]),
            "speeches": json.dumps([speech.id for debate in reading.debates for speech in debate.speeches]),
        }
        found = self._db.rows(notes.OF_DEBATES, values)
        return tuple(sorted(load_notes(self._db, [row[0] for row in found]).values(), key=note_order))

    def open_gap(self, reading: Reading, gap: Gap) -> Reading:
        """The same with the turns that were left out there."""
        ((_, order),) = self._orders(debates.ORDERS, [gap.debate])
        turns = order[gap.first : gap.first + gap.count]
        return self._shown(reading, _speeches(reading) | {*turns}, reading.opened | {*turns})

    def with_turns(self, reading: Reading, turns: Collection[SpeechId]) -> Reading:
        """The same with turns opened that it leaves out."""
        return self._shown(reading, _speeches(reading).union(turns), reading.opened.union(turns))

    def close_gap(self, reading: Reading, speeches: Collection[SpeechId]) -> Reading:
        """The same without turns that were opened."""
        gone = reading.opened.intersection(speeches)
        return self._shown(reading, _speeches(reading) - gone, reading.opened - gone)

    # How each is made

    def _section(self, asked: Wanted) -> Reading:
        """A sitting day, or the debates of it that stand under a heading."""
        from store.choosing import sitting  # here and below: not to open a library

        first = self.debate(_named(asked))
        which = self._sitting(first)
        if asked.of is Of.SECTION:
            above = first.parents[: first.parents.index(asked.words) + 1] if asked.words in first.parents else ()
            which = {debate: parents for debate, parents in which.items() if parents[: len(above)] == above}
        own = self._orders(debates.AT_HOME, which)
        if asked.of is Of.SECTION:
            return self._read(asked, asked.words, sitting(first), own, None)
        return self._read(asked, sitting(first), "sitting day", own, None)

    def _ministers(self, asked: Wanted) -> Reading:
        """Ministers and whom they answer, of a debate or of the whole sitting."""
        from store.choosing import extracts, sitting

        first = self.debate(_named(asked))
        which: Iterable[DebateId] = self._sitting(first) if asked.words else [first.id]
        orders = self._orders(debates.AT_HOME if asked.words else debates.ORDERS, which)
        whole = self._debates(orders, {speech for _, order in orders for speech in order})
        shown = {speech for debate in whole for speech in extracts(debate)}
        if not shown:
            raise NotFoundError("no Minister speaks here, so there is nothing to extract")
        title, about = (sitting(first), "sitting day") if asked.words else (first.title, sitting(first))
        return self._read(asked, f"{title}: Ministers only", about, orders, shown)

    def _hits(self, asked: Wanted) -> Reading:
        """What was found, each speech in its debate, the newest first."""
        found = asked.speeches or tuple(self.found_by(asked.words, limit=FOUND))
        homes: dict[DebateId, None] = {}
        spoken = self._db.rows(debates.HOMES, json.dumps(sorted(found, reverse=True)))
        for _, home in spoken:
            homes.setdefault(home)
        if not homes:
            raise NotFoundError(f"no speech holds “{asked.words}”")
        orders = self._orders(debates.ORDERS, homes)
        about = f"{len(spoken):,} speech{'es' if len(spoken) != 1 else ''} found"
        return self._read(asked, f"“{asked.words}”" if asked.words else "Found", about, orders, {*found})

    def _sitting(self, debate: Debate) -> dict[DebateId, tuple[str, ...]]:
        """The debates of the same sitting, with the headings above each."""
        values = {"date": debate.date.isoformat(), "house": debate.house, "section": debate.section.value}
        found = self._db.rows(debates.OF_DAY, values | {"committee": debate.committee})
        return {DebateId(number): tuple(json.loads(parents)) for number, parents in found}

    # How they are put together

    def _orders(self, query: str, which: Iterable[DebateId]) -> list[Order]:
        wanted = list(which)
        found: dict[DebateId, list[SpeechId]] = {debate: [] for debate in wanted}
        for debate, speech in self._db.rows(query, json.dumps(wanted)):
            found[debate].append(speech)
        return [(debate, order) for debate, order in found.items() if order]

    def _read(
        self,
        asked: Wanted,
        title: str,
        about: str,
        orders: Sequence[Order],
        shown: Collection[SpeechId] | None,
        chapters: tuple[str, ...] = (),
    ) -> Reading:
        """A reading of these debates, whole or of what is shown of them."""
        from store.choosing import amount, left_out

        if shown is None:
            shown = {speech for _, order in orders for speech in order}
        found = self._debates(orders, shown)
        return Reading(asked.key, title, f"{about} · {amount(found)}", found, chapters, left_out(orders, shown))

    def _shown(self, reading: Reading, shown: Collection[SpeechId], opened: frozenset[SpeechId]) -> Reading:
        from store.choosing import left_out

        orders = self._orders(debates.ORDERS, [debate.id for debate in reading.debates])
        return replace(reading, debates=self._debates(orders, shown), gaps=left_out(orders, shown), opened=opened)

    def _debates(self, orders: Sequence[Order], shown: Collection[SpeechId]) -> tuple[Debate, ...]:
        """Those debates in that order, with the speeches of them that are shown."""
        wanted = json.dumps([speech for _, order in orders for speech in order if speech in shown])
        spoken: dict[DebateId, list[tuple[object, ...]]] = {debate: [] for debate, _ in orders}
        home = {speech: debate for debate, order in orders for speech in order}
        for row in self._db.rows(debates.OWN_SPEECHES, wanted):
            spoken[home[row[1]]].append(row[1:])
        links: dict[DebateId, list[tuple[int, int]]] = {debate: [] for debate, _ in orders}
        for speech, replied in self._db.rows(debates.OWN_LINKS, wanted):
            links[home[speech]].append((speech, replied))
        by_hand = by_speech(self._db.rows(debates.OWN_CORRECTIONS, wanted))
        heads = {row[0]: row for row in self._db.rows(debates.DEBATES, json.dumps([debate for debate, _ in orders]))}
        return tuple(
            rows.debate(heads[debate], self._speeches(debate, spoken[debate], links[debate], by_hand, {*order}))
            for debate, order in orders
        )


def _named(asked: Wanted) -> DebateId:
    if asked.debate is None:
        raise NotFoundError("that reading names no debate")
    return asked.debate


def _speeches(reading: Reading) -> set[SpeechId]:
    return {speech.id for debate in reading.debates for speech in debate.speeches}
