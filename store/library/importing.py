"""How debates come into the library. What that takes is loaded when it is asked for, not when a library is opened."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from store.library.base import Base

if TYPE_CHECKING:
    from store.library.importer import Added, Importer
    from store.model import Source
    from store.parsed import Parsed, ParsedDebate


class Importing(Base):
    """Files in."""

    def importing(self, now: str, *, clock: Callable[[], float] = time.monotonic) -> Importer:
        """For many files: `with library.importing(now) as importer: importer.add(parsed, source)`."""
        from store.library.importer import Importer

        return Importer(self._db, self._behind_looks(now), clock)

    def _behind_looks(self, now: str) -> str:
        """The moment that what comes in is given: behind every look at a smart list, also where the clock was ahead at
        one, for what comes in later is new there."""
        import datetime as dt

        from store.queries.finding import LAST_LOOK

        (look,) = self._db.one(LAST_LOOK)
        if look is None or look < now:
            return now
        return (dt.datetime.fromisoformat(look) + dt.timedelta(milliseconds=1)).isoformat(timespec="milliseconds")

    def add(self, parsed: Parsed, source: Source, *, now: str) -> Added:
        """Bring in what one file holds; all of it is on the disk when this returns."""
        with self.importing(now) as importer:
            importer.add(parsed, source)
        return importer.added[0]

    def holds(self, debate: ParsedDebate) -> bool:
        """Whether this debate of this source is there already, by its key; nothing is written."""
        from store.identity import debate_key
        from store.queries.importing import KEYED

        return self._db.first(KEYED, debate_key(debate)) is not None
