"""What stands beside the words of record and is none of them: verdicts, and whom a form of address means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from store.model import SpeechId
from store.records import Verdict


class Meant(NamedTuple):
    """Whom some words of a speech mean: code points from `start` up to `end`."""

    start: int
    end: int
    name: str
    rule: str
    """Why this person."""
    doubt: str = ""
    """What contradicts it."""


@dataclass(frozen=True, slots=True)
class Asides:
    """All of it, for what is read."""

    verdicts: Mapping[SpeechId, Verdict] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    """The letter of each verdict of the reader's set."""
    meant: Mapping[SpeechId, tuple[Meant, ...]] = field(default_factory=dict)
    """Of each speech, in order and apart; empty while the reader does not ask for it."""

    def letter(self, speech: SpeechId) -> str:
        """The letter of the verdict on a speech; a space where there is none."""
        verdict = self.verdicts.get(speech)
        return " " if verdict is None else self.letters.get(verdict.verdict, verdict.verdict[:1] or "?")

    def told(self, speech: SpeechId) -> str:
        """The verdict on a speech in words, for the status line."""
        verdict = self.verdicts.get(speech)
        return f"judged {verdict.verdict}" if verdict is not None else ""


NOTHING = Asides()
