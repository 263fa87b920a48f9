"""Marking from the reader: tags and highlights on a speech or on words chosen, on one or on several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from store.annotations import Target, about, edit_note, highlight, tag, untag
from store.model import Debate
from store.records import Change, Scope
from tui.background import background
from tui.screens.noting import Noting
from tui.screens.repeating import Repeating


class Marking(Noting, Repeating):
    """The keys of a view with a reading pane that make, change and remove annotations."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "tags", "Tags", id="mark.tags", tooltip="Tags on the words, the marked speeches or this speech"),
        Binding("plus", "add_tag", "Add tag", id="mark.add-tag", tooltip="Add a tag at once"),
        Binding("minus", "remove_tag", "Remove tag", id="mark.remove-tag", tooltip="Remove a tag at once"),
        Binding("T", "stick", "Sticky tags", id="mark.stick", tooltip="Tags that every new note of this session gets"),
        Binding("H H", "highlight_again", "the last code", id="mark.again", tooltip="Highlight with the last code"),
        Binding("H any", "highlight", "a code", id="mark.highlight", tooltip="Highlight with the code of a letter"),
        *(
            Binding(str(n), f"my_tag({n})", f"Tag {n}", id=f"mark.tag-{n}", tooltip=f"Toggle the tag of key {n}")
            for n in range(1, 10)
        ),
    ]

    # Tags

    def action_tags(self) -> None:
        """The tags of one target are all shown and may be changed; to several, tags are added."""
        debate, targets = self._debate, self.targets()
        if debate is None or not targets:
            return
        existing = self._on(targets[0][1]) if len(targets) == 1 else None
        title = f"Tags on {_counted(targets, debate)}"

        def chosen(names: tuple[str, ...] | None) -> None:
            if names is None:
                return
            if existing is not None:
                self._did_tag(names)
                self._mark(edit_note(debate, existing, self._author(), tags=names))
            elif names:
                self._tag(names, targets)

        self._ask_names(title, existing.tags if existing else (), chosen)

    def action_add_tag(self) -> None:
        self._ask_tags("Add to", self._tag)

    def action_remove_tag(self) -> None:
        self._ask_tags("Remove from", self._untag)

    def _ask_tags(self, title: str, then: Callable[[tuple[str, ...], Sequence[Target]], None]) -> None:
        debate, targets = self._debate, self.targets()
        if debate is None or not targets:
            return

        def asked(names: tuple[str, ...] | None) -> None:
            if names:
                then(names, targets)

        self._ask_names(f"{title} {_counted(targets, debate)}", (), asked)

    def _tag(self, names: tuple[str, ...], targets: Sequence[Target]) -> None:
        self._did_tag(names)
        notes, author, ids = self.notes, self._author(), self._ids()
        self._mark(self.in_each(targets, lambda debate, own: tag(debate, notes, own, names, author, ids)))

    def _did_tag(self, names: tuple[str, ...]) -> None:
        def again(view: Marking) -> None:
            view._tag(names, view.targets())

        self.did(f"tag {', '.join(names)}", again, Marking)

    def _untag(self, names: tuple[str, ...], targets: Sequence[Target]) -> None:
        def untagged(debate: Debate, own: Sequence[Target]) -> Change | None:
            notes = [note for note in self._on_each([quotes for _, quotes in own]) if note is not None]
            return untag(debate, notes, names, self._author())

        self._mark(self.in_each(targets, untagged))

    @background
    async def action_my_tag(self, number: int) -> None:
        """The tag with this key, else the tag used so often that it has this place."""
        records = await self.box.desk(lambda library: library.tags())
        keyed = {record.key: record.name for record, _ in records if record.key}
        name = keyed.get(number) or (records[number - 1][0].name if number <= len(records) else None)
        targets = self.targets()
        if name is None or not targets:
            self.say(f"no tag has the key {number} yet; t makes tags")
            return
        notes = [note for note in self._on_each([quotes for _, quotes in targets]) if note is not None]
        if len(notes) == len(targets) and all(name in note.tags for note in notes):
            self._untag((name,), targets)
        else:
            self._tag((name,), targets)

    def _ask_names(
        self,
        title: str,
        current: Sequence[str],
        then: Callable[[tuple[str, ...] | None], None],
    ) -> None:
        from tui.screens.tags import TagScreen  # read when something is first tagged

        self.app.push_screen(TagScreen(title, current), then)

    def action_stick(self) -> None:
        """Tags that every new note gets from now on until the program ends."""

        def chosen(names: tuple[str, ...] | None) -> None:
            if names is not None:
                self.box.sticky = names
                self.say("" if names else "new notes get no tag of themselves")

        self._ask_names("Tags that every new note of this session gets", self.box.sticky, chosen)

    # Highlights

    def action_highlight(self, letter: str) -> None:
        code = next((code for code in self.pane.codes.values() if code.letter == letter), None)
        if code is None:
            letters = ", ".join(f"{code.letter} {code.name}" for code in self.pane.codes.values())
            self.say(f"no code has the letter {letter}; there are {letters}")
        else:
            self._highlight(code.name)

    def action_highlight_again(self) -> None:
        if self.box.last_code:
            self._highlight(self.box.last_code)
        else:
            self.say("no code has been used yet; H and its letter highlights")

    def _highlight(self, code: str) -> None:
        self.box.last_code = code
        self.did(f"highlight {code}", lambda view: view._highlight(code), Marking)
        notes, author, ids = self.notes, self._author(), self._ids()
        self._mark(self.in_each(self.targets(), lambda debate, own: highlight(debate, notes, own, code, author, ids)))


def _counted(targets: Sequence[Target], debate: Debate) -> str:
    if len(targets) == 1:
        return about(debate, targets[0][1])
    return f"{len(targets):,} {'hits' if targets[0][0] is Scope.SPAN else 'speeches'}"
