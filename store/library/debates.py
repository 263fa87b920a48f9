"""The shelf, debates and speeches: reading them out of the library."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from store.errors import NotFoundError
from store.library import rows
from store.library.starting import Starting
from store.model import Debate, DebateId, Source, Speech, SpeechId, Version
from store.queries import debates, people, shelf
from store.records import Correction, DebateFacts

if TYPE_CHECKING:
    from store.parsed import ParsedDebate


class Debates(Starting):
    """What was said, as values."""

    def beside(self, debate: DebateId, by: int) -> DebateId | None:
        """The debate after one on the shelf (1) or before it (-1); None at the ends."""
        date, house = self._db.one(shelf.WHERE_ON_SHELF, debate)
        values = {"date": date, "house": house, "id": debate}
        row = self._db.first(shelf.AFTER_ON_SHELF if by > 0 else shelf.BEFORE_ON_SHELF, values)
        return DebateId(row[0]) if row else None

    def sitting_on(self, day: dt.date, house: str) -> tuple[DebateId | None, dt.date | None]:
        """The first debate of a day, of that House where it sat; else the nearest day of which there is one."""
        values = {"date": day.isoformat(), "house": house}
        row = self._db.first(shelf.ON_DAY, values)
        if row is not None:
            return DebateId(row[0]), day
        near = self._db.first(shelf.NEAREST_DAY, {"date": day.isoformat()})
        return None, dt.date.fromisoformat(near[0]) if near else None

    def debate(self, debate: DebateId) -> Debate:
        """A debate with all its speeches; raises NotFoundError."""
        row = self._db.first(debates.DEBATE, debate)
        if row is None:
            raise NotFoundError(f"no debate has the number {debate}; `dispatchbox list` shows them")
        spoken = self._db.rows(debates.SPEECHES, debate)
        links = self._db.rows(debates.LINKS, debate)
        return rows.debate(row, self._speeches(debate, spoken, links, self.corrections(debate)))

    def as_parsed(self, debate: DebateId) -> ParsedDebate:
        """What its sources said of a debate, in the shape in which debates come in; raises NotFoundError."""
        from store.library.rethreading import as_parsed

        return as_parsed(self._db, self.debate(debate))

    def speech(self, speech: SpeechId) -> tuple[DebateId, Speech]:
        """A speech and its debate; raises NotFoundError."""
        row = self._db.first(debates.SPEECH, speech)
        home = self._db.first(debates.HOME, speech)
        if row is None or home is None:
            raise NotFoundError(f"no debate holds a speech with the number {speech}; its source may have taken it out")
        links = self._db.rows(debates.LINKS_OF, speech)
        (found,) = self._speeches(home[0], [row], links, by_speech(self._db.rows(debates.CORRECTION, speech)))
        return DebateId(home[0]), found

    def versions(self, speech: SpeechId) -> tuple[Version, ...]:
        """Older wordings of a speech, the oldest first."""
        found = self._db.rows(debates.VERSIONS, speech)
        return tuple(Version(text, who, replaced, Source(*source)) for text, who, replaced, *source in found)

    def facts(self, debate: DebateId) -> DebateFacts:
        """What may be corrected about a debate; raises NotFoundError."""
        row = self._db.first(debates.FACTS, debate)
        if row is None:
            raise NotFoundError(f"no debate has the number {debate}; `dispatchbox list` shows them")
        return rows.facts(row)

    def corrections(self, debate: DebateId) -> dict[SpeechId, Correction]:
        """What a reader set by hand in a debate, by speech."""
        return by_speech(self._db.rows(debates.CORRECTIONS, debate))

    def recount(self, debate: DebateId) -> None:
        """Count the exchanges anew, after kinds or links changed."""
        from store.threads import thread  # not to open a library

        self._db.rows(debates.SET_EXCHANGES, thread(self.debate(debate)).count, debate)

    def _speeches(
        self,
        debate: DebateId,
        spoken: list[tuple[Any, ...]],
        links: list[tuple[Any, ...]],
        by_hand: dict[SpeechId, Correction],
        here: Collection[int] | None = None,
    ) -> tuple[Speech, ...]:
        """Speeches of one debate; they reply to those of `here`, else to each other."""
        if here is None:
            here = {row[0] for row in spoken} if len(spoken) > 1 else {replied for _, replied in links}
        replies: dict[int, tuple[SpeechId, ...]] = {}
        for speech, replied in links:
            if replied in here:
                replies[speech] = (*replies.get(speech, ()), replied)
        speakers, reasons = (
            self._speakers(debate, {row[3] for row in spoken}),
            self._reasons({row[7] for row in spoken}),
        )
        speeches = tuple(rows.speech(row, speakers, reasons, replies) for row in spoken)
        return tuple(corrected(speech, by_hand.get(speech.id)) for speech in speeches) if by_hand else speeches

    def _speakers(self, debate: DebateId, numbers: set[int | None]) -> dict[int | None, rows.Attributed]:
        """What the sources say of the speakers, and what else is known of them on that day."""
        found = self._db.rows(people.SPEAKERS, debate, json.dumps(list(numbers)))
        return {None: rows.NOBODY} | {row[0]: rows.attributed(row[1:]) for row in found}

    def _reasons(self, numbers: set[int]) -> dict[int, str]:
        return dict(self._db.rows(debates.REASONS, json.dumps(list(numbers))))


def by_speech(found: list[tuple[Any, ...]]) -> dict[SpeechId, Correction]:
    return {row[0]: rows.correction(row) for row in found}


def corrected(speech: Speech, by_hand: Correction | None) -> Speech:
    """A speech with what a reader set by hand laid over it."""
    if by_hand is None:
        return speech
    return replace(
        speech,
        kind=by_hand.kind or speech.kind,
        replies_to=speech.replies_to if by_hand.replies_to is None else by_hand.replies_to,
        speaker=by_hand.speaker or speech.speaker,
        column=by_hand.column or speech.column,
        reason=_by_hand(speech.reason, by_hand),
    )


def _by_hand(reason: str, correction: Correction) -> str:
    """The reason of the rules, after what was set by hand."""
    linked = correction.kind is not None or correction.replies_to is not None
    named = "; the speaker was named by hand" if correction.speaker else ""
    found = f"; the rules found: {reason}" if reason else ""
    return f"set by hand{found}{named}" if linked else f"{reason}{named}".removeprefix("; ")
