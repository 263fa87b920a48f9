"""What the check of a draft asks the library: who said these words, and is this a name or a title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from store.folding import fold
from store.library.base import Base
from store.model import DebateId, SpeechId, Spoken
from store.queries import verifying

_FIRST, _LAST = 0, 2**62
_DAY = 10**6
"""Ids of speeches by day: `yyyymmdd` and six digits."""


class Verifying(Base):
    """Looking for words as they stand in a draft."""

    def saying(
        self, phrases: Iterable[str], *, limit: int, day: dt.date | None = None, near: bool = False
    ) -> tuple[Spoken, ...]:
        """Speeches that hold every phrase, the endings of words apart; of one day where it is given. With `near` all
        the words of each phrase, in any order."""
        match = _match(phrases, near=near)
        if not match:
            return ()
        first, last = _FIRST, _LAST
        if day is not None:
            first = int(day.strftime("%Y%m%d")) * _DAY
            last = first + _DAY - 1
        rows = self._db.rows(verifying.SAYING, match, first, last, limit)
        return tuple(
            Spoken(SpeechId(speech), DebateId(debate), text, dt.date.fromisoformat(date), house, title,
                   " ".join(filter(None, names)))
            for speech, debate, text, date, house, title, *names in rows
        )  # fmt: skip

    def next_column(self, debate: DebateId, speech: SpeechId) -> str | None:
        """The column in which the speech after this one begins."""
        row = self._db.first(verifying.NEXT_COLUMN, debate, speech)
        return row[0] if row else None

    def is_title(self, words: str) -> bool:
        """Whether a debate is called so."""
        wanted = _like(fold(words))
        return bool(wanted) and self._db.first(verifying.TITLED, f"{wanted}%") is not None

    def is_name(self, word: str) -> bool:
        """Whether anybody who speaks in the library has this name."""
        return self._db.first(verifying.NAMED, f"%{_like(word)}%") is not None


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _match(phrases: Iterable[str], *, near: bool) -> str:
    """Words in quotation marks of our own, so that nothing of them is taken for an operator."""
    clean = [phrase.replace('"', " ").replace("\0", " ").strip() for phrase in phrases]
    parts = [word for phrase in clean for word in phrase.split()] if near else clean
    asked = " ".join(f'"{part}"' for part in parts if part)
    return f"text : ({asked})" if asked else ""
