"""The notebook: every annotation in the library in one list, sorted, grouped, filtered, and changed many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from store.notebook import Entry, Group, Sort
from store.plain import long_date
from store.records import Change, Code
from tui.background import background
from tui.clock import today
from tui.screens.gathering import Gathering
from tui.screens.history import moment
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library

Choice = TypeVar("Choice", Sort, Group)

FIRST = 100
"""Rows that are read before all others, enough for any first screen."""
AROUND = 150
"""Entries read on either side of those that show."""
NO_HEAD = {Group.PERSON: "nobody", Group.TAG: "no tag", Group.CODE: "no code"}


class NotebookScreen(Gathering, ListScreen):
    """All annotations. The rows are numbers; what they say is read for those that show and some around them."""

    FILTER = "words, or tag: code: by: date: has:note …"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backslash,slash", "filter", "Filter", id="notebook.filter", tooltip="Only what a query means"),
        Binding("s", "sort", "Sort", id="notebook.sort", tooltip="Sort: last changed, last made, place, person"),
        Binding("S", "group", "Group", id="notebook.group", tooltip="Group: debate, person, tag, code, month, none"),
        Binding("o", "open", "Open", id="notebook.open", tooltip="Open the debate where this annotation is"),
    ]  # fmt: skip

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._sort, self._group = Sort.CHANGED, Group.NONE
        self._order: list[int] = []
        """For each row the number of its annotation; 0 for a head."""
        self._names: dict[int, str] = {}
        """The heads, by their row."""
        self._entries: dict[int, Entry] = {}
        self._codes: dict[str, Code] = {}
        self._total = 0

    def on_mount(self) -> None:
        if self._query:
            self.query_one("#list-filter", Input).value = self._query
            self.query_one("#list-filter").display = True

    # What is shown

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        """The first rows at once, then all; the cursor stays on its annotation."""
        here = self.number_here
        sort, group, text = self._sort, self._group, self._query
        self._codes = {code.name: code for code in await self.box.desk(lambda library: library.codes())}
        if not text and not self._order:
            first, self._entries = await self.box.desk(lambda library: _first(library, sort, group))
            self._show(first, here)
            self._total = len(first)
            if len(first) < FIRST:
                self._tell_count()
                return
            self._total = await self.box.desk(lambda library: library.note_count())
        means = await self._meant(text) if text else None
        if text and means is None:
            return
        order = await self.box.desk(lambda library: library.note_order(sort, group))
        self._show(order if means is None else [pair for pair in order if pair[0] in means], here)
        self._tell_count()

    async def _meant(self, text: str) -> set[int] | None:
        """The rows that the filter means; None where it is no query, which is said."""
        from store.search.model import Problem  # with the language, when something is first filtered
        from store.search.parsing import parse

        query = parse(text, today())
        if isinstance(query, Problem):
            self.say(query.sentence)
            return None
        self.say(query.said)
        return await self.box.desk(lambda library: library.meant(query))

    def _show(self, order: Sequence[tuple[int, str]], here: int) -> None:
        row = self.rows.cursor
        numbers: list[int] = []
        names: dict[int, str] = {}
        last = None
        for number, head in order:
            if self._group is not Group.NONE and head != last:
                last = head
                names[len(numbers)] = head or NO_HEAD.get(self._group, "")
                numbers.append(0)
            numbers.append(number)
        self._order, self._names = numbers, names
        self.marked &= set(numbers)
        self.rows.show(len(numbers), numbers.index(here) if here in numbers else row, names.keys())

    def _tell_count(self) -> None:
        shown = len(self._order) - len(self._names)
        of = f"{shown:,} of {self._total:,}" if self._query and self._total else f"{shown:,}"
        group = "" if self._group is Group.NONE else f" · by {self._group}"
        marked = f" · {len(self.marked):,} marked" if self.marked else ""
        self.title_line("Notebook", f"{of} annotation{'s' if shown != 1 else ''} · {self._sort}{group}{marked}")
        if not shown and not self._query:
            self.say("no annotation yet: in a debate a writes a note, t tags, H and a letter highlights")
        elif not self._said:
            self.say("Enter opens   \\ filter   s sort   S group   x mark   + − tags   H code   d d delete")

    @property
    def entry(self) -> Entry | None:
        """The annotation under the cursor, once it is read."""
        return self._entries.get(self.number_here)

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        if row in self._names:
            return [(fit(self._names[row], width), "head")]
        number = self._order[row]
        entry = self._entries.get(number)
        if entry is None:
            self.call_later(self._read_around)
            return [(" …", "dim")]
        mark = "*" if number in self.marked else " "
        letter = self._codes[entry.code].letter if entry.code in self._codes else ("?" if entry.code else " ")
        tags = " ".join(f"#{tag}" for tag in entry.tags)
        who = entry.speaker.split(" of ")[0].split()[-1] if entry.speaker else ""
        tail = f"  {who:>14.14}  {entry.date.day:>2} {entry.date:%b %Y}" if width >= 60 else ""
        room = max(8, width - 4 - len(tail))
        tagged = fit(tags, min(len(tags), room // 3))
        words = f"{entry.body or f'“{entry.quote}”' if entry.body or entry.quote else entry.title}"
        return [
            (mark, "mark"), (f"{letter} ", "mark"), (fit(words, room - len(tagged) - bool(tagged)), ""),
            (f" {tagged}" if tagged else "", "tag"), (tail, "dim"),
        ]  # fmt: skip

    def _read_around(self) -> None:
        """Read what shows and lacks its words."""
        shown = self.rows.rows_shown
        rows = range(max(0, shown.start - AROUND), min(len(self._order), shown.stop + AROUND))
        lacking = [number for row in rows if (number := self._order[row]) and number not in self._entries]
        if lacking:
            self._read(lacking)

    @background
    async def _read(self, numbers: list[int]) -> None:
        found = await self.box.desk(lambda library: library.entries(numbers))
        self._entries.update(found)
        self.rows.refresh()
        self.show_preview()

    def preview(self) -> Content:
        entry = self.entry
        if entry is None:
            return Content()
        who = f"{entry.speaker}, " if entry.speaker else ""
        quote = f"“{entry.quote}”" if entry.quote else ""
        facts = "  ".join(filter(None, (entry.code, *(f"#{tag}" for tag in entry.tags))))
        changed = f"changed {moment(entry.modified)}{f' by {entry.author}' if entry.author else ''}"
        about = f"{who}{entry.title}, {long_date(entry.date)}"
        return Content("\n".join(filter(None, (about, entry.body, quote, facts, changed))))

    def on_change(self, change: Change) -> None:
        self._entries.clear()
        self.reload()

    # Sorting, grouping, filtering

    def action_sort(self) -> None:
        self._sort = _after(self._sort)
        self.reload()

    def action_group(self) -> None:
        self._group = _after(self._group)
        self.reload()

    @on(Input.Changed, "#list-filter")
    def _filtered(self, event: Input.Changed) -> None:
        if event.value.strip() != self._query:
            self._query = event.value.strip()
            self.reload()

    def action_close(self) -> None:
        """Leave the filter first, then what is marked, then the notebook."""
        if self.leave_filter():
            self.say("")
        elif self.marked:
            self.marked.clear()
            self.refresh_marks()
        else:
            self.dismiss()

    # Opening

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if (entry := self.entry) is not None:
            self.box.lead_to(entry.debate, entry.place.speech if entry.place else None, entry.note)

    # What Gathering asks

    @property
    def number_here(self) -> int:
        return self._order[self.rows.cursor] if self.rows.cursor < len(self._order) else 0

    def numbers_shown(self) -> list[int]:
        return [number for number in self._order if number]

    def refresh_marks(self) -> None:
        self._tell_count()
        self.rows.refresh()


def _first(library: Library, sort: Sort, group: Group) -> tuple[list[tuple[int, str]], dict[int, Entry]]:
    """The first rows with what they say."""
    order = library.note_order(sort, group, FIRST)
    return order, library.entries([number for number, _ in order])


def _after(choice: Choice) -> Choice:
    every = list(type(choice))
    return every[(every.index(choice) + 1) % len(every)]
