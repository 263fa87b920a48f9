"""The views of the whole library that open from anywhere: the notebook, the history, the tags, the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import App
from textual.binding import Binding, BindingType

from store.model import DebateId, NoteId
from tui.background import background
from tui.clock import now

if TYPE_CHECKING:
    from tui.app import Dispatchbox


class Collected(App[None]):
    """An app whose views of the whole library are a key away. Each is read when it is first asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g h", "history", "history", id="app.history", tooltip="Every change, and the way back before any"),
        Binding("g b", "notebook", "notebook", id="app.notebook", tooltip="Every annotation in the library"),
        Binding("g T", "tag_manager", "tags", id="app.tags", tooltip="All tags: rename, merge, split, delete, define"),
        Binding("g H", "codebook", "codebook", id="app.codebook", tooltip="The codes: add, change, count, in and out"),
        Binding("g p", "promises", "promises", id="app.promises", tooltip="What was promised in answers, and when"),
        Binding("g x", "export", "notes out", id="app.export", tooltip="Write notes into a file, in one of five forms"),
        Binding(
            "g equals_sign",
            "agreement",
            "agreement",
            id="app.agreement",
            tooltip="How far two people coded alike, and where they differ",
        ),
        Binding("g A", "verdicts", "verdicts", id="app.verdicts", tooltip="Your verdicts by minister, topic and month"),
    ]

    sticky: tuple[str, ...] = ()
    """Tags that every new note of this session gets."""

    @property
    def sticky_words(self) -> str:
        """What the status line says of them."""
        return f"new notes get {' '.join(f'#{tag}' for tag in self.sticky)}" if self.sticky else ""

    def action_history(self) -> None:
        from tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def action_notebook(self, query: str = "") -> None:
        """The notebook, at once with those annotations that a query means."""
        from tui.screens.notebook import NotebookScreen

        self.push_screen(NotebookScreen(query))

    async def action_export(self) -> None:
        """Write notes into a file: those of where one stands, or all. What is typed on goes to the box that asks."""
        from tui.screens.exporting import ask_export  # read when it is first asked for

        await ask_export(cast("Dispatchbox", self))

    @background
    async def action_agreement(self) -> None:
        """Two people's codes compared; of more than two it is asked which."""
        from tui.screens.agreement import AgreementScreen, pairs  # these are read when they are first asked for
        from tui.screens.readings_menu import ReadingsMenu

        app = cast("Dispatchbox", self)
        two = pairs(await app.desk(lambda library: library.coders()))
        if not two:
            app.say("only one person's codes are here; bring in the other's file of notes (i on the shelf), then g =")
        elif len(two) == 1:
            self.push_screen(AgreementScreen(two[0]))
        else:
            lines = [(" and ".join(name or "no name" for name in names), "") for names in two]

            def chosen(place: int | None) -> None:
                if place is not None:
                    self.push_screen(AgreementScreen(two[place]))

            self.push_screen(ReadingsMenu("Whose codes are compared?", lines), chosen)

    async def take_back_leftovers(self) -> None:
        """What an earlier program left in a file of the editor's becomes a draft."""
        app = cast("Dispatchbox", self)
        folder = app.began.library.parent / "editing"
        if folder.is_dir():
            from tui.editor import take_back

            at = now()
            await app.desk(lambda library: take_back(library, folder, at))

    def action_tag_manager(self) -> None:
        from tui.screens.tag_manager import TagManager

        self.push_screen(TagManager())

    def action_promises(self) -> None:
        from tui.screens.promises import PromisesScreen

        self.push_screen(PromisesScreen())

    def action_verdicts(self) -> None:
        from tui.screens.verdicts import VerdictsScreen

        self.push_screen(VerdictsScreen())

    def action_codebook(self) -> None:
        from tui.screens.codebook import CodebookScreen

        self.push_screen(CodebookScreen())

    @background
    async def follow(self, note: NoteId) -> None:
        """Go to an annotation, in whatever debate it is."""
        found = await cast("Dispatchbox", self).desk(lambda library: library.note(note))
        speech = found.quotes[0].span.speech if found.quotes else None
        (await cast("Dispatchbox", self).open_debate(found.debate, speech)).stand_on_note(note)

    @background
    async def lead_to(self, debate: DebateId, speech: int | None, note: NoteId | None = None) -> None:
        """Close the list on top and show a debate, standing on an annotation where one is given. The worker is the
        app's, since those of a view end with it."""
        await self.pop_screen()
        reader = await cast("Dispatchbox", self).open_debate(debate, speech)
        if note is not None:
            reader.stand_on_note(note)
