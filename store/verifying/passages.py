"""What a draft is read into: its paragraphs as plain text, and what its footnotes say where they are referred to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a draft."""

    text: str
    """On one line, without markup."""
    line: int
    """Where it begins: a line of the file, in a Word document the number of its paragraph; from 1."""
    block: int = 0
    """Paragraphs set as one indented quotation share a number; 0 for the text of the draft."""
    notes: tuple[tuple[int, str], ...] = ()
    """(offset, text) of each footnote that is referred to."""
    breaks: tuple[int, ...] = ()
    """Offsets at which further lines of the file begin."""
    speaker: str = ""
    """In a block, the name set in bold before the words: an exchange."""

    def line_of(self, offset: int) -> int:
        """The line of the file on which a code point stands."""
        return self.line + sum(place <= offset for place in self.breaks)


BREAK = "\x11"
"""Ends a line of the file in text that is still to be put together."""
NOTE, NOTE_END = "\x0e", "\x0f"
"""Around the label of a footnote in text that is still to be put together."""


def passage(marked: str, line: int, notes: dict[str, str], block: int = 0, speaker: str = "") -> Passage | None:
    """The passage of text in which footnotes are marked; None where nothing is left of it."""
    text, found = "", []
    for place, part in enumerate(marked.split(NOTE)):
        label, end, rest = part.partition(NOTE_END) if place else ("", "", part)
        if end and label in notes:
            found.append((len(text.rstrip()), notes[label]))
        words = " ".join(rest.split())
        lead = " " if text and rest[:1].isspace() and words else ""
        text += lead + words + (" " if words and rest[-1:].isspace() else "")
    text = text.strip()
    ends = [place for place, sign in enumerate(text) if sign == BREAK]
    breaks = tuple(place - before for before, place in enumerate(ends))
    noted = tuple((offset - sum(place < offset for place in ends), note) for offset, note in found)
    text = text.replace(BREAK, "")
    return Passage(text, line, block, noted, breaks, speaker) if text.strip() else None
