"""A note as it reads: its Markdown, its tags, the notes to which it links and those that link to it."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from store.model import NoteId
from store.note_links import SCHEME, as_markdown, to
from store.records import Note
from store.sanitise import clean
from tui.background import background
from tui.screens.base import Modal

if TYPE_CHECKING:
    from store.library import Library
    from tui.app import Dispatchbox

Linked = tuple[tuple[tuple[str, NoteId, str], ...], frozenset[str]]
"""(arrow, note, its words) of every note that is linked; the beginnings of ids that are known."""


def parser() -> MarkdownIt:
    """Markdown as notes have it; HTML in it is text like any other."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def linked(library: Library, note: Note) -> Linked:
    """What a note links to, then what links to it."""
    out = [(begin, found) for begin in to(note.body) if (found := library.linked(begin))]
    notes = {each.id: each for each in library.notes_by(number for _, number in out)}
    there = tuple(("→", number, _words(notes[number])) for _, number in out if number in notes)
    back = tuple(("←", each.id, _words(each)) for each in library.linking(note.id))
    return (*there, *back), frozenset(begin for begin, _ in out)


def _words(note: Note) -> str:
    quote = " … ".join(quote.text for quote in note.quotes if quote.text)
    return " ".join((note.body or quote or ", ".join(note.tags)).split())[:70]


class NoteView(Modal[tuple[str, NoteId] | None]):
    """Shows a note; gives what is to be done next: edit it here or outside, or go to another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "Close", id="note-view.close", tooltip="Back to the text"),
        Binding("e", "then('edit')", "Edit", id="note-view.edit", tooltip="Edit this note"),
        Binding("E", "then('outside')", "In $EDITOR", id="note-view.outside", tooltip="Edit it in your editor"),
        Binding("j,down", "scroll(1)", "Down", id="note-view.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", id="note-view.up", tooltip="One line up"),
        Binding("space,pagedown", "scroll(12)", "Page down", id="note-view.page-down", tooltip="A page down"),
        Binding("b,pageup", "scroll(-12)", "Page up", id="note-view.page-up", tooltip="A page up"),
        *(
            Binding(str(n), f"go({n})", f"Link {n}", id=f"note-view.go-{n}", tooltip=f"Go to the linked note {n}")
            for n in range(1, 10)
        ),
    ]

    def __init__(self, note: Note, title: str, quote: str) -> None:
        super().__init__()
        self._note, self._title, self._quote = note, title, quote
        self._links: Sequence[tuple[str, NoteId, str]] = ()

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    def compose(self) -> ComposeResult:
        note = self._note
        facts = "  ".join(filter(None, (note.code or "", *(f"#{tag}" for tag in note.tags))))
        with VerticalScroll(id="note-view", can_focus=False):
            yield Static(Content(self._title), classes="ask-title")
            if self._quote:
                yield Static(Content(f"“{self._quote}”\n"), classes="facts-name")
            yield Markdown(parser_factory=parser, open_links=False)
            yield Static(Content(facts), classes="facts-name")
            yield Static(id="note-links", markup=False)
            yield Static(Content("e edits   E in $EDITOR   1–9 go to a linked note   Esc closes"), classes="ask-keys")

    @background
    async def on_mount(self) -> None:
        self._links, known = await self.box.desk(lambda library: linked(library, self._note))
        await self.query_one(Markdown).update(clean(as_markdown(self._note.body, known.__contains__)))
        lines = [f"{n} {arrow} {words}" for n, (arrow, _, words) in enumerate(self._links[:9], 1)]
        links = self.query_one("#note-links", Static)
        links.update(Content("\n".join(lines)))
        links.display = bool(lines)

    @on(Markdown.LinkClicked)
    def _clicked(self, message: Markdown.LinkClicked) -> None:
        """Another note, or an address of the web: nothing else is opened."""
        message.stop()
        if message.href.startswith(SCHEME):
            begin = message.href.removeprefix(SCHEME)
            for _, number, _ in self._links:
                if number.startswith(begin):
                    self.dismiss(("go", number))
            return
        parts = urlsplit(message.href)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.username is None:
            webbrowser.open(message.href)
            self.box.say(f"opened at {parts.hostname}")
        else:
            self.box.say(f"not opened: {message.href}")

    def action_then(self, what: str) -> None:
        self.dismiss((what, self._note.id))

    def action_go(self, number: int) -> None:
        if number <= len(self._links):
            self.dismiss(("go", self._links[number - 1][1]))

    def action_scroll(self, lines: int) -> None:
        self.query_one("#note-view").scroll_relative(y=lines, animate=False)
