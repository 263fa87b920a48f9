"""Copying from the reader: words, citations, links, exchanges, notes; each said with what it lacks."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.errors import StoreError
from store.model import Debate, DebateId, Span, SpeechId
from store.readings import of_debates
from store.records import Note
from tui.background import background, writing
from tui.clock import now, today
from tui.screens.recipes import Recipes, copies
from tui.screens.repeating import Repeating

if TYPE_CHECKING:
    from store.copies import Choice, Copy, Recipe
    from store.library import Library
    from tui.screens.copy_menu import Picked
    from tui.widgets.reading_pane import ReadingPane


Parts = Sequence[tuple[Debate, tuple[Span, ...]]]
"""What is chosen of each debate."""
Make = Callable[["Choice", "Recipe"], "Copy"]
"""What makes a text of a choice."""


class Copying(Recipes, Repeating):
    """The `y` keys of a view that has a reading pane, and `s`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y y", "copy_chosen", "quote+citation", id="copy.quoted", tooltip="Copy as the menu Y was left"),
        Binding("y q", "copy_words", "quote", id="copy.words", tooltip="Copy the words alone"),
        Binding("y c", "copy_citation", "citation", id="copy.citation", tooltip="Copy the citation alone"),
        Binding("y u", "copy_link", "link", id="copy.link", tooltip="Copy the link of this speech"),
        Binding("y p", "copy_pair", "question+answer", id="copy.pair", tooltip="Copy the question and its answer"),
        Binding("y e", "copy_exchange", "exchange", id="copy.exchange", tooltip="Copy the whole exchange as one"),
        Binding("y h", "copy_hits", "hits", id="copy.hits", tooltip="Copy every speech with a hit as one"),
        Binding("y f", "copy_footnote", "footnote", id="copy.footnote", tooltip="Copy the quotation with a footnote"),
        Binding("y n", "copy_note", "note", id="copy.note", tooltip="Copy the note here, with its quotation"),
        Binding("y m", "copy_markdown", "Markdown", id="copy.markdown",
                tooltip="Copy quotation and citation as Markdown"),
        Binding("y b", "copy_bibtex", "BibTeX", id="copy.bibtex", tooltip="Copy a BibTeX entry"),
        Binding("y x", "copy_shaped", "cut, gloss", id="copy.shaped",
                tooltip="Cut words out of the quotation or put others in, then copy it"),
        Binding("Y", "copy_menu", "Copy as …", id="copy.menu", tooltip="Choose style and form, with a preview"),
        Binding("s", "gather", "Gather", id="copy.gather", tooltip="Put the quotation into the basket; g q shows it"),
        Binding("ctrl+c", "copy_words", "Copy", id="copy.selection", tooltip="Copy the words chosen"),
    ]  # fmt: skip

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

        def note_here(self) -> Note | None: ...

    # What is meant

    def parts(self) -> Parts:
        """The words chosen, else the marked speeches, else the speech at the caret, by the debate of each: each has a
        citation of its own."""
        spans = self.pane.selection
        here = [span.speech for span in spans] or [*(self.pane.marked or {self.pane.caret.speech})]
        return self._parts_of(here, spans)

    def _parts_of(self, here: Iterable[SpeechId], spans: Sequence[Span] = ()) -> Parts:
        shown = self.pane.thread
        if shown is None or not shown.speeches:
            return ()
        return tuple(
            (debate, tuple(span for span in spans if span.speech in own) or tuple(
                copies().whole(speech) for speech in debate.speeches if speech.id in own
            ))
            for debate, own in of_debates(shown, list(here))
        )  # fmt: skip

    def exchange_here(self) -> tuple[SpeechId, ...]:
        """The speeches of the exchange at the caret."""
        shown = self.pane.thread
        if shown is None:
            return ()
        place = next((at for at, speech in enumerate(shown.speeches) if speech.id == self.pane.caret.speech), None)
        if place is None:
            return ()
        return tuple(shown.speeches[turn].id for turn in shown.exchanges[shown.exchange_of[place]].turns)

    async def choices(self, parts: Parts) -> list[Choice]:
        """Each with all of its debate, which tells the columns and what was cut: a reading may leave some out."""
        partly = self.pane.thread is not None and bool(self.pane.thread.reading.gaps)
        found: list[Choice] = []
        for debate, spans in parts:
            whole = await self.box.desk(_debate(debate.id)) if partly else debate
            found.append(copies().Choice(whole, spans, today()))
        return found

    # Copying

    def _copy(self, make: Make, parts: Parts | None = None, words: str = "copy") -> None:
        """What is to be copied is what is chosen now, whatever the next key does."""
        parts = self.parts() if parts is None else parts
        if not parts:
            self.say("there is nothing to copy here")
        else:
            self._make(parts, make)
            self.did(words, lambda view: view._copy(make, None, words), Copying)

    @writing
    async def _make(self, parts: Parts, make: Make) -> None:
        recipe = await self.recipe(parts[0][0].id)
        try:
            made = copies().joined([make(choice, recipe) for choice in await self.choices(parts)])
        except StoreError as error:
            self.say(str(error))
            return
        self._hand(made)

    def _hand(self, made: Copy) -> None:
        self.box.copy(made.text, made.what, made.lacks)
        self.pane.clear_selection()

    @writing
    async def action_copy_chosen(self) -> None:
        """As the menu was left; where that is a whole exchange, the one at the caret."""
        parts, exchange = self.parts(), self._parts_of(self.exchange_here())
        if parts and (await self.recipe(parts[0][0].id)).what == "exchange":
            parts = exchange
        self._copy(lambda choice, recipe: copies().made(choice, recipe), parts, "copy")
        self.did("copy", lambda view: view.action_copy_chosen(), Copying)

    def action_copy_words(self) -> None:
        self._copy(lambda choice, recipe: copies().words(choice), words="copy the words")

    def action_copy_citation(self) -> None:
        self._copy(
            lambda choice, recipe: copies().made(choice, replace(recipe, what="citation")), words="copy citation"
        )

    def action_copy_link(self) -> None:
        self._copy(lambda choice, recipe: copies().link(choice), words="copy the link")

    def action_copy_pair(self) -> None:
        self._copy(
            lambda choice, recipe: copies().quoted(copies().pair_choice(choice), recipe.style, recipe.form),
            words="copy question and answer",
        )

    def action_copy_exchange(self) -> None:
        self._as_one(self.exchange_here(), "copy the exchange")
        self.did("copy the exchange", lambda view: view.action_copy_exchange(), Copying)

    def action_copy_hits(self) -> None:
        hits = tuple(dict.fromkeys(hit.speech for hit in self.pane.hits))
        if hits:
            self._as_one(hits, "copy the hits")
            self.did("copy the hits", lambda view: view.action_copy_hits(), Copying)
        else:
            self.say("nothing has been searched for here; / finds words")

    def _as_one(self, speeches: Sequence[SpeechId], words: str) -> None:
        self._copy(
            lambda choice, recipe: copies().quoted(choice, recipe.style, recipe.form), self._parts_of(speeches), words
        )

    def action_copy_footnote(self) -> None:
        self._copy(
            lambda choice, recipe: copies().footnoted(choice, recipe.style, recipe.form), words="copy with footnote"
        )

    def action_copy_markdown(self) -> None:
        self._copy(lambda choice, recipe: copies().quoted(choice, recipe.style, "markdown"), words="copy as Markdown")

    def action_copy_bibtex(self) -> None:
        self._copy(lambda choice, recipe: copies().citation(choice, "bibtex", "bibtex"), words="copy BibTeX")

    def action_copy_note(self) -> None:
        note = self.note_here()
        if note is None:
            self.say("there is no note here to copy; a makes one")
            return
        self._copy(lambda choice, recipe: copies().note_text(_on_note(choice, note), note, recipe.name))

    # The menu

    @background
    async def action_copy_menu(self) -> None:
        from tui.screens.copy_menu import CopyMenu  # read when first asked for

        choices = await self.choices(self.parts())
        if not choices:
            self.say("there is nothing to copy here")
            return
        debate = choices[0].debate.id
        recipe = await self.recipe(debate)
        own, here_only = self.own_styles(), await self.kept_for(debate)
        menu = CopyMenu(choices, self.exchange_here(), recipe, own, here_only=here_only)
        self.app.push_screen(menu, lambda picked: self._picked(debate, picked))

    def _picked(self, debate: DebateId, picked: Picked | None) -> None:
        if picked is not None:
            recipe = picked.recipe
            self.keep_recipe(debate if picked.here_only else None, debate, recipe)
            self._hand(picked.copy)
            self.did(f"copy as {recipe.name}", lambda view: view._copy_by(recipe), Copying)

    def _copy_by(self, recipe: Recipe) -> None:
        """As a recipe says: the exchange at the caret where that is what it copies, else what is chosen."""
        parts = self._parts_of(self.exchange_here()) if recipe.what == "exchange" else None
        self._copy(lambda choice, _: copies().made(choice, recipe), parts, f"copy as {recipe.name}")
        self.did(f"copy as {recipe.name}", lambda view: view._copy_by(recipe), Copying)

    @background
    async def action_copy_shaped(self) -> None:
        from tui.screens.shaping import ShapeScreen  # read when first asked for

        choices = await self.choices(self.parts())
        if len(choices) != 1 or len(choices[0].spans) != 1:
            self.say("words of one speech at a time can be cut and glossed")
            return
        recipe = await self.recipe(choices[0].debate.id)

        def shaped(choice: Choice | None) -> None:
            if choice is not None:
                self._hand(copies().made(choice, recipe))

        self.app.push_screen(ShapeScreen(choices[0], recipe), shaped)

    # The basket

    @writing
    async def action_gather(self) -> None:
        """Each debate's words are one quotation of the basket."""
        from store.basket import gather, quotes_of  # read when something is first gathered

        choices = await self.choices(self.parts())
        for choice in choices:
            basket = await self.box.desk(lambda library: library.basket())
            await self.box.carry_out(gather(choice.debate, quotes_of(choice), basket, uuid.uuid4().hex, now()))
        if choices:
            self.pane.clear_selection()
            self.did("gather", lambda view: view.action_gather(), Copying)


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
