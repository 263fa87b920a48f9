"""The part of the app that keeps the library safe: a backup a day and before a large change, the note journal whole,
and what the program found itself as its newest rules find it.

All of it runs beside the reader, in a thread and on a connection of its own; what cannot be done is said, and keeps
nobody from reading or writing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import TYPE_CHECKING, cast

from store.errors import LibraryError
from tui.background import writing
from tui.clock import now
from tui.ending import Orderly
from tui.screens.base import View

if TYPE_CHECKING:
    from pathlib import Path

    from store.library import Library
    from store.records import Change, Note
    from tui.app import Dispatchbox, Start
    from tui.background import Desk
    from tui.beside import Beside

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
    except MemoryError:
        return f"no backup of {library} was made: the memory of this machine ran out"
    return ""


async def _backed_up(library: Path) -> str:
    """The same beside the reader; where the machine has no room for a thread there is no backup."""
    try:
        return await asyncio.to_thread(_back_up, library)
    except RuntimeError as error:
        return f"no backup of {library} was made: {error}"


class Safekeeping(Orderly):
    """An app whose library is backed up."""

    began: Start
    desk: Desk
    intakes: list[Beside]

    _placing: Note | None = None
    """The note that is being placed by hand."""
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
        if why := await _backed_up(self.began.library):
            self.notify(why, severity="warning", timeout=12, markup=False)
        outdated = await self.desk(lambda library: library.outdated())
        if outdated and not self.intakes:
            await self.thread_anew()

    async def thread_anew(self) -> None:
        """Exchanges that older rules found are found anew in a process of their own, then shown."""
        from tui.beside import Beside  # once after the rules have changed

        beside = Beside(self.began.library, ["doctor", "--exchanges", "--json"])
        self.intakes.append(beside)
        try:
            report = await beside.run(lambda _: None)
        finally:
            self.intakes.remove(beside)
        for screen in self.screen_stack:
            if isinstance(screen, View):
                screen.reload()
        if isinstance(self.screen, View):
            count = report["debates"]
            told = f"newer rules found the exchanges of {count:,} debate{'s' if count != 1 else ''} anew"
            self.screen.say(told + ("; the rest follows with the next start" if report["left"] else ""))

    async def before(self, change: Change) -> None:
        """A backup before a change of many records."""
        if len(change.edits) >= BULK and (why := await _backed_up(self.began.library)):
            self.notify(why, severity="warning", timeout=12, markup=False)

    @writing
    async def action_tray(self) -> None:
        """The tray; where a note is being placed by hand, the words chosen are its place."""
        if self._placing is not None and await self._place(self._placing):
            return
        from tui.screens.tray import TrayScreen, waiting  # read when it is first asked for

        found = await self.desk(waiting)
        self.push_screen(TrayScreen(found), self._answered)

    def _answered(self, note: Note | None) -> None:
        self._begin_placing(note)

    @writing
    async def _begin_placing(self, note: Note | None) -> None:
        self._placing = note
        if note is None:
            return
        speech = note.quotes[0].span.speech if note.quotes else None
        await cast("Dispatchbox", self).open_debate(note.debate, speech)
        cast("Dispatchbox", self).say("choose the words with v, then g u puts the note there")

    async def _place(self, note: Note) -> bool:
        """Put a note on the words that are chosen in the reader; whether there are any."""
        from store.annotations import Author, confirm
        from tui.screens.noting import Noting
        from tui.screens.tray import placed

        reader = self.screen
        if not isinstance(reader, Noting) or not reader.pane.selection or reader.pane.thread is None:
            return False
        debate = reader.pane.thread.debate_of(reader.pane.caret.speech)
        if debate is None:
            return False
        chosen = [quote for _, quotes in reader.targets() for quote in quotes]
        author = Author(now(), self.began.config.author)
        self._placing = None
        quotes = placed(note, chosen)
        await cast("Dispatchbox", self).carry_out(confirm(debate, note, quotes, author))
        reader.pane.clear_selection()
        return True

    def complain(self, library: Library) -> None:
        """Say once why changes are not in the note journal. Called in the thread of the desk."""
        why = library.unwritten
        if why and why != self._complained:
            self.call_from_thread(self.notify, why, severity="warning", timeout=12, markup=False)
        self._complained = why
