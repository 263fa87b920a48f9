"""A thread laid out for a width: every line of it, at once, and the way from places to rows and back.

Rows count from 0 at the top of the page. A line is not an object until somebody asks for it: the page keeps one
offset a row, so that a day of 10,000 speeches is laid out in a tenth of a second and takes less than its text.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from store.model import DebateId, Kind, Position, Speech, SpeechId
from store.readings import Thread
from tui.layout import gloss, header, leads
from tui.layout.asides import NOTHING, Asides
from tui.layout.cells import cell_of, index_at
from tui.layout.rows import Fits, Rows, fits
from tui.layout.wrap import flowing, wrap

STEP = 2
"""Cells by which an answer or an intervention sits in, and a paragraph after the first begins."""
DEEPEST = 2
ROOMY = 24
"""Below this width nothing sits in."""


class LineKind(StrEnum):
    """What a row shows."""

    HEADING = "heading"
    NAME = "name"
    TEXT = "text"
    FOLD = "fold"
    BLANK = "blank"
    GLOSS = "gloss"
    """Whom the words above mean: a reading aid, none of the record."""
    GAP = "gap"
    """Turns that are left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a page."""

    kind: LineKind
    place: int
    """Place of the speech; -1 in the heading of the page."""
    part: int
    """Which row of the heading, of what leads to a speech, or of the header above its words."""
    start: int
    end: int
    """Code points of the speech's text, for a fold all of them."""
    depth: int
    """Guide lines to the left."""
    indent: int
    """Cells between the guide and the first code point."""


class Page:
    """The lines of all that is read. Immutable: another width or other folds make another page.

    What stands between two debates, and turns left out, leads to the speech that follows; `tail` follows the last."""

    def __init__(
        self, thread: Thread, width: int, folds: frozenset[SpeechId] = frozenset(), rows: Rows | None = None,
        asides: Asides = NOTHING,
    ) -> None:  # fmt: skip
        """`rows` are those that another process laid out; where they do not fit, the page lays out its own."""
        self.thread, self.meant = thread, asides.meant
        self.glosses: dict[int, gloss.Row] = {}
        self.width = max(1, width)
        self.folds = folds
        self.speeches = thread.speeches
        self.places: dict[SpeechId, int] = {speech.id: place for place, speech in enumerate(self.speeches)}
        self.labels = header.Labels(thread, self.places)
        self._introduced = header.introduced(thread)
        self.depths = self._depths() if self.width >= ROOMY else bytes(len(self.speeches))
        self.heading = [*header.page_heading(thread.reading, self.width), ()]
        self.leads, self.tail = leads.leads(thread, self.width)
        known = fits(thread, self.width, folds)
        self.rows = rows if rows is not None and rows.fits == known and not self.meant else self._lay_out(known)
        self._first, self._text, self._starts = self.rows.first, self.rows.text, self.rows.starts

    def _depths(self) -> bytes:
        depths = bytearray(len(self.speeches))
        for place, speech in enumerate(self.speeches):
            target = self.places.get(speech.replies_to[0], place) if speech.replies_to else place
            if target < place:
                if speech.kind in (Kind.ANSWER, Kind.INTERVENTION):
                    depths[place] = min(depths[target] + 1, DEEPEST)
                elif speech.kind is Kind.CONTINUATION:
                    depths[place] = depths[target]
        return bytes(depths)

    def _lay_out(self, known: Fits) -> Rows:
        rows = Rows(known, array("I", [len(self.heading)]), array("I"), array("I", bytes(4 * len(self.heading))))
        firsts, texts, starts = rows.first, rows.text, rows.starts
        speeches, folds, together = self.speeches, self.folds, self.thread.exchange_of
        heads: dict[tuple[object, ...], int] = {}
        last = len(speeches) - 1
        indent = STEP if self.width >= ROOMY else 0
        for place, speech in enumerate(speeches):
            if place in self.leads:
                starts.extend([0] * len(self.leads[place]))
            room = self.width - STEP * self.depths[place]
            if speech.id in folds:
                texts.append(len(starts))
                starts.append(0)
            else:
                label = self.labels[place]
                key = (speech.speaker, speech.attribution, len(label), room, self._introduced[place])
                above = heads.get(key)
                if above is None:
                    above = heads[key] = len(self.header(place))
                starts.extend([0] * above)
                texts.append(len(starts))
                if speech.kind is Kind.DIVISION:
                    starts.extend(wrap(flowing(speech.text), room))
                else:
                    starts.extend(self._under(speech, wrap(speech.text, room, indent), room, len(starts)))
            if (place < last or self.tail) and not (
                place < last
                and speech.id in folds
                and speeches[place + 1].id in folds
                and together[place] == together[place + 1]
                and place + 1 not in self.leads
            ):
                starts.append(0)
            firsts.append(len(starts))
        starts.extend([0] * len(self.tail))
        return rows

    def _under(self, speech: Speech, breaks: list[int], room: int, first: int) -> list[int]:
        """The rows of a speech's words from row `first` on, and under them whom they mean."""
        if meant := self.meant.get(speech.id):
            rows = gloss.under(speech.text, breaks, meant, room, lambda start: self._inset(speech, start))
            breaks, found = gloss.with_rows(breaks, len(speech.text), rows)
            self.glosses.update((first + row, pieces) for row, pieces in found.items())
        return breaks

    def _inset(self, speech: Speech, start: int) -> int:
        return self._indent(speech) if start and speech.text[start - 1] == "\n" else 0

    def _indent(self, speech: Speech) -> int:
        return STEP if self.width >= ROOMY and speech.kind is not Kind.DIVISION else 0

    def __len__(self) -> int:
        """Rows of the page."""
        return len(self._starts)

    def place_at(self, row: int) -> int:
        """Place of the speech to which a row belongs, what leads to it and its blank line included; -1 in the heading
        of the page."""
        return min(bisect_right(self._first, row) - 1, len(self.speeches) - 1)

    def rows_of(self, place: int) -> range:
        """The rows of a speech without what leads to it and the blank line after it."""
        return range(self._first[place] + len(self.leads.get(place, ())), self._end(place))

    def led_rows_of(self, place: int) -> range:
        """The same with what leads to it: a heading, turns left out."""
        return range(self._first[place], self._end(place))

    def text_rows(self, place: int) -> range:
        """The rows of a speech that hold its words."""
        return range(self._text[place], self._end(place))

    def _end(self, place: int) -> int:
        """The row after a speech's last. Only its first row of words can begin at 0, so a later 0 is the blank."""
        end = self._first[place + 1]
        return end - 1 if end - 1 > self._text[place] and not self._starts[end - 1] else end

    def line(self, row: int) -> Line:
        """What a row shows. Raises IndexError below the page."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        place = self.place_at(row)
        if place < 0:
            return Line(LineKind.HEADING, -1, row, 0, 0, 0, 0)
        speech, depth, text, end = self.speeches[place], self.depths[place], self._text[place], self._end(place)
        if row >= self._first[-1] or row < (begin := self.rows_of(place).start):
            part = row - (self._first[-1] if row >= self._first[-1] else self._first[place])
            return Line(self._lead(row)[0], place, part, 0, 0, 0, 0)
        if row >= end:
            return Line(LineKind.BLANK, place, 0, 0, 0, 0, 0)
        if row < text:
            return Line(LineKind.NAME, place, row - begin, 0, 0, depth, 0)
        if speech.id in self.folds:
            return Line(LineKind.FOLD, place, 0, 0, len(speech.text), depth, 0)
        start = self._starts[row]
        if row in self.glosses:
            return Line(LineKind.GLOSS, place, row - text, start, start, depth, 0)
        stop = self._starts[row + 1] if row + 1 < end else len(speech.text)
        return Line(LineKind.TEXT, place, row - text, start, stop, depth, self._inset(speech, start))

    def _lead(self, row: int) -> tuple[LineKind, leads.Lead]:
        """What stands in a row that leads to a speech, or after the last."""
        if row >= self._first[-1]:
            lead = self.tail[row - self._first[-1]]
        else:
            place = self.place_at(row)
            lead = self.leads[place][row - self._first[place]]
        return (LineKind.GAP if lead.gap else LineKind.HEADING if lead.row else LineKind.BLANK), lead

    def lead_at(self, row: int) -> leads.Lead | None:
        """What a row outside of any speech shows, below the heading of the page; None for any other row."""
        place = self.place_at(row)
        if place < 0 or self._first[place] + len(self.leads.get(place, ())) <= row < self._first[-1]:
            return None
        return self._lead(row)[1] if row < len(self) else None

    def heading_of(self, debate: DebateId) -> int:
        """The row at which the heading of a debate begins; the top where it has none of its own."""
        for index, start in enumerate(self.thread.starts):
            if self.thread.reading.debates[index].id == debate and start in self.leads:
                above = (place for place, lead in enumerate(self.leads[start]) if lead.debate == index)
                return self._first[start] + next(above, 0)
        return 0

    def header(self, place: int) -> list[header.Row]:
        """The rows above a speech's words."""
        room = self.width - STEP * self.depths[place]
        return header.rows(self.speeches[place], self.labels[place], room, bool(self._introduced[place]))

    def row_of(self, position: Position) -> int:
        """The row that holds a place; a fold holds every place of its speech. Raises KeyError for a stranger."""
        place = self.places[position.speech]
        rows = self.text_rows(place)
        return bisect_right(self._starts, max(0, position.offset), rows.start, rows.stop) - 1

    def row_near(self, speech: SpeechId, offset: int) -> int:
        """About the row of a place, quickly; the top for one that is not on the page."""
        place = self.places.get(speech)
        if place is None:
            return 0
        first, rows = self._text[place], self._first[place + 1] - self._text[place]
        return first + rows * offset // (len(self.speeches[place].text) + 1)

    def rows_between(self, place: int, start: int, end: int) -> tuple[int, int]:
        """The first and the last row that hold those code points of a speech."""
        speech = self.speeches[place].id
        return self.row_of(Position(speech, start)), self.row_of(Position(speech, max(start, end - 1)))

    def column_of(self, position: Position) -> int:
        """The cell of its row at which a place begins."""
        line = self.line(self.row_of(position))
        left = STEP * line.depth + line.indent
        if line.kind is LineKind.FOLD:
            return left
        return left + cell_of(self.speeches[line.place].text[line.start : line.end], position.offset - line.start)

    def position_at(self, row: int, column: int = 0) -> Position:
        """The place at a cell of a row: beside the words the nearest in the row, off the page the nearest row.

        A heading stands for the speech that follows, as turns left out do; a name for the beginning of its speech, a
        blank line for the end of the one above.
        """
        row = min(max(row, 0), len(self) - 1)
        while row in self.glosses:
            row -= 1
        line = self.line(row)
        speech = self.speeches[max(line.place, 0)]
        if row >= self._first[-1] or (line.kind is LineKind.BLANK and self.lead_at(row) is None):
            return Position(speech.id, max(0, len(speech.text) - 1))
        if line.kind is not LineKind.TEXT:
            return Position(speech.id, 0)
        text = speech.text[line.start : line.end]
        index = index_at(text, column - STEP * line.depth - line.indent)
        last = max(0, len(speech.text) - 1)  # the row after a final line feed holds no character of its own
        return Position(speech.id, min(line.start + min(index, max(0, len(text) - 1)), last))

    @cached_property
    def _before(self) -> array[int]:
        """For each speech the code points before it, and all."""
        sums, total = array("Q", [0]), 0
        for speech in self.speeches:
            total += len(speech.text)
            sums.append(total)
        return sums

    def share(self, position: Position) -> float:
        """How much of the text lies before a place, 0 to 1."""
        place = self.places[position.speech]
        return (self._before[place] + position.offset) / max(1, self._before[-1])

    def position_of_share(self, share: float) -> Position:
        """The place before which so much of the text lies; the last character where that is all of it."""
        at = max(0, min(int(max(share, 0.0) * self._before[-1]), self._before[-1] - 1))
        place = min(bisect_right(self._before, at) - 1, len(self.speeches) - 1)
        return Position(self.speeches[place].id, at - self._before[place])
