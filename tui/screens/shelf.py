"""The shelf: every debate by sitting day, a filter, and the ways in: a file, a paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from store.listed import Listing
from store.model import DebateId, Shelved
from tui.background import background, writing
from tui.clock import today
from tui.keys import flow
from tui.screens.choosing import Choosing
from tui.screens.linking import Piping
from tui.screens.shelf_order import Ordered
from tui.tips import SHELF, tip
from tui.widgets.shelf_list import ShelfList
from tui.widgets.shelf_rows import BLOCK, beginning

if TYPE_CHECKING:
    from store.library.shelving import Shelving
    from store.records import Change
    from tui.screens.exporting import Part

FIRST_ROWS = BLOCK
"""Enough to fill any first screen; the rest follows."""

EMPTY = (
    "Nothing here yet. Copy a debate page in the browser and paste it here,\n"
    "press i and name a file or a folder, or g f and name what to fetch.\n"
    "To look around first, leave with q and run: dispatchbox demo"
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first frame shows of a library."""

    debates: tuple[Shelved, ...]
    """The first rows of the shelf."""
    totals: tuple[int, int]
    """Debates and speeches."""
    last: str | None
    """The debate that was read last."""
    used: str | None
    """Useful keys that the reader has used, parted by commas."""


def begin(library: Shelving) -> Beginning:
    """Read what the first frame shows."""
    shelf = library.shelf(limit=FIRST_ROWS)
    return Beginning(shelf, library.totals(), library.setting("last_debate"), library.setting("keys_used"))


class ShelfScreen(Ordered, Piping, Choosing):
    """The debates of the library."""

    AUTO_FOCUS = "#debates"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "backslash,slash",
            "filter",
            "Filter",
            id="shelf.filter",
            tooltip="Show only some debates: words, or fields as in a search",
        ),
        Binding("i", "import", "Import", id="shelf.import", tooltip="Bring in a file or a folder; a paste works too"),
        Binding("d d", "remove", "delete", id="shelf.remove", tooltip="Take this debate out of the library; u undoes"),
        Binding("e", "facts", "Correct", id="shelf.facts", tooltip="Correct title, date, house or volume by hand"),
        Binding("q", "app.quit", "Leave", id="shelf.quit", tooltip="Leave; everything is saved"),
        Binding("escape", "unfilter", "All", id="shelf.unfilter", tooltip="Show every debate again"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chosen: DebateId | None = None
        self._said = ""
        self._removing: DebateId | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="masthead", markup=False)
        yield Input(
            id="filter",
            placeholder="title, person, house, date; or house: date: speaker: is:unread has:note …",
            compact=True,
        )
        yield Static(Content(EMPTY), id="empty")
        yield ShelfList(id="debates")
        yield Static(id="status", markup=False)

    def on_mount(self) -> None:
        self.query_one("#filter").display = False
        self.query_one("#empty").display = False
        self.box.changed.subscribe(self, self._on_change)
        self.set_focus(self.list)
        self._begin()
        if self.box.began.paths:
            self.box.bring_in(self.box.began.paths)

    @property
    def list(self) -> ShelfList:
        return self.query_one(ShelfList)

    def _begin(self) -> None:
        """The first rows, at hand before the first frame; the rest follows."""
        first = self.box.beginning
        self._chosen = DebateId(int(first.last)) if first.last else None
        self._totals = first.totals
        if self.box.began.debate is not None:
            self._open_first(self.box.began.debate)
            return
        self._show(beginning(first.debates), first.debates, ())
        if len(first.debates) == FIRST_ROWS:
            self.load()

    @background
    async def _open_first(self, debate: DebateId) -> None:
        """The debate named on the command line; the whole shelf is filled behind it."""
        await self.box.open_debate(debate)
        self.load()

    @background
    async def load(self) -> None:
        """Which debates there are, and the rows about the cursor."""
        text, chosen, order, grouping = self.filter, self._chosen, self.order, self.grouping
        before = self.list.chosen
        if text.strip():
            listing = await self.narrowed(text)
            if listing is None:
                return
        else:
            self.read_as = ""
            listing = await self.box.desk.look(lambda library: library.listing(order, grouping))
        at = listing.ids.index(chosen) if chosen is not None and chosen in listing.ids else 0
        ids = listing.ids[max(0, at // BLOCK - 1) * BLOCK : (at // BLOCK + 2) * BLOCK].tolist()
        rows, others = await self.box.desk.look(lambda library: library.shelf_rows(ids))
        self._totals = await self.box.desk.look(lambda library: library.totals())
        if self.list.chosen != before:  # the cursor went on meanwhile
            self._chosen = self.list.chosen
        self._show(listing, rows, others)

    def _show(self, listing: Listing, rows: Sequence[Shelved], others: Sequence[Shelved]) -> None:
        self.list.show(listing, today(), self._chosen)
        self.list.fill(rows, others)
        self.masthead()
        shown, text = len(listing.ids), self.filter.strip()
        self.query_one("#empty").display = not shown and not text
        if text:
            read = self.read_as if ":" in text else f"with “{text}”"
            self.say(f"{shown:,} debate{'s' if shown != 1 else ''} {read}; Esc shows all")
        elif shown and not self._said:
            self._status(tip(SHELF, self.box.used))

    @on(ShelfList.Wanted)
    def _wanted(self, message: ShelfList.Wanted) -> None:
        self.fetch_rows([number for block in message.blocks for number in self.list.ids(block)])

    @background
    async def fetch_rows(self, ids: Sequence[int]) -> None:
        """The lines about what is in view."""
        rows, others = await self.box.desk.look(lambda library: library.shelf_rows(ids))
        self.list.fill(rows, others)

    def _on_change(self, change: Change) -> None:
        """The cursor goes to the debate that was changed, or undone."""
        self._chosen = change.debate or self._chosen
        if self.is_current:  # else what is above it is waited for; coming back loads it
            self.load()

    def reload(self) -> None:
        self._chosen = self.list.chosen or self._chosen
        self.load()

    def came_in(self, files: Sequence[dict[str, Any]]) -> None:
        """The cursor goes to the first debate that came in."""
        debates = [debate for file in files for debate in file["debates"]]
        if debates:
            self._chosen = DebateId(debates[0])
            self.load()

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.list.listing.ids:
            self.reload()

    def say(self, words: str) -> None:
        self._said = words
        self._status(words)

    def _status(self, words: str) -> None:
        self.query_one("#status", Static).update(Content(words))

    def show_hint(self, choices: Sequence[tuple[str, str]]) -> None:
        tells = self._said or (tip(SHELF, self.box.used) if self.list.listing.ids else "")
        self._status("\n".join(flow(choices, self.size.width - 2)) or tells)

    # What the keys do

    @on(ShelfList.Opened)
    async def _open(self, message: ShelfList.Opened) -> None:
        self._chosen = message.debate
        await self.box.open_debate(message.debate)

    def action_filter(self) -> None:
        box = self.query_one("#filter", Input)
        box.display = True
        self.set_focus(box)

    def action_unfilter(self) -> None:
        box = self.query_one("#filter", Input)
        box.value = ""
        box.display = False
        self.set_focus(self.list)
        self.say("")

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._chosen = self.list.chosen or self._chosen
        self.load()

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        self.set_focus(self.list)

    def key_escape(self) -> None:
        self.action_unfilter()

    def action_import(self) -> None:
        from tui.screens.ask import AskScreen  # these two are read when they are first asked for
        from tui.screens.paths import Paths

        keys = "→ completes   Enter brings it in   Esc leaves"
        self.app.push_screen(AskScreen("Bring in a file, a folder, or an archive", "", keys, Paths()), self._bring_in)

    def _bring_in(self, path: str | None) -> None:
        if path:
            self.box.bring_in((str(Path(path).expanduser()),))

    def action_pipe(self) -> None:
        self.pipe_all()

    @background
    async def pipe_all(self) -> None:
        """The debates that are listed, one a line."""
        ids = self.list.listing.ids.tolist()
        rows, _ = await self.box.desk.look(lambda library: library.shelf_rows(ids))
        self.pipe("\n".join(f"{one.id}\t{one.date}\t{one.house}\t{one.title}" for one in rows))

    def to_export(self) -> Sequence[Part]:
        """The notes on the debate under the cursor."""
        from store.exports.gathered import Wanted  # with the box that asks
        from tui.screens.exporting import Part, counted

        one = self.list.shown
        if one is None or not one.notes:
            return ()
        return [Part(f"{one.title}, {counted(one.notes)}", f"{one.date} {one.title}", lambda _: Wanted((one.id,)))]

    def stands_at(self) -> tuple[DebateId, None] | None:
        """The debate under the cursor."""
        return (self.list.chosen, None) if self.list.chosen is not None else None

    def action_facts(self) -> None:
        from tui.screens.facts import FactsScreen  # read when first asked for

        if self.list.chosen is not None:
            self.app.push_screen(FactsScreen(self.list.chosen))

    @writing
    async def action_remove(self) -> None:
        number = self.list.chosen
        if number is None:
            return
        (chosen,), _ = await self.box.desk.look(lambda library: library.shelf_rows([number]))
        if chosen.notes and self._removing != chosen.id:
            self._removing = chosen.id
            notes = f"{chosen.notes} note{'s' if chosen.notes != 1 else ''}"
            self.say(f"{notes} would go with “{chosen.title}”; d d once more removes it")
            return
        from store.annotations import remove_debate  # read when first needed

        self._removing = None
        facts = await self.box.desk(lambda library: library.facts(chosen.id))
        self.box.apply(remove_debate(facts, notes=chosen.notes))
