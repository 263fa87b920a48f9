"""A query's text in pieces: brackets, "phrases" and words, with quotes, dashes and spaces of any kind alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"\u00ad": None}
)
_PIECE = re.compile(r'(\s*)(?:([()])|"([^"]*)"?|([^\s()"]+))')


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is `(`, `)`, `phrase` or `word`; `glued` where no space stands before it."""

    kind: str
    text: str
    glued: bool


def plain(text: str) -> str:
    """A query as typed, in the signs that everybody has on a keyboard."""
    kept = (letter if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"} else " " for letter in text)
    return " ".join("".join(kept).translate(_ALIKE).split())


def pieces(text: str) -> list[Piece]:
    """The pieces of a text that `plain` has been through.

    >>> [piece.text for piece in pieces('(a "b c")')]
    ['(', 'a', 'b c', ')']
    """
    found = []
    for match in _PIECE.finditer(text):
        space, bracket, phrase, word = match.groups()
        kind = bracket or ("word" if phrase is None else "phrase")
        found.append(Piece(kind, bracket or (word if phrase is None else phrase), not space))
    return found


def says_something(text: str) -> bool:
    """Whether there is a letter or a figure to look for."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)
