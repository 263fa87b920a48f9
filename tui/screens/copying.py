"""Copying from the reader: words, citations, links, pairs, notes; each said with what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from store.errors import StoreError
from store.model import Debate, DebateId, Span
from store.readings import of_debates
from store.records import Note
from tui.background import background, writing
from tui.clock import today
from tui.screens.base import View

if TYPE_CHECKING:
    from store.copies import Choice, Copy
    from store.library import Library
    from tui.widgets.reading_pane import ReadingPane


def copies() -> Any:
    """The module that makes what is copied, read when it is first asked for: all styles of citation come with it."""
    from store import copies

    return copies


Parts = Sequence[tuple[Debate, tuple[Span, ...]]]
"""What is chosen of each debate."""


class Copying(View):
    """The `y` keys of a view that has a reading pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y y", "copy_quoted", "quote+citation", id="copy.quoted", tooltip="Copy the quotation and its citation"
        ),
        Binding("y q", "copy_words", "quote", id="copy.words", tooltip="Copy the words alone"),
        Binding("y c", "copy_citation", "citation", id="copy.citation", tooltip="Copy the citation alone"),
        Binding("y u", "copy_link", "link", id="copy.link", tooltip="Copy the link of this speech"),
        Binding("y p", "copy_pair", "question+answer", id="copy.pair", tooltip="Copy the question and its answer"),
        Binding("y n", "copy_note", "note", id="copy.note", tooltip="Copy the note here, with its quotation"),
        Binding(
            "y m", "copy_markdown", "Markdown", id="copy.markdown", tooltip="Copy quotation and citation as Markdown"
        ),
        Binding("y b", "copy_bibtex", "BibTeX", id="copy.bibtex", tooltip="Copy a BibTeX entry"),
        Binding("Y", "copy_menu", "Copy as …", id="copy.menu", tooltip="Choose style and form, with a preview"),
        Binding("ctrl+c", "copy_words", "Copy", id="copy.selection", tooltip="Copy the words chosen"),
    ]

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

        def note_here(self) -> Note | None: ...

    def parts(self) -> Parts:
        """The words chosen, else the marked speeches, else the speech at the caret, by the debate of each: each has a
        citation of its own."""
        shown = self.pane.thread
        if shown is None or not shown.speeches:
            return ()
        spans = self.pane.selection
        here = [span.speech for span in spans] or [*(self.pane.marked or {self.pane.caret.speech})]
        return tuple(
            (debate, tuple(span for span in spans if span.speech in own) or tuple(
                copies().whole(speech) for speech in debate.speeches if speech.id in own
            ))
            for debate, own in of_debates(shown, here)
        )  # fmt: skip

    async def choices(self, parts: Parts) -> list[Choice]:
        """Each with all of its debate, which tells the columns and what was cut: a reading may leave some out."""
        partly = self.pane.thread is not None and bool(self.pane.thread.reading.gaps)
        found: list[Choice] = []
        for debate, spans in parts:
            whole = await self.box.desk(_debate(debate.id)) if partly else debate
            found.append(copies().Choice(whole, spans, today()))
        return found

    def _copy(self, make: Callable[[Choice, str, str], Copy]) -> None:
        """What is to be copied is what is chosen now, whatever the next key does."""
        parts = self.parts()
        if not parts:
            self.say("there is nothing to copy here")
        else:
            self._make(parts, make)

    @writing
    async def _make(self, parts: Parts, make: Callable[[Choice, str, str], Copy]) -> None:
        style, form = await self.copy_style()
        try:
            made = [make(choice, style, form) for choice in await self.choices(parts)]
        except StoreError as error:
            self.say(str(error))
            return
        lacks = dict.fromkeys(part for copy in made for part in copy.lacks)
        of = f" of {len(made)} debates" if made[1:] else ""
        self.box.copy("\n\n".join(copy.text for copy in made), made[0].what + of, " and ".join(lacks))
        self.pane.clear_selection()

    def action_copy_quoted(self) -> None:
        self._copy(lambda choice, style, form: copies().quoted(choice, style, form))

    def action_copy_words(self) -> None:
        self._copy(lambda choice, style, form: copies().words(choice))

    def action_copy_citation(self) -> None:
        self._copy(lambda choice, style, form: copies().citation(choice, style))

    def action_copy_link(self) -> None:
        self._copy(lambda choice, style, form: copies().link(choice))

    def action_copy_pair(self) -> None:
        self._copy(lambda choice, style, form: copies().quoted(copies().pair_choice(choice), style, form))

    def action_copy_markdown(self) -> None:
        self._copy(lambda choice, style, form: copies().quoted(choice, style, "markdown"))

    def action_copy_bibtex(self) -> None:
        self._copy(lambda choice, style, form: copies().citation(choice, "bibtex", "bibtex"))

    def action_copy_note(self) -> None:
        note = self.note_here()
        if note is None:
            self.say("there is no note here to copy; a makes one")
            return
        self._copy(lambda choice, style, form: copies().note_text(_on_note(choice, note), note, style))

    @background
    async def action_copy_menu(self) -> None:
        from tui.screens.copy_menu import CopyMenu  # read when first asked for

        choices = await self.choices(self.parts())
        if not choices:
            self.say("there is nothing to copy here")
            return
        style, form = await self.copy_style()
        self.app.push_screen(CopyMenu(choices[0], style, form), self._chosen)

    def _chosen(self, chosen: tuple[str, str, Copy] | None) -> None:
        if chosen is not None:
            style, form, made = chosen
            self.keep_style(style, form)
            self.box.copy(made.text, made.what, " and ".join(made.lacks))
            self.pane.clear_selection()

    async def copy_style(self) -> tuple[str, str]:
        """The style and the form of `y y`: the last choice in the menu, else the config's."""
        kept = await self.box.desk(lambda library: (library.setting("style"), library.setting("form")))
        config = self.box.began.config
        return kept[0] or config.style, kept[1] or config.form

    @background
    async def keep_style(self, style: str, form: str) -> None:
        await self.box.desk(lambda library: library.keep_setting("style", style))
        await self.box.desk(lambda library: library.keep_setting("form", form))


def _debate(which: DebateId) -> Callable[[Library], Debate]:
    return lambda library: library.debate(which)


def _on_note(choice: Choice, note: Note) -> Choice:
    """The words that a note is on; the whole speech where it is on that, none for a note on the debate."""
    known = {speech.id: speech for speech in choice.debate.speeches}
    spans = tuple(
        quote.span if quote.text else copies().whole(known[quote.span.speech])
        for quote in note.quotes
        if quote.span.speech in known
    )
    chosen: Choice = copies().Choice(choice.debate, spans, choice.accessed)
    return chosen
