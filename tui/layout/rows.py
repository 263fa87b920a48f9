"""The rows of a page as plain numbers: what takes the time to make, and may be made in another process."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from store.model import Kind, Speech, SpeechId
from store.readings import Thread

Fits = tuple[Any, ...]
"""What a layout depends on."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of a page begin. Rows count from 0 at its top."""

    fits: Fits
    first: array[int]
    """First row of each speech, and the number of rows without what follows the last."""
    text: array[int]
    """First row of each speech's words."""
    starts: array[int]
    """For each row the offset of its first code point; 0 where it holds no words."""

    @property
    def plain(self) -> tuple[Any, ...]:
        """The same as tuples, numbers and bytes."""
        return (self.fits, *(numbers.tobytes() for numbers in (self.first, self.text, self.starts)))


def of_plain(fits: Fits, *numbers: bytes) -> Rows:
    """The reverse of `Rows.plain`."""
    first, text, starts = (array("I", part) for part in numbers)
    return Rows(fits, first, text, starts)


def fits(thread: Thread, width: int, folds: Collection[SpeechId]) -> Fits:
    """What tells one layout from another: what is read, how long each part of it is, the width, the folds."""
    lengths = array("I", [size for speech in thread.speeches for size in (len(speech.text), len(speech.attribution))])
    ids = array("Q", [speech.id for speech in thread.speeches])
    return thread.reading.key, width, tuple(sorted(folds)), crc32(lengths.tobytes()), crc32(ids.tobytes())


def first_folds(speeches: Sequence[Speech]) -> frozenset[SpeechId]:
    """What is folded when a debate is opened: its divisions."""
    return frozenset(speech.id for speech in speeches if speech.kind is Kind.DIVISION)
