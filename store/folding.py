"""Text as it is compared: any case, accents, quotation marks, dashes and spaces alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"\u00ad": None}
)
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""What a letter with an accent falls apart into, besides the letter."""
_ASCII = bytes(range(128))
_FEW = 64
"""So many different letters are exchanged one kind after another."""


def fold(text: str) -> str:
    """The text with what readers do not type alike taken out; white space becomes single spaces."""
    return " ".join(alike(text).split())


def alike(text: str) -> str:
    """The same with white space as it is.

    A speech has few different letters outside ASCII, if any: to exchange these one kind after another takes a thirtieth
    of the time of a table that is asked for each letter.
    """
    if text.isascii():
        return text.lower()
    try:
        others = set(text.encode().translate(None, _ASCII).decode())
    except UnicodeEncodeError:  # half of a surrogate pair
        return _whole(text)
    if len(others) > _FEW:
        return _whole(text)
    instead = {letter: _one(letter) for letter in others}
    if None in instead.values():
        return _whole(text)
    text = text.replace("`", "'")
    for letter, plain in instead.items():
        if plain is not None and plain != letter:
            text = text.replace(letter, plain)
    return text.lower() if text.isascii() else text.casefold()


@lru_cache(maxsize=4096)
def _one(letter: str) -> str | None:
    """A letter outside ASCII as it is compared; None where that depends on the letters around it, or is no end."""
    plain = _whole(letter)
    joins = unicodedata.combining(letter) and plain
    return None if joins or any(_whole(each) != each for each in plain) else plain


def _whole(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_ALIKE))).casefold()
