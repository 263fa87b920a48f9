"""What the reader or the caller adds to a source, and how much a source may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """Facts for sources that lack them, and caps."""

    captured: dt.date
    """Today, which only the caller knows."""
    house: str | None = None
    """House of a source that does not name its own."""
    date: dt.date | None = None
    """Sitting day of a source that does not print it."""
    title: str | None = None
    """Title of a source that has no heading."""
    companions: tuple[bytes, ...] = ()
    """The lists of people and parties that stand beside a ParlaMint sitting."""
    max_bytes: int = 128 * MEGABYTE
    """Of one source, decompressed."""
    max_total: int = 16 * 1024 * MEGABYTE
    """Of all the members of one archive, decompressed."""
    max_members: int = 100_000
    """Members of one archive."""
    max_ratio: int = 100
    """Decompressed to compressed bytes; a debate compresses to a fifth, a bomb to a thousandth."""
