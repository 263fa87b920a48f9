"""Tending: whether the library is sound, what of it is unsure, and what its note journal tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.library.changes import Changes
from store.library.note_journal import Entry
from store.queries import doctor

if TYPE_CHECKING:
    from store.exports.bundle import Bundle
    from store.library.checking import Finding
    from store.library.joining import Joined
    from store.library.replaying import Replayed
    from store.records import Note


class Tending(Changes):
    """What keeps a library whole. What that takes is loaded when it is asked for."""

    def replay(self, lines: Iterable[Entry], *, now: str) -> Replayed:
        """Carry out what a note journal tells and the library does not know, in one transaction."""
        from store.library.replaying import replay

        return replay(self._db, lines, now)

    def join(self, bundle: Bundle, *, now: str, author: str = "") -> Joined:
        """Bring notes of another library in, as one change that undo takes back; `author` is for those without one."""
        from store.library.joining import join

        change, report = join(self._db, bundle, now, author)
        if change is not None:
            report.change = self.apply(change, now=now)
        return report

    def located(self, bundle: Bundle, *, now: str) -> tuple[Note, ...]:
        """The notes of a bundle on the debates and speeches of this library, which gets places for what it lacks."""
        from store.library.joining_places import Places

        with self._db.transaction():
            places = Places(self._db, bundle, now)
            return tuple(map(places.here, bundle.notes))

    def examined(self, *, fix: bool, now: str) -> Iterator[tuple[Finding, bool]]:
        """What is wrong with the library, each with whether it was mended now."""
        from store.library.checking import Doctor

        for finding in Doctor(self._db, now).examine():
            if fix and finding.mend is not None:
                finding.mend()
            yield finding, fix and finding.mend is not None

    def mend_index(self) -> None:
        """Make the search index anew from the texts, if it does not agree with them."""
        from store.library.checking import Doctor

        Doctor(self._db, "").mend_index()

    def outdated(self) -> int:
        """How many debates were threaded by older rules of exchanges."""
        from store.library.rethreading import outdated

        return outdated(self._db)

    def rethread(self) -> Iterator[int]:
        """Find their exchanges anew, a source in one transaction; how many debates each had. What was set by hand lies
        on top and stays."""
        from store.library.rethreading import rethread

        return rethread(self._db)

    def unsure_count(self) -> tuple[int, int]:
        """How many notes have moved and wait to be confirmed, and how many have lost their place."""
        moved, lost = self._db.one(doctor.ON_LOST_NOTES)
        return moved, lost
