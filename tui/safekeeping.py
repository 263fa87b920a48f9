"""The part of the app that keeps the library safe: a backup a day and before a large change, the note journal whole.

All of it runs beside the reader, in a thread and on a connection of its own; what cannot be done is said, and keeps
nobody from reading or writing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING

from store.errors import LibraryError
from tui.background import writing
from tui.clock import now
from tui.ending import Orderly

if TYPE_CHECKING:
    from pathlib import Path

    from store.library import Library
    from store.records import Change
    from tui.app import Start
    from tui.background import Desk

FIRST_SECONDS = 6.0
"""After the start: no first key waits for a backup."""
AGAIN_SECONDS = 3600.0
"""A program that stays open has days too."""
BULK = 50
"""Records from which a change is a large one."""


def _back_up(library: Path) -> str:
    """Why no backup could be made; empty where one was, or none was due."""
    from store.backup import protect  # read when the first frame has long been painted

    try:
        protect(library, dt.datetime.now(dt.UTC))
    except LibraryError as error:
        return str(error)
    return ""


class Safekeeping(Orderly):
    """An app whose library is backed up."""

    began: Start
    desk: Desk

    _complained = ""
    """What was said last of a note journal that cannot be written."""

    def keep_safe(self) -> None:
        """Begin, once the first frame stands."""
        self.set_timer(FIRST_SECONDS, self.look_after_library)
        self.set_interval(AGAIN_SECONDS, self.look_after_library)

    @writing
    async def look_after_library(self) -> None:
        """A backup where one is due, and every change in the note journal."""
        await self.desk.change(lambda library: library.catch_up(now=now()))
        if why := await asyncio.to_thread(_back_up, self.began.library):
            self.notify(why, severity="warning", timeout=12, markup=False)

    async def before(self, change: Change) -> None:
        """A backup before a change of many records."""
        if len(change.edits) >= BULK and (why := await asyncio.to_thread(_back_up, self.began.library)):
            self.notify(why, severity="warning", timeout=12, markup=False)

    def complain(self, library: Library) -> None:
        """Say once why changes are not in the note journal. Called in the thread of the desk."""
        why = library.unwritten
        if why and why != self._complained:
            self.call_from_thread(self.notify, why, severity="warning", timeout=12, markup=False)
        self._complained = why
