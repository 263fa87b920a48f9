"""What a shelf shows, before anything is read of any debate."""

from __future__ import annotations

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """Which debates the shelf shows, in which order: numbers only, so that a hundred thousand take a megabyte."""

    ids: array[int]
    groups: tuple[tuple[str, int], ...]
    """What they are gathered by, and how many each has; none where they are in one piece."""
    days: tuple[tuple[str, int], ...]
    """Sitting days, the newest first, and how many debates each has."""
    order: str = "newest"
    grouping: str = "day"

    @property
    def by_date(self) -> bool:
        """Whether a later line is never of a day further back, or never of one further on."""
        return self.order in {"newest", "oldest"} and self.grouping != "section"
