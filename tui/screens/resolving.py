"""The volume and the columns that a debate's source lacks: from Hansard, or typed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store.errors import StoreError
from store.model import Debate, DebateId, SpeechId
from store.plain import long_date
from store.resolving import Resolved, change, typed
from tui.background import background
from tui.beside import Beside
from tui.screens.base import Modal

if TYPE_CHECKING:
    from store.library import Library
    from store.records import Change, Correction, DebateFacts
    from tui.app import Dispatchbox

KEYS = "Enter keeps what is typed; with nothing typed it asks Hansard\nTab goes to the other box   Esc leaves"
FIELDS = (("volume", "a number: 763"), ("column", "where the debate begins, as printed: 1203 or 45WH"))


@dataclass(frozen=True, slots=True)
class Lacking:
    """A debate, and what a reader has set of it."""

    debate: Debate
    facts: DebateFacts
    corrections: dict[SpeechId, Correction]

    def told(self) -> str:
        """What is known of volume and columns so far."""
        debate = self.debate
        known = sum(speech.column is not None for speech in debate.speeches)
        columns = f"columns of {known:,} of {len(debate.speeches):,} speeches"
        volume = f"volume {self.facts.volume}" if self.facts.volume else "no volume"
        return f"{debate.title}, {long_date(debate.date)}\nknown: {volume}, {columns}\n"

    def change(self, resolved: Resolved) -> Change | None:
        """What is to be stored, if anything."""
        return change(self.debate, self.facts, self.corrections, resolved)


def lacking(library: Library, debate: DebateId) -> Lacking:
    """Read it. Raises NotFoundError."""
    return Lacking(library.debate(debate), library.facts(debate), dict(library.corrections(debate)))


def read_resolved(found: dict[str, Any]) -> Resolved:
    """What `dispatchbox resolve --dry-run --json` prints."""
    columns = {SpeechId(int(speech)): str(column) for speech, column in found["columns"].items()}
    return Resolved(found["volume"], columns, tuple(map(SpeechId, found["unsure"])))


class ResolveScreen(Modal[bool]):
    """Two boxes, empty at first; gives whether something was set, once that is on the disk. Undo takes it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="resolve.cancel", tooltip="Leave volume and columns as they are"),
        Binding("ctrl+r", "ask", "Ask", id="resolve.ask", tooltip="Ask Hansard for them", priority=True),
        Binding("ctrl+s", "keep", "Keep", id="resolve.keep", tooltip="Keep what is typed", priority=True),
    ]

    def __init__(self, debate: DebateId) -> None:
        super().__init__()
        self._debate = debate
        self._lacking: Lacking | None = None
        self._asking: Beside | None = None

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="ask-box"):
            yield Static("Volume and columns", classes="ask-title", markup=False)
            yield Static(id="resolve-known", markup=False)
            for name, help_text in FIELDS:
                yield Static(name, classes="facts-name", markup=False)
                yield Input(id=f"resolve-{name}", placeholder=help_text, compact=True, select_on_focus=False)
            yield Static(id="resolve-told", classes="ask-keys", markup=False)
            yield Static(KEYS, classes="ask-keys", markup=False)

    @background
    async def on_mount(self) -> None:
        self._lacking = found = await self.box.desk(lambda library: lacking(library, self._debate))
        self.query_one("#resolve-known", Static).update(Content(found.told()))

    def _tell(self, words: str) -> None:
        self.query_one("#resolve-told", Static).update(Content(words))

    def _typed(self) -> tuple[str, str]:
        volume, column = (self.query_one(f"#resolve-{name}", Input).value.strip() for name, _ in FIELDS)
        return volume, column.upper()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if any(self._typed()):
            self.action_keep()
        else:
            self.action_ask()

    @background
    async def action_keep(self) -> None:
        """Keep what is typed."""
        found, (volume, column) = self._lacking, self._typed()
        if found is None:
            return
        try:
            resolved = typed(found.debate, volume or None, [column] if column else [])
        except StoreError as error:
            self._tell(str(error))
            return
        await self._keep(found, resolved)

    @background
    async def action_ask(self) -> None:
        """Ask Hansard, in a process of its own; Escape stops it."""
        found = self._lacking
        if found is None or self._asking is not None:
            return
        self._tell("asking Hansard …")
        words = ["resolve", "--dry-run", "--json", "--", str(self._debate)]
        self._asking = Beside(self.box.began.library, words)
        try:
            resolved = read_resolved(await self._asking.run(self._tell))
        except StoreError as error:
            self._tell(str(error).replace("give --volume and --column", "type volume and column here"))
            return
        finally:
            self._asking = None
        await self._keep(found, resolved)

    async def _keep(self, found: Lacking, resolved: Resolved) -> None:
        made = found.change(resolved)
        if made is None:
            unsure = f"; {len(resolved.unsure):,} speeches are not found there for sure" if resolved.unsure else ""
            self._tell(f"nothing new{unsure}")
            return
        await self.box.carry_out(made)
        self.dismiss(True)

    def action_leave(self) -> None:
        """Close; what is being asked is given up."""
        if self._asking is not None:
            self._asking.cancel()
        self.dismiss(False)
