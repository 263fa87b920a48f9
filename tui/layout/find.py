"""Finding words in a debate: any case, and without regard to accents, curly quotation marks, dashes and breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from store.model import Span, Speech

_ALIKE = ("'‘’‚‛′ʼ", '"“”„‟″«»', "-‐‑‒–—―−")
_OTHER = {"ø": "o", "ł": "l", "đ": "d", "ı": "i"}


@cache
def _accented() -> dict[str, str]:
    """Letters that are read as a plain one, by it."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = chr(code)
        plain = _plain(letter)
        if len(plain) == 1 and plain != letter:
            found[plain] = found.get(plain, "") + letter
    return found


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(_OTHER.get(part, part) for part in parts if not unicodedata.combining(part))


def pattern(text: str) -> re.Pattern[str] | None:
    """What matches the words in a text of record as it stands, so that offsets need no mapping; None for no words."""
    words = _plain(text).split()
    if not words:
        return None
    return re.compile(r"\s+".join("".join(map(_one, word)) for word in words), re.IGNORECASE)


def _one(letter: str) -> str:
    for alike in _ALIKE:
        if letter in alike:
            return f"[{re.escape(alike)}]"
    if letter.isalpha():
        return f"[{re.escape(letter)}{re.escape(_accented().get(letter, ''))}][\u0300-\u036f]*"
    return re.escape(letter)


def find(speeches: Sequence[Speech], text: str) -> tuple[Span, ...]:
    """Where the words stand, in order."""
    wanted = pattern(text)
    if wanted is None:
        return ()
    return tuple(
        Span(speech.id, match.start(), match.end()) for speech in speeches for match in wanted.finditer(speech.text)
    )
