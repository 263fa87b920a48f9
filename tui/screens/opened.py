"""What the reader shows of the library, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.model import Place, SpeechId
from store.readings import Thread, Wanted
from store.records import Code, Note, Verdict
from store.threads import thread

if TYPE_CHECKING:
    from store.library import Library


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader shows of the library."""

    thread: Thread
    notes: tuple[Note, ...]
    codes: tuple[Code, ...]
    place: Place | None
    verdicts: Mapping[SpeechId, Verdict]


def opened(library: Library, asked: Wanted, opened_turns: frozenset[SpeechId] = frozenset()) -> Opened:
    """What is asked for with all that the reader shows of it. Raises NotFoundError."""
    reading = library.reading(asked)
    if opened_turns:
        reading = library.with_turns(reading, opened_turns)
    return Opened(thread(reading), library.reading_notes(reading), library.codes(), library.place_in(reading),
                  library.reading_verdicts(reading))  # fmt: skip
