"""What the library already holds of a sitting day, loaded once for an import: keys and digests, no texts."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass, field

from store.library.connection import Connection
from store.model import DebateId, SpeechId
from store.queries import importing
from store.schema import settings

_KEPT = 8


def day_number(date: dt.date) -> int:
    """`yyyymmdd`."""
    return date.year * 10000 + date.month * 100 + date.day


@dataclass(slots=True)
class KnownDebate:
    """A debate of the day."""

    id: DebateId
    key: str
    digest: int
    house: str
    """As its source says, like the rest."""
    section: str
    excerpt: str
    title: str


@dataclass(slots=True)
class Day:
    """The debates and speeches of one sitting day."""

    next_debate: int
    next_speech: int
    debates: dict[DebateId, KnownDebate] = field(default_factory=dict)
    debate_keys: dict[str, DebateId] = field(default_factory=dict)
    homes: dict[SpeechId, DebateId | None] = field(default_factory=dict)
    keys: dict[SpeechId, str] = field(default_factory=dict)
    digests: dict[SpeechId, int] = field(default_factory=dict)
    by_key: dict[str, SpeechId] = field(default_factory=dict)
    by_digest: dict[int, list[SpeechId]] = field(default_factory=dict)

    def know_debate(self, debate: KnownDebate) -> None:
        """Take a debate in, or what it is now."""
        self.debates[debate.id] = debate
        self.debate_keys[debate.key] = debate.id

    def know(self, speech: SpeechId, home: DebateId | None, key: str, digest: int) -> None:
        """Take a speech in, or what it is now."""
        self.homes[speech] = home
        self.keys[speech] = key
        self.digests[speech] = digest
        self.by_key[key] = speech
        alike = self.by_digest.setdefault(digest, [])
        if speech not in alike:
            alike.append(speech)

    def new_debate(self) -> DebateId:
        """The next free id."""
        self.next_debate += 1
        return DebateId(self.next_debate - 1)

    def new_speech(self) -> SpeechId:
        """The next free id."""
        self.next_speech += 1
        return SpeechId(self.next_speech - 1)


class Days:
    """The days that an import is at."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._days: OrderedDict[int, Day] = OrderedDict()
        self._stamp: int | None = None

    def refresh(self) -> None:
        """At the start of a transaction: forget everything if another program has written."""
        (stamp,) = self._db.one(settings.DATA_VERSION)
        if stamp != self._stamp:
            self.forget()
            self._stamp = stamp

    def forget(self) -> None:
        """After a transaction that failed."""
        self._days.clear()

    def __getitem__(self, number: int) -> Day:
        """The day `yyyymmdd`."""
        day = self._days.get(number)
        if day is None:
            day = self._days[number] = self._load(number)
            if len(self._days) > _KEPT:
                self._days.popitem(last=False)
        return day

    def _load(self, number: int) -> Day:
        first_debate, first_speech = number * 10**4, number * 10**6
        day = Day(first_debate + 1, first_speech + 1)
        for row in self._db.rows(importing.DEBATES_OF_DAY, first_debate, first_debate + 9999):
            day.know_debate(KnownDebate(*row))
            day.next_debate = row[0] + 1
        for speech, home, key, digest in self._db.rows(importing.SPEECHES_OF_DAY, first_speech, first_speech + 999999):
            day.know(speech, home, key, digest)
            day.next_speech = speech + 1
        return day
