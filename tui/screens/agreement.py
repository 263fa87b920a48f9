"""`g =`: how far two people coded alike, and every speech on which they differ, opened in the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from store.agreement import Agreement, Disagreement, compare
from store.exports.gathered import sentence
from store.model import Debate, Span, Speech
from store.plain import long_date, who
from store.records import Note
from store.search.found import Found
from tui.background import background
from tui.screens.hit_lists import HitTrail
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library

Names = tuple[str, str]
KEYS = "Enter opens the speech; there n and N lead on through all of these"


@dataclass(frozen=True, slots=True)
class Unlike:
    """A speech on which they differ, with what each of them made of it."""

    apart: Disagreement
    debate: Debate
    speech: Speech
    notes: tuple[Note, ...]


def compared(library: Library, names: Names) -> tuple[tuple[Agreement, ...], list[Unlike], int]:
    """How far they agree over the debates that both have coded, where not, and over how many speeches."""
    ours, theirs = (library.coded_by(name) for name in names)
    debates = {n: library.debate(n) for n in sorted({x.debate for x in ours} & {x.debate for x in theirs})}
    units = [(number, speech.id) for number, debate in debates.items() for speech in debate.speeches]
    told, apart = compare(ours, theirs, units, (names[0] or "no name", names[1] or "no name"))
    said = {speech.id: speech for debate in debates.values() for speech in debate.speeches}
    on: dict[int, list[Note]] = {}
    for note in (*ours, *theirs):
        for speech in {quote.span.speech for quote in note.quotes}:
            on.setdefault(speech, []).append(note)
    unlike = [Unlike(x, debates[x.debate], said[x.speech], tuple(on.get(x.speech, ()))) for x in apart]
    return told, unlike, len(units)


class AgreementScreen(ListScreen):
    """The figures of each code, and under them the speeches."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._rows: list[Agreement | Unlike] = []

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        names = self._names
        told, unlike, units = await self.box.desk(lambda library: compared(library, names))
        rows: list[Agreement | Unlike] = []
        for code in told:
            rows += [code, *(each for each in unlike if each.apart.code == code.code)]
        self._rows = rows
        heads = frozenset(place for place, row in enumerate(rows) if isinstance(row, Agreement))
        self.rows.show(len(rows), self.rows.cursor, heads)
        both = f"{names[0] or 'no name'} and {names[1] or 'no name'}"
        self.title_line("Agreement", f"{both} over {units:,} speeches · {len(unlike):,} to settle")
        if not self._said:
            alike = "they agree on every speech" if told else "they have coded no debate in common"
            self.say(KEYS if unlike else alike)

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        line = self._rows[row]
        if isinstance(line, Agreement):
            return [(fit(figures(line), width), "head")]
        about = max(0, width - 2 - 20 - 22)
        name = line.speech.speaker.name if line.speech.speaker else line.speech.attribution
        return [("  ", ""), (fit(f"only {line.apart.by}", 19), "mark"), (" ", ""), (fit(name, 20), "title"),
                ("  ", ""), (fit(line.speech.text, about), "dim")]  # fmt: skip

    def preview(self) -> Content:
        line = self._here
        if line is None:
            return Content()
        lines = [f"{who(line.speech)}, {line.debate.title}, {long_date(line.debate.date)}"]
        for note in line.notes:
            quote = " … ".join(quote.text for quote in note.quotes if quote.text)
            on = f": “{quote}”" if quote else ": the whole speech"
            lines.append(f"{note.author or 'no name'}, {note.code}{on}{f'{chr(10)}  {note.body}' if note.body else ''}")
        return Content("\n".join([*lines, "", line.speech.text]))

    @property
    def _here(self) -> Unlike | None:
        line = self._rows[self.rows.cursor] if self.rows.cursor < len(self._rows) else None
        return line if isinstance(line, Unlike) else None

    @on(RowList.Opened)
    async def _open(self) -> None:
        """The speech in the reader; n and N go on through all of them, as through what a search found."""
        line = self._here
        if line is None:
            return
        found = {each.speech.id: _found(each) for each in self._rows if isinstance(each, Unlike)}
        self.box.trail_of_hits = trail = HitTrail(self.box, tuple(found.values()))
        await trail.go(found[line.speech.id], next(iter(found[line.speech.id].spans), None))


def figures(code: Agreement) -> str:
    """`promise   both 4   only first 1   …   agree 95%   kappa 0.64   alpha 0.65`."""
    percent = "–" if code.percent is None else f"{code.percent:.0%}"
    kappa, alpha = ("–" if value is None else f"{value:.2f}" for value in (code.kappa, code.alpha))
    return f"{code.code}   both {code.both}   agree {percent}   kappa {kappa}   alpha {alpha}"


def _found(line: Unlike) -> Found:
    """The speech as a hit, at the words that either of them chose; at its first sentence where there are none."""
    debate, speech = line.debate, line.speech
    quotes = [quote for note in line.notes for quote in note.quotes if quote.span.speech == speech.id and quote.text]
    spans = {quote.span for quote in quotes} or {Span(speech.id, *sentence(speech.text, 0, 1))}
    speaker, party = (speech.speaker.name, speech.speaker.party or "") if speech.speaker else ("", "")
    where = (debate.date, debate.house, debate.section, debate.title)
    own = tuple(sorted(spans))
    return Found(speech.id, debate.id, *where, speech.kind, speaker, party, speech.column, speech.text, own)


def pairs(names: Sequence[str]) -> list[Names]:
    """Every two of them."""
    return list(combinations(names, 2))
