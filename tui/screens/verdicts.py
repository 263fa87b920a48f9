"""`g A`: verdicts counted by minister, by topic and by month, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from store.plain import long_date
from store.records import Change
from store.verdicts import WAYS, Judged, Row, grades_of, table, tally, tally_table
from tui.background import background, writing
from tui.files import write_csv
from tui.screens.ask import AskScreen
from tui.screens.lists import ListScreen
from tui.screens.paths import Paths
from tui.widgets.row_list import Piece, RowList, fit

VIEWS = (*WAYS, "answer")
KEYS = "s by minister, topic, month, answer   Enter shows them   w CSV   q closes"
EMPTY = "no verdicts yet; in a debate A judges the answer at the caret"
BAR = 10
"""Cells of the bar of a row."""
MARKS = "█▓▒░·"
"""One grade after the other, so that a bar can be read without colour."""


class VerdictsScreen(ListScreen):
    """The table."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "way", "By", id="verdicts.way", tooltip="Count by minister, topic or month, or list each answer"),
        Binding("w", "write", "CSV", id="verdicts.write", tooltip="Write this table into a CSV file"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._judged: tuple[Judged, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._view = 0
        self._only: tuple[str, str] | None = None
        """A way of counting and the name of one of its rows: only its answers are listed."""

    @property
    def _grades(self) -> tuple[str, ...]:
        return grades_of(self.box.began.config.verdicts, self._judged)

    def _letter(self, name: str) -> str:
        return self.box.began.config.verdicts.get(name, name[:1])

    @property
    def _answers(self) -> list[Judged]:
        """The answers that are listed."""
        if self._only is None:
            return list(self._judged)
        way, name = self._only
        return [row for row in self._judged if WAYS[way](row) == name]

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        self._judged = await self.box.desk(lambda library: library.judged())
        self._show(self.rows.cursor)

    def _show(self, cursor: int = 0) -> None:
        way = VIEWS[self._view]
        self._rows = () if way == "answer" else tally(self._judged, WAYS[way])
        count = len(self._answers) if way == "answer" else len(self._rows)
        heads = frozenset() if way == "answer" or not count else frozenset({0})
        self.rows.show(count + len(heads), max(len(heads), cursor), heads)
        of = f" of {self._only[1]}" if self._only and way == "answer" else ""
        number = len(self._answers) if way == "answer" else len(self._judged)
        told = f"{number} verdict{'s' if number != 1 else ''}{of}   {'each' if way == 'answer' else 'by ' + way}"
        self.title_line("Verdicts", told if self._judged else "")
        self.show_preview()
        if not self._said:
            self.say(KEYS if self._judged else EMPTY)

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        if VIEWS[self._view] == "answer":
            each = self._answers[row]
            who = min(22, width // 4)
            grade = fit(each.verdict.verdict, 13)
            told = each.verdict.note or each.title
            return [(f"{each.date}  ", "dim"), (fit(each.minister, who), "title"), ("  ", ""), (grade, "mark"),
                    ("  ", ""), (fit(told, width - who - 29), "dim")]  # fmt: skip
        if row == 0:
            letters = "".join(f"{self._letter(name):>5}" for name in self._grades)
            return [(fit(VIEWS[self._view], max(10, width - len(letters) - BAR - 9)), "dim"), (letters, "dim"),
                    (f"{'all':>6} ", "dim")]  # fmt: skip
        line = self._rows[row - 1]
        counts = [line.counts.get(name, 0) for name in self._grades]
        columns = "".join(f"{count or '·':>5}" for count in counts)
        left = max(10, width - len(columns) - BAR - 9)
        return [(fit(line.name, left), "title"), (columns, ""), (f"{line.total:>6} ", "dim"), ("  ", ""),
                (_bar(counts), "mark")]  # fmt: skip

    def preview(self) -> Content:
        if not self._judged:
            return Content(EMPTY)
        if VIEWS[self._view] == "answer":
            return _about(self._answers[self.rows.cursor])
        line = self._rows[self.rows.cursor - 1]
        parts = [Content.styled(line.name, "bold")]
        for place, name in enumerate(self._grades):
            count = line.counts.get(name, 0)
            name_of = f"{MARKS[place % len(MARKS)]} {self._letter(name)} {name:<14}"
            parts.append(Content(f"{name_of}{count:>5}   {count / line.total:>4.0%}"))
        return Content("\n").join(parts)

    def on_change(self, change: Change) -> None:
        self.reload()

    @on(RowList.Opened)
    def _open(self) -> None:
        if VIEWS[self._view] == "answer":
            each = self._answers[self.rows.cursor]
            self.box.lead_to(each.debate, each.verdict.speech)
        else:
            self._only = (VIEWS[self._view], self._rows[self.rows.cursor - 1].name)
            self._view = len(WAYS)
            self._show()

    def action_way(self) -> None:
        self._only = None
        self._view = (self._view + 1) % len(VIEWS)
        self._show()

    def action_close(self) -> None:
        """Back to the table from the answers of one of its rows."""
        if self._only is not None and VIEWS[self._view] == "answer":
            self._view, self._only = VIEWS.index(self._only[0]), None
            self._show()
        else:
            self.dismiss()

    def action_write(self) -> None:
        if self._judged:
            keys = ".csv   → completes   Enter writes it   Esc leaves"
            self.app.push_screen(AskScreen("Write this table into", "", keys, Paths()), self._write)

    def _write(self, path: str | None) -> None:
        if path is not None:
            self._write_into(Path(path).expanduser())

    @writing
    async def _write_into(self, file: Path) -> None:
        way, grades = VIEWS[self._view], self.box.began.config.verdicts
        rows = list(table(self._answers) if way == "answer" else tally_table(self._judged, way, grades))
        await self.box.desk(lambda _: write_csv(file, rows))
        self.say(f"written: {file}, {len(rows) - 1} rows")


def _bar(counts: Sequence[int]) -> str:
    """The share of each grade in a bar of cells that differ without colour."""
    total, cells, done = sum(counts), "", 0
    for place, count in enumerate(counts):
        done += count
        cells += MARKS[place % len(MARKS)] * (round(done * BAR / total) - len(cells))
    return cells


def _about(each: Judged) -> Content:
    asked = f", asked by {each.asker}" if each.asker else ""
    lines = [
        Content.assemble((each.minister, "bold"), asked),
        Content(f"{each.title}, {long_date(each.date)}"),
        Content(f"{each.verdict.verdict}"),
        *([Content(each.verdict.note)] if each.verdict.note else []),
        Content.styled(f"judged {each.verdict.at[:10]}{f' by {each.verdict.author}' if each.verdict.author else ''}",
                       "dim"),
    ]  # fmt: skip
    return Content("\n").join(lines)
