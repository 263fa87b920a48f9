"""The basket: reading the quotations gathered."""

from __future__ import annotations

from store.library import simple
from store.library.base import Base
from store.records import Gathered


class Basket(Base):
    """What was gathered."""

    def basket(self) -> tuple[Gathered, ...]:
        """The quotations in the reader's order."""
        found = map(simple.of(Gathered), self._db.rows(simple.all_of(Gathered)))
        return tuple(sorted(found, key=lambda one: (one.position, one.added, one.id)))
