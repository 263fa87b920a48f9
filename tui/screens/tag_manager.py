"""The tags: a tree with counts and meanings; renamed, merged, split, deleted; those that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from store import bulk
from store.annotations import Author, put_tag, unique
from store.model import NoteId
from store.records import Change, Tag
from store.tagging import Branch, Near, near, tree
from tui.background import background
from tui.clock import now
from tui.screens.agree import Proposing
from tui.screens.ask import AskScreen
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library


def _defined(library: Library) -> list[Tag]:
    return [tag for tag, _ in library.tags() if tag.definition or tag.key]


class TagManager(Proposing, ListScreen):
    """Every tag that is used or defined."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "Rename", id="tags.rename", tooltip="Rename this tag and all below it"),
        Binding("m", "merge", "Merge", id="tags.merge", tooltip="Make this tag one with another"),
        Binding("s", "split", "Split", id="tags.split", tooltip="Part this tag into others, note by note"),
        Binding("d d", "delete", "delete", id="tags.delete", tooltip="Take this tag and all below it off every note"),
        Binding("e", "define", "Define", id="tags.define", tooltip="Write what this tag means"),
        Binding("T", "stick", "Sticky", id="tags.stick", tooltip="New notes of this session get this tag, or not"),
        Binding("equals_sign", "near", "Nearly the same", id="tags.near", tooltip="Tags that may be meant as one"),
        *(
            Binding(str(n), f"key({n})", f"Key {n}", id=f"tags.key-{n}", tooltip=f"Give this tag the number key {n}")
            for n in range(1, 10)
        ),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._branches: tuple[Branch, ...] = ()
        self._near: tuple[Near, ...] = ()
        self._only_near = False

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        there = self._here.tag.name if self._here is not None else ""
        tags = await self.box.desk(lambda library: library.tags())
        self._branches = tree(tags)
        self._near = near([(tag.name, uses) for tag, uses in tags])
        names = [branch.tag.name for branch in self._branches]
        count = len(self._near) if self._only_near else len(names)
        self.rows.show(count, names.index(there) if there in names and not self._only_near else self.rows.cursor)
        pairs = f" · {len(self._near)} nearly the same" if self._near else ""
        self.title_line("Tags", f"{len(names)} tag{'s' if len(names) != 1 else ''}{pairs}")
        if not names:
            self.say("no tag yet: in a debate t writes tags")
        elif not self._said:
            self.say("r rename   m merge   s split   d d delete   e define   1–9 key   = nearly the same")

    @property
    def _here(self) -> Branch | None:
        if self._only_near or self.rows.cursor >= len(self._branches):
            return None
        return self._branches[self.rows.cursor]

    @property
    def _pair(self) -> Near | None:
        return self._near[self.rows.cursor] if self._only_near and self.rows.cursor < len(self._near) else None

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        if self._only_near:
            pair = self._near[row]
            return [(fit(f" {pair.less}  →  {pair.more}", width - 24), ""), (f"  {pair.why}", "dim")]
        branch = self._branches[row]
        name = branch.tag.name.rpartition("/")[2]
        counted = f"{branch.uses:,}" if branch.uses == branch.below else f"{branch.uses:,} of {branch.below:,}"
        key = str(branch.tag.key) if branch.tag.key else " "
        stuck = "↓" if branch.tag.name in self.box.sticky else " "
        shown = fit(f"{'  ' * branch.depth}{name}", min(34, width - 20))
        return [
            (f"{key}{stuck} ", "mark"), (shown, "dim" if not branch.below else ""), (f"{counted:>12}   ", "dim"),
            (fit(branch.tag.definition, width - len(shown) - 18), "dim"),
        ]  # fmt: skip

    def preview(self) -> Content:
        if (pair := self._pair) is not None:
            return Content(f"“{pair.less}” and “{pair.more}” are {pair.why}.\nEnter makes them one.")
        if (here := self._here) is None:
            return Content()
        facts = [here.tag.name, here.tag.definition]
        if here.tag.key:
            facts.append(f"{here.tag.key} puts it on and takes it off")
        if here.tag.name in self.box.sticky:
            facts.append("every new note of this session gets it")
        return Content("\n".join(filter(None, facts)))

    def _author(self) -> Author:
        return Author(now(), self.box.began.config.author)

    # What the keys do

    @on(RowList.Opened)
    def _opened(self) -> None:
        if (pair := self._pair) is not None:
            self._merge(pair.less, pair.more)
        elif (here := self._here) is not None:
            self.box.action_notebook(f'tag:"{here.tag.name}"')

    def action_near(self) -> None:
        self._only_near = not self._only_near
        if self._only_near and not self._near:
            self._only_near = False
            self.say("no two tags are nearly the same")
        self.rows.show(len(self._near) if self._only_near else len(self._branches))

    def action_close(self) -> None:
        if self._only_near:
            self.action_near()
        else:
            self.dismiss()

    def _ask(self, title: str, value: str, then: str, keys: str = "Enter goes on   Esc leaves it") -> None:
        """One line about the tag under the cursor, given to the method of that name with the tag."""
        here = self._here
        if here is None:
            return

        def asked(typed: str | None) -> None:
            if typed:
                getattr(self, then)(here.tag.name, typed)

        self.app.push_screen(AskScreen(title.format(here.tag.name), value, keys), asked)

    def action_rename(self) -> None:
        if self._here is not None:
            self._ask("Rename the tag {}", self._here.tag.name, "_rename")

    def _rename(self, old: str, typed: str) -> None:
        names = unique([typed.lstrip("#")])
        if not names or "," in names[0]:
            self.say("a tag is one name without a comma")
            return
        new = names[0]
        same = [branch for branch in self._branches if branch.tag.name.casefold() == new.casefold() != old.casefold()]
        also = [f"there is a tag {same[0].tag.name} already, on {same[0].uses:,}; the two become one"] if same else []
        self.propose(lambda library: self._renamed(library, old, same[0].tag.name if same else new), also)

    def _renamed(self, library: Library, old: str, new: str) -> Change | None:
        return bulk.rename_tag(library.tagged(old), _defined(library), old, new, self._author())

    def action_merge(self) -> None:
        self._ask("Make the tag {} one with", "", "_merge")

    def _merge(self, old: str, into: str) -> None:
        known = {branch.tag.name.casefold(): branch.tag.name for branch in self._branches}
        if into.casefold() not in known or into.casefold() == old.casefold():
            self.say(f"there is no other tag {into}; r renames")
            return
        name = known[into.casefold()]
        self.propose(
            lambda library: bulk.merge_tags(
                library.tagged(old, below=False), _defined(library), [old], name, self._author()
            )
        )

    def action_split(self) -> None:
        self._ask(
            "Split the tag {} into", "", "_split", "a comma parts them   Enter chooses for each note   Esc leaves it"
        )

    def _split(self, old: str, typed: str) -> None:
        from tui.screens.splitting import SplitScreen  # read when something is first split

        names = unique(typed.split(","))
        if len(names) < 2 or len(names) > 9:
            self.say("name two to nine tags, with commas between")
        else:
            self.app.push_screen(SplitScreen(old, names), lambda into: self._parted(old, into))

    def _parted(self, old: str, into: dict[NoteId, tuple[str, ...]] | None) -> None:
        if into:
            self.propose(
                lambda library: bulk.split_tag(
                    library.tagged(old, below=False),
                    _defined(library),
                    old,
                    into,
                    self._author(),
                )
            )

    def action_delete(self) -> None:
        if (here := self._here) is not None:
            name = here.tag.name
            self.propose(lambda library: bulk.remove_tag(library.tagged(name), _defined(library), name, self._author()))

    def action_define(self) -> None:
        if self._here is not None:
            self._ask("What {} means", self._here.tag.definition, "_define")

    def _define(self, name: str, typed: str) -> None:
        self._put(name, definition=typed)

    def action_key(self, number: int) -> None:
        """The key goes to this tag, and from the one that had it; again takes it away."""
        if (here := self._here) is not None:
            self._put(here.tag.name, key=None if here.tag.key == number else number)

    def _put(self, name: str, **given: object) -> None:
        records = {branch.tag.name: branch.tag for branch in self._branches}
        before = records[name] if records[name].definition or records[name].key else None
        after = replace(records[name], **given)  # type: ignore[arg-type]  # fields of a tag
        change = put_tag(after, before)
        if (key := given.get("key")) is not None:
            others = [tag for tag in records.values() if tag.key == key and tag.name != name]
            given_up = tuple(edit for tag in others for edit in put_tag(replace(tag, key=None), tag).edits)
            change = replace(change, words=f"gave the tag {name} the key {key}", edits=(*given_up, *change.edits))
        self.box.apply(change)

    def action_stick(self) -> None:
        if (here := self._here) is not None:
            name, sticky = here.tag.name, self.box.sticky
            self.box.sticky = tuple(t for t in sticky if t != name) if name in sticky else (*sticky, name)
            self.say(self.box.sticky_words or "new notes get no tag of themselves")
            self.rows.refresh()
            self.show_preview()
