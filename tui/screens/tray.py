"""The tray: notes whose words moved or are not to be found, each with its quotation, and drafts without a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from store.anchors import make, whole
from store.annotations import Author, confirm
from store.errors import NotFoundError, StoreError
from store.identity import word_changes
from store.model import Debate
from store.records import Note, Placing, Quote
from tui.clock import now

if TYPE_CHECKING:
    from store.library import Library
    from tui.app import Dispatchbox

AROUND = 160
"""Characters of the text of now that are shown on either side."""
WIDE = 100
"""Columns from which the two texts stand side by side."""
KEYS = "Enter accepts the place   p places it by hand   o opens   j k others   Esc leaves them here"
EMPTY = "Every note is on its words. Here wait those whose words moved or went when a text changed."


@dataclass(frozen=True, slots=True)
class Waiting:
    """One note in the tray, or a draft."""

    words: str
    """What the list shows of it."""
    was: str
    found: str
    """The text around the place that was found; empty where none was."""
    note: Note | None = None
    debate: Debate | None = None


def waiting(library: Library) -> tuple[Waiting, ...]:
    """Everything that waits, moved notes first."""
    from tui.screens.drafts import placeless

    found = [_of_note(library, note) for note in library.orphans()]
    found.sort(key=lambda one: not one.found)
    drafts = [Waiting(f"draft  {_short(text)}", text, "") for text in placeless(library)]
    return (*found, *drafts)


def _of_note(library: Library, note: Note) -> Waiting:
    debate = library.debate(note.debate)
    quote = next(quote for quote in note.quotes if quote.placing is not Placing.SURE)
    text = ""
    if quote.placing is Placing.MOVED:
        try:
            text = library.speech(quote.span.speech)[1].text
        except NotFoundError:
            text = ""
    start, end = quote.span.start, quote.span.end
    found = text[max(0, start - AROUND) : end + AROUND] if text else ""
    state = "moved?" if found else "lost  "
    whole_speech = f"(the whole speech) {quote.after}".strip()
    was = f"{quote.before}[{quote.text}]{quote.after}" if quote.text else whole_speech
    what = note.body or " ".join(f"#{tag}" for tag in note.tags) or note.code or ""
    return Waiting(f"{state} “{_short(quote.text or '…')}”  {_short(what)}  {debate.title}", was, found, note, debate)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 48 else f"{line[:47]}…"


class TrayScreen(ModalScreen[Note | None]):
    """Shows what waits; gives a note that is to be placed by hand, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close", id="tray.close", tooltip="Close; what waits stays here"),
        Binding("p", "place", "By hand", id="tray.place", tooltip="Choose words, then put the note there"),
        Binding("o", "open", "Open", id="tray.open", tooltip="Open the debate at the speech"),
        Binding("j,down", "move(1)", "Down", id="tray.down", tooltip="The next one"),
        Binding("k,up", "move(-1)", "Up", id="tray.up", tooltip="The one above"),
    ]

    def __init__(self, found: Sequence[Waiting]) -> None:
        super().__init__()
        self._found = list(found)

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="tray-box"):
            yield Static(Content(self._title()), classes="ask-title")
            yield OptionList(*(Content(one.words) for one in self._found), id="tray-list", compact=True, markup=False)
            with Horizontal(id="tray-texts"):
                for side in ("was", "now"):
                    with VerticalScroll(classes="tray-side", can_focus=False):
                        yield Static(classes="facts-name", id=f"tray-{side}-name", markup=False)
                        yield Static(id=f"tray-{side}", markup=False)
            yield Static(Content(KEYS if self._found else "Esc closes"), classes="ask-keys")

    def _title(self) -> str:
        count = len(self._found)
        return f"Not placed: {count} note{'s' if count != 1 else ''}" if count else "Nothing waits to be placed"

    def on_mount(self) -> None:
        self._arrange(self.app.size.width)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        self._arrange(event.size.width)

    def _arrange(self, width: int) -> None:
        """Side by side, or one above the other where it is narrow."""
        self.query_one("#tray-texts").styles.layout = "horizontal" if width >= WIDE else "vertical"

    @property
    def chosen(self) -> Waiting | None:
        place = self.query_one(OptionList).highlighted
        return self._found[place] if place is not None and place < len(self._found) else None

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        one = self.chosen
        shown = {"was-name": "it was on" if one else "", "was": EMPTY if one is None else one.was}
        shown |= {"now-name": "now" if one else "", "now": one.found or "these words are not found" if one else ""}
        for name, text in shown.items():
            self.query_one(f"#tray-{name}", Static).update(Content(text))
        if one is not None and one.found:
            was = one.was.replace("[", "", 1).replace("]", "", 1)
            pieces = [new if old == new else Content.styled(new, "bold underline")
                      for old, new in word_changes(was, one.found)]  # fmt: skip
            self.query_one("#tray-now", Static).update(Content.assemble(*pieces))

    def action_move(self, step: int) -> None:
        listed = self.query_one(OptionList)
        (listed.action_cursor_down if step > 0 else listed.action_cursor_up)()

    @on(OptionList.OptionSelected)
    async def _accept(self) -> None:
        """The place that was found is right."""
        one = self.chosen
        if one is None or one.note is None or one.debate is None:
            return
        if not one.found:
            self._tell("no place was found; p places it by hand")
            return
        author = Author(now(), self.box.began.config.author)
        try:
            quotes = await self.box.desk(lambda library: accepted(library, cast("Note", one.note)))
            await self.box.carry_out(confirm(one.debate, one.note, quotes, author))
            self._found = list(await self.box.desk(waiting))
        except StoreError as error:
            self._tell(str(error))
            return
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([Content(each.words) for each in self._found])
        listed.highlighted = 0 if self._found else None
        self.query_one(".ask-title", Static).update(Content(self._title()))
        self._show()

    def _tell(self, words: str) -> None:
        self.query_one(".ask-keys", Static).update(Content(words))

    def action_place(self) -> None:
        one = self.chosen
        if one is not None and one.note is not None:
            self.dismiss(one.note)

    async def action_open(self) -> None:
        one = self.chosen
        if one is None or one.note is None:
            return
        try:
            await self.box.open_debate(one.note.debate, one.note.quotes[0].span.speech)
        except StoreError as error:
            self._tell(str(error))
            return
        self.dismiss(None)


def accepted(library: Library, note: Note) -> tuple[Quote, ...]:
    """The quotations of a note, those that moved sure of the place where they were found. Raises NotFoundError."""
    quotes = []
    for quote in note.quotes:
        if quote.placing is Placing.MOVED and not quote.text:
            quotes.append(whole(quote.span.speech))
        elif quote.placing is Placing.MOVED:
            text = library.speech(quote.span.speech)[1].text
            quotes.append(make(quote.span.speech, text, quote.span.start, quote.span.end))
        else:
            quotes.append(quote)
    return tuple(quotes)


def placed(note: Note, chosen: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations of a note with the words chosen by hand in place of the first that is not sure."""
    sure = [quote for quote in note.quotes if quote.placing is Placing.SURE]
    unsure = [quote for quote in note.quotes if quote.placing is not Placing.SURE][1:]
    return tuple(sorted((*sure, *chosen, *unsure), key=lambda quote: quote.span))
