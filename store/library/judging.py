"""Verdicts and promises: reading them out of the library. What that takes is loaded when it is asked for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.library.base import Base
from store.model import DebateId, SpeechId
from store.queries import promises
from store.queries import verdicts as queries
from store.records import Verdict

if TYPE_CHECKING:
    from store.promises import Closer, Promise
    from store.readings import Reading
    from store.verdicts import Judged

YEARS = 2
"""For so long after a promise what may have kept it is looked for."""
MOST = 3000
"""So many later contributions are looked at."""
_NEWEST = 2**62


class Judging(Base):
    """What a reader judges answers to be, and what is promised in them."""

    def verdicts(self, debate: DebateId) -> dict[SpeechId, Verdict]:
        """The verdicts on the answers that a debate reads, by speech."""
        return {row[0]: Verdict(*row) for row in self._db.rows(queries.OF_DEBATE, debate)}

    def reading_verdicts(self, reading: Reading) -> dict[SpeechId, Verdict]:
        """The same for all the debates of a reading."""
        debates = json.dumps([debate.id for debate in reading.debates])
        return {row[0]: Verdict(*row) for row in self._db.rows(queries.OF_DEBATES, debates)}

    def judged(self) -> tuple[Judged, ...]:
        """Every verdict with what it is on, the newest sitting day first."""
        from store.verdicts import Judged

        return tuple(
            Judged(Verdict(*row[:5]), row[5], dt.date.fromisoformat(row[6]), row[7], row[8],
                   tuple(json.loads(row[9])), *row[10:])
            for row in self._db.rows(queries.JUDGED)
        )  # fmt: skip

    # Promises

    def promise_days(self) -> tuple[tuple[int, str], ...]:
        """The sitting days (`yyyymmdd`) that are to be looked through for promises, each with what it holds now; the
        newest first."""
        from store.promise_rules import VERSION

        return tuple(self._db.rows(promises.CHANGED, VERSION))

    def look_for_promises(self, days: Sequence[tuple[int, str]]) -> None:
        """Look through sitting days, as `promise_days` gives them, and keep what is found."""
        from store.promise_rules import VERSION
        from store.promises import find, key_of

        found: list[tuple[Any, ...]] = []
        with self._db.transaction():
            spoken = [row for day, _ in days for row in self._db.rows(promises.ANSWERS, day)]
            for speech, text in [*spoken, *self._db.rows(promises.CORRECTED)]:
                for each in find(text):
                    key = key_of(speech, text[each.start : each.end])
                    found.append((speech, each.start, each.end, key, " ".join(each.rules)))
            for day, _ in days:
                self._db.rows(promises.DROP_DAY, day)
            self._db.many(promises.ADD, found)
            self._db.many(promises.SEEN, [(day, debates, VERSION) for day, debates in days])

    def promises(self, *, state: str = "all", limit: int = -1, behind: Promise | None = None) -> tuple[Promise, ...]:
        """Promises found, newest sitting day first; `state` is empty for those that are open, `closed`, `dismissed` or
        `all`. Those of days that were not looked through yet are not there."""
        last, start = (behind.speech, behind.start) if behind else (_NEWEST, -1)
        values = {"behind": last, "start": start, "state": state, "limit": limit}
        return tuple(map(_promise, self._db.rows(promises.LISTED, values)))

    def promises_of(self, speech: SpeechId) -> tuple[Promise, ...]:
        """The promises of one speech, in its order."""
        return tuple(map(_promise, self._db.rows(promises.OF_SPEECH, speech)))

    def closers(self, promise: Promise) -> tuple[Closer, ...]:
        """Later contributions of the same person or office that may have kept a promise, the likeliest first."""
        from store.promises import Later, closers

        values = {"speech": promise.speech, "who": promise.who, "office": promise.office}
        speakers = json.dumps([row[0] for row in self._db.rows(promises.SAME, values)])
        until = (promise.speech // 10**10 + YEARS + 1) * 10**10
        wanted = {"speakers": speakers, "after": promise.speech + 1, "until": until, "limit": MOST}
        later = [
            Later(speech, debate, dt.date.fromisoformat(date), *rest)
            for speech, debate, date, *rest in self._db.rows(promises.LATER, wanted)
        ]
        asked = " ".join(row[0] for row in self._db.rows(promises.ASKED, promise.speech))
        return closers(promise, asked, later)


def _promise(row: tuple[Any, ...]) -> Promise:
    from store.promises import Promise

    key, speech, debate, start, end, sentence, rules, date, title, who, office, to, state, by, on, at = row
    closed = dt.date.fromisoformat(on) if on else None
    day = dt.date.fromisoformat(date)
    return Promise(
        key,
        speech,
        debate,
        start,
        end,
        sentence,
        tuple(rules.split()),
        day,
        title,
        who,
        office,
        to,
        state,
        by,
        closed,
        at,
    )
