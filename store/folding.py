"""Text as it is compared: any case, accents, quotation marks, dashes and spaces alike."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"\u00ad": None}
)
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""What a letter with an accent falls apart into, besides the letter."""


def fold(text: str) -> str:
    """The text with what readers do not type alike taken out; white space becomes single spaces."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_ALIKE)))
    return " ".join(text.casefold().split())
