"""A tag parted into others: which of them each note gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from store.model import NoteId
from store.records import Note
from tui.background import background
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit


class SplitScreen(ListScreen):
    """The notes with a tag; gives for the id of each the tags that it gets instead, None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"choose({n})", f"Tag {n}", id=f"split.tag-{n}", tooltip=f"Give it the new tag {n}, or not")
            for n in range(1, 10)
        ),
        Binding("ctrl+s", "finish", "Split", id="split.finish", tooltip="Split the tag so"),
    ]  # fmt: skip

    def __init__(self, tag: str, names: Sequence[str]) -> None:
        super().__init__()
        self._tag, self._names = tag, tuple(names)
        self._notes: tuple[Note, ...] = ()
        self._into: dict[NoteId, tuple[str, ...]] = {}

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        self._notes = await self.box.desk(lambda library: library.tagged(self._tag, below=False))
        self._into = {note.id: self._into.get(note.id, (self._names[0],)) for note in self._notes}
        self.rows.show(len(self._notes), self.rows.cursor)
        told = "   ".join(f"{n} {name}" for n, name in enumerate(self._names, 1))
        self.title_line(f"Split {self._tag}", told)
        self.say("1–9 choose its tags   Enter or ctrl+s goes on   Esc leaves it")

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        note = self._notes[row]
        words = note.body or " … ".join(quote.text for quote in note.quotes if quote.text) or "a speech as a whole"
        chosen = " ".join(f"#{name}" for name in self._into[note.id])
        return [(fit(words, width * 2 // 3), ""), ("  ", ""), (fit(chosen, width // 3 - 2), "mark")]

    def preview(self) -> Content:
        if not self._notes:
            return Content()
        note = self._notes[self.rows.cursor]
        quotes = "\n".join(f"“{quote.text}”" for quote in note.quotes if quote.text)
        return Content("\n".join(filter(None, (note.body, quotes))))

    def action_choose(self, number: int) -> None:
        if self._notes and number <= len(self._names):
            note, name = self._notes[self.rows.cursor], self._names[number - 1]
            has = self._into[note.id]
            wanted = [each for each in self._names if (each in has) != (each == name)]
            self._into[note.id] = tuple(wanted) or (name,)
            self.rows.refresh()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        message.stop()
        self.action_finish()

    def action_finish(self) -> None:
        self.dismiss(self._into)  # type: ignore[arg-type]  # a view gives nothing, this one does
