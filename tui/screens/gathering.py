"""What is done to many annotations at once in a list of them: marked, tagged, highlighted, deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.annotations import Author
from store.bulk import add_tags, code_notes, delete_notes, take_tags
from store.records import Change, Note
from tui.background import writing
from tui.clock import now
from tui.screens.base import View

if TYPE_CHECKING:
    from store.library import Library
    from tui.screens.exporting import Part


class Gathering(View):
    """A list of annotations, some of which may be marked. What is asked for is done to those, else to the one under
    the cursor, and how many they are is said first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "mark", "Mark", id="gather.mark", tooltip="Mark this annotation for what is done to several"),
        Binding("asterisk", "mark_all", "Mark all", id="gather.mark-all", tooltip="Mark all that are listed, or none"),
        Binding("plus", "add_tag", "Add tag", id="gather.add-tag", tooltip="Add tags to the marked annotations"),
        Binding("minus", "remove_tag", "Remove tag", id="gather.remove-tag", tooltip="Take tags off the marked ones"),
        Binding("H any", "code", "a code", id="gather.code", tooltip="Put the code of a letter on the marked ones"),
        Binding("H minus", "uncode", "no code", id="gather.uncode", tooltip="Take the code off the marked ones"),
        Binding("d d", "delete", "delete", id="gather.delete", tooltip="Delete the marked ones; u brings them back"),
    ]

    if TYPE_CHECKING:

        @property
        def number_here(self) -> int: ...

        def numbers_shown(self) -> list[int]: ...

        def refresh_marks(self) -> None: ...

    def __init__(self) -> None:
        super().__init__()
        self.marked: set[int] = set()
        """The numbers of the rows that are marked."""

    def action_mark(self) -> None:
        if self.number_here:
            self.marked ^= {self.number_here}
            self.query_one("#rows").action_move(1)  # type: ignore[attr-defined]
            self.refresh_marks()

    def action_mark_all(self) -> None:
        every = set(self.numbers_shown())
        self.marked = set() if self.marked >= every else every
        self.refresh_marks()

    def _chosen(self) -> tuple[int, ...]:
        return tuple(self.marked) if self.marked else (self.number_here,) if self.number_here else ()

    def to_export(self) -> Sequence[Part]:
        """The marked annotations, those listed, and the one under the cursor."""
        from store.exports.gathered import Wanted
        from tui.screens.exporting import Part, counted  # with the box that asks

        def part(words: str, name: str, numbers: Sequence[int]) -> Part:
            def wanted(library: Library) -> Wanted:
                return Wanted(ids=frozenset(library.ids_of(numbers)))

            return Part(f"{words}, {counted(len(numbers))}", name, wanted)

        listed, marked = tuple(dict.fromkeys(self.numbers_shown())), tuple(self.marked)
        parts = [part("the marked ones", "marked notes", marked)] if marked else []
        parts += [part("all that are listed", "notes", listed)] if listed else []
        return [*parts, *([part("this one", "note", (self.number_here,))] if self.number_here else [])]

    def _author(self) -> Author:
        return Author(now(), self.box.began.config.author)

    @writing
    async def _all(self, change: Callable[[Sequence[Note]], Change | None]) -> None:
        """Change the chosen ones as they are in the library now, as one."""
        chosen = self._chosen()

        def notes(library: Library) -> tuple[Note, ...]:
            entries = library.entries(chosen)
            return library.notes_by(entries[number].note for number in chosen if number in entries)

        made = change(await self.box.desk(notes))
        self.marked.clear()
        if made is None:
            self.say("nothing to change")
            self.refresh_marks()
        else:
            await self.box.carry_out(made)

    def _ask(self, title: str, then: Callable[[tuple[str, ...]], None]) -> None:
        from tui.screens.tags import TagScreen  # read when something is first tagged

        count = len(self._chosen())
        if not count:
            return

        def asked(names: tuple[str, ...] | None) -> None:
            if names:
                then(names)

        self.app.push_screen(TagScreen(f"{title} {count:,} annotation{'s' if count != 1 else ''}"), asked)

    def action_add_tag(self) -> None:
        def add(names: tuple[str, ...]) -> None:
            self._all(lambda notes: add_tags(notes, names, self._author()))

        self._ask("Add to", add)

    def action_remove_tag(self) -> None:
        def remove(names: tuple[str, ...]) -> None:
            self._all(lambda notes: take_tags(notes, names, self._author()))

        self._ask("Remove from", remove)

    @writing
    async def action_code(self, letter: str) -> None:
        codes = await self.box.desk(lambda library: library.codes())
        code = next((code for code in codes if code.letter == letter), None)
        if code is None:
            self.say(f"no code has the letter {letter}; there are {', '.join(f'{c.letter} {c.name}' for c in codes)}")
        else:
            self._all(lambda notes: code_notes(notes, code.name, self._author()))

    def action_uncode(self) -> None:
        self._all(lambda notes: code_notes(notes, None, self._author()))

    def action_delete(self) -> None:
        self._all(delete_notes)
