"""Text as it is stored, built piece by piece: white space collapsed, paragraphs parted, columns at their offsets."""

from __future__ import annotations

from typing import Final

from store.importers.text import collapse
from store.model import ColumnMark

_GAPS: Final = tuple(" \t\r\n\f\v\u2028\u2029")


class Prose:
    """Gathers the text of one contribution.

    Runs of white space inside a paragraph become one space (a no-break space is none), paragraphs are parted by one
    line feed, and none is empty. A column that begins after the last word is not of this text.
    """

    def __init__(self, column: str | None = None) -> None:
        self.column = column
        """The column in which the text begins."""
        self._marks: list[ColumnMark] = []
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._turning: str | None = None

    def say(self, words: str) -> None:
        """Adds words to the paragraph."""
        if words.startswith(_GAPS):
            self._gap = self._gap or " "
        body = collapse(words)
        if not body:
            return
        if self._length:
            self._add(self._gap)
        if self._turning is not None:
            self._mark(self._turning)
        self._add(body)
        self._gap = " " if words.endswith(_GAPS) else ""

    def paragraph(self) -> None:
        """Ends the paragraph, if one was begun."""
        self._gap = "\n"

    def turn(self, column: str) -> None:
        """A new column begins with the words that come next."""
        self._turning = column

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def columns(self) -> tuple[ColumnMark, ...]:
        return tuple(self._marks)

    @property
    def last_column(self) -> str | None:
        """The column in which the next contribution begins."""
        if self._turning is not None:
            return self._turning
        return self._marks[-1].column if self._marks else self.column

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    def _mark(self, column: str) -> None:
        self._turning = None
        if self._length:
            self._marks.append(ColumnMark(self._length, column))
        else:
            self.column = column
