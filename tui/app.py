"""The app: the desk, the themes, the keys, the stack of screens, and one signal that tells every view of a change."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal

from tui.background import Desk, background, writing
from tui.bringing import Bringing
from tui.clock import now
from tui.config import Config
from tui.handing import Handing
from tui.keys import Sequences
from tui.palette import Actions, people
from tui.safekeeping import Safekeeping
from tui.screens.base import OPENERS, View, caught_up, done_with, standing
from tui.screens.collected import Collected
from tui.screens.shelf import ShelfScreen, begin
from tui.searching import Searching
from tui.themes import ACCENTS_DARK, ACCENTS_LIGHT, OURS
from tui.tips import ENOUGH, USEFUL

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from store.library import Library
    from store.library.starting import Starting
    from store.model import DebateId, SpeechId
    from store.readings import Wanted
    from store.records import Change
    from tui.ahead import Ahead
    from tui.screens.reader import ReaderScreen
    from tui.screens.repeating import Act

STAMP_SECONDS = 0.5
"""How often another program's changes are looked for."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asks of the app."""

    library: Path
    config: Config
    paths: tuple[str, ...] = ()
    """Files to bring in first."""
    debate: DebateId | None = None
    """Debate to open at once."""
    ahead: Ahead | None = None
    """It, being made ready beside the start."""


def _stamp(library: Starting) -> tuple[int, int]:
    return library.stamp(), library.acts()


def _last_draft(library: Library) -> tuple[str, DebateId, SpeechId | None] | None:
    from tui.screens.drafts import last_draft  # read after the first frame

    return last_draft(library)


class Dispatchbox(Searching, Collected, Safekeeping, Bringing, Handing):
    """The program in the terminal."""

    CSS_PATH = "styles.tcss"
    TITLE = "Dispatchbox"
    COMMANDS: ClassVar = {Actions, people}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Keys", id="app.help", tooltip="The keys of this pane"),
        Binding("u", "undo", "Undo", id="app.undo", tooltip="Take the last change back, also after a restart"),
        Binding("ctrl+r", "redo", "Redo", id="app.redo", tooltip="Do again what undo took back"),
        Binding("g t", "next_theme", "theme", id="app.theme", tooltip="The next theme: dark, light, and the others"),
        Binding("colon,ctrl+p", "command_palette", "Command", id="app.command", tooltip="Any action by its name"),
        Binding("g f", "fetch", "fetch", id="app.fetch", tooltip="Fetch a debate or a day by address, GUID or date"),
        Binding("g l", "left_out", "left out", id="app.left-out", tooltip="Lines that the last import left out"),
        Binding("ctrl+x", "stop", "Stop", id="app.stop", tooltip="Stop what is being brought in; what came in stays"),
        Binding("g d", "drafts", "draft", id="app.drafts", tooltip="Go on with the note you were writing last"),
        Binding("g u", "tray", "unplaced", id="app.tray", tooltip="Notes whose words moved or went; place them"),
        Binding("ctrl+l", "redraw", "Redraw", id="app.redraw", tooltip="Paint the screen again"),
        Binding("ctrl+z", "suspend_process", "Suspend", id="app.suspend", tooltip="Back to the shell; fg returns"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Leave; everything is saved", priority=True),
    ]

    def __init__(self, start: Start, desk: Desk) -> None:
        super().__init__()
        self.began = start
        self.log_folder = start.library.parent
        self.desk = desk
        self.changed: Signal[Change] = Signal(self, "changed")
        self.sequences = Sequences()
        self.last_act: Act | None = None
        """What `.` does again."""
        self._opener: DOMNode | None = None  # of what the last key opened something
        self.last_code = ""
        """The code that was used last, for `H H`."""
        self.beginning = desk.first(begin)
        self._stamp, self._acts = desk.stamp, 0
        self.used: set[str] = set(filter(None, (self.beginning.used or "").split(",")))
        """Useful keys that the reader has used."""
        self._put_on(start.config.theme)
        self.set_keymap(dict(start.config.keys))

    def _put_on(self, name: str) -> None:
        """The theme of the config. As a change it would have the styles read twice before the first frame; a dark one
        needs no more than its name and its colours, since Textual begins in the dark."""
        for theme in OURS:
            self.register_theme(theme)
        chosen = self.get_theme(name) or OURS[0]
        if chosen.dark and not chosen.ansi:
            self.set_reactive(Dispatchbox.theme, chosen.name)
            self.set_class(True, f"-theme-{chosen.name}", update=False)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = chosen.name

    def get_default_screen(self) -> Screen[None]:
        return ShelfScreen()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return ACCENTS_DARK if self.current_theme.dark else ACCENTS_LIGHT

    def on_mount(self) -> None:
        self.set_interval(STAMP_SECONDS, self.look_for_changes)

    def on_ready(self) -> None:
        gc.freeze()
        gc.enable()
        self.set_timer(STAMP_SECONDS, self.look_for_drafts)
        self.keep_safe()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys outside text boxes run their binding here, in the order they were typed, whatever is still painting."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self._dispatch(event):
            return
        await super().on_event(event)

    async def _dispatch(self, event: events.Key) -> bool:
        await done_with(self._opener)
        self._opener = None
        if not await standing(self.screen):
            return True
        if self.focused is not None and self.focused.check_consume_key("a", "a"):
            if not event.is_printable:
                await caught_up(self.focused)
            return False
        active = self.screen.active_bindings
        waiting = bool(self.sequences.begun)
        step = self.sequences.feed(event.key, event.character, active)
        if step.state == "done" and step.binding is not None:
            self._hint(active)
            await self._run(step.binding, step.character)
        elif step.state == "none":
            if (bound := active.get(event.key)) is None or bound.binding.priority:
                return False
            await self._run(bound)
        elif waiting or step.state == "waiting":
            self._hint(active)
        return True

    async def _run(self, bound: ActiveBinding, character: str | None = None) -> None:
        action = bound.binding.action
        self._learn(bound.binding.id)
        self._opener = bound.node if bound.binding.id in OPENERS else None
        await self.run_action(action if character is None else f"{action}({character!r})", bound.node)

    def _learn(self, name: str | None) -> None:
        """A newcomer's key: count it until enough are known."""
        if name in USEFUL and name not in self.used and len(self.used) < ENOUGH:
            self.used.add(name)
            learnt = ",".join(sorted(self.used))
            self.desk.keep(lambda library: library.keep_setting("keys_used", learnt))

    def _hint(self, active: dict[str, ActiveBinding]) -> None:
        """Show what may follow the keys begun; nothing begun clears the line."""
        if isinstance(self.screen, View):
            self.screen.show_hint(self.sequences.choices(active) if self.sequences.begun else [])

    # Changes

    @writing
    async def apply(self, change: Change | None) -> None:
        """Carry out a change; every view is told once it is on the disk."""
        if change is not None:
            await self.carry_out(change)

    async def carry_out(self, change: Change, draft: str = "") -> None:
        """The same, waited for; the draft that became the change is forgotten. Raises StoreError."""

        def kept(library: Library) -> Change:
            done = library.apply(change, now=now())
            if draft:
                library.drop_draft(draft)
            self.complain(library)
            return done

        await self.before(change)
        applied = await self.desk.change(kept)
        self.changed.publish(applied)
        self.say(applied.words)

    @writing
    async def action_undo(self) -> None:
        change = await self.desk.change(lambda library: library.undo(now=now()))
        await self._went_back(change, "undone", "nothing to undo")

    @writing
    async def action_redo(self) -> None:
        change = await self.desk.change(lambda library: library.redo(now=now()))
        await self._went_back(change, "done again", "nothing to redo")

    async def _went_back(self, change: Change | None, did: str, nothing: str) -> None:
        if change is None:
            self.say(nothing)
            return
        self.changed.publish(change)
        follows = isinstance(self.screen, View) and self.screen.FOLLOWS
        if follows and change.debate is not None and change.place is not None:
            await self.open_debate(change.debate, change.place.speech)
        self.say(f"{did}: {change.words}")

    @background
    async def look_for_changes(self) -> None:
        """Another program wrote: show it. While an import goes on beside the reader only what somebody did is shown
        at once; what came in is when it has ended, not at every step."""
        self.look_for_terminal()
        stamp, acts = await self.desk(_stamp)
        changed = acts != self._acts if self.intakes else stamp != self._stamp
        self._acts = acts
        if not self.intakes:
            self._stamp = stamp
        if changed:
            for screen in self.screen_stack:
                if isinstance(screen, View):
                    screen.reload()

    # Drafts

    @background
    async def look_for_drafts(self) -> None:
        """Say soon after the start that a note was never finished."""
        await self.take_back_leftovers()
        if await self.desk(_last_draft):
            self.say("a note you were writing is kept; g d goes to it")

    @background
    async def action_drafts(self) -> None:
        """The draft written last, in the box of its note."""
        await self.take_back_leftovers()
        found = await self.desk(_last_draft)
        if found is None:
            self.say("no note is waiting to be finished")
            return
        key, debate, speech = found
        (await self.open_debate(debate, speech)).take_up(key)

    # Shared by the screens

    async def open_debate(self, debate: DebateId, speech: int | None = None) -> ReaderScreen:
        """Show a debate, at a speech where one is given, in the reader that is open or a new one; that reader. Where
        the speech shows already among others, it is gone to there."""
        from store.readings import Of, Wanted  # these are read when the first debate is opened, after the first frame
        from tui.screens.reader import ReaderScreen

        if isinstance(self.screen, ReaderScreen) and self.screen.asked is not None and self.screen.shows(speech):
            return await self.open_reading(self.screen.asked, speech)
        return await self.open_reading(Wanted(Of.DEBATE, debate), speech)

    async def open_reading(self, asked: Wanted, speech: int | None = None) -> ReaderScreen:
        """Show a debate, or many as one, in the same way."""
        from tui.screens.reader import ReaderScreen

        if isinstance(self.screen, ReaderScreen):
            await self.screen.show(asked, speech)
            return self.screen
        reader = ReaderScreen()
        with self.batch_update():
            await self.push_screen(reader)
            await reader.show(asked, speech)
        return reader

    def action_next_theme(self) -> None:
        names = [theme.name for theme in OURS]
        names += sorted(name for name in self.available_themes if name not in names)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.say(f"theme: {self.theme}")

    def action_help(self) -> None:
        from tui.screens.help import HelpScreen  # read when help is first asked for

        self.push_screen(HelpScreen(self.screen.active_bindings))
