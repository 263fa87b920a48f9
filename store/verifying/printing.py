"""Whether a quotation whose words are right is also printed as the record prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.verifying.matching import standing
from store.verifying.quotations import Piece

_MARKS = re.compile("[“”\"«»„]|(?<!\\w)['‘’]|['‘’](?!\\w)")
_DASH = re.compile(r"\s*[-‐‑‒–—―]+\s*")
_EDGES = " .,;:!?-…([)]"


def otherwise(pieces: Sequence[Piece], text: str) -> str:
    """`case`, `punctuation` or `case and punctuation` where the record prints the words otherwise; else nothing.

    Marks of quotation and the forms of dashes and apostrophes are a matter of style, and so are the first letter and
    what ends a piece.
    """
    found, at = set[str](), 0
    for piece in pieces:
        place = standing((piece,), text[at:])
        if place is None:
            return ""
        ours, theirs = _plain(piece.text), _plain(text[at + place[0] : at + place[1]])
        at += place[1]
        if ours == theirs:
            continue
        if _letters(ours)[1:] != _letters(theirs)[1:]:
            found.add("case")
        if _signs(ours) != _signs(theirs):
            found.add("punctuation")
    return " and ".join(sorted(found))


def _plain(text: str) -> str:
    return " ".join(_DASH.sub("-", _MARKS.sub("", text).replace("’", "'").replace("‘", "'")).split()).strip(_EDGES)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _signs(text: str) -> str:
    return re.sub(r"\w+", "w", text).replace(" ", "").replace("…", "...")
