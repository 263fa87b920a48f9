"""Text as it is compared: any case, accents, quotation marks, dashes and spaces alike."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"\u00ad": None}
)


def fold(text: str) -> str:
    """The text with what readers do not type alike taken out; white space becomes single spaces."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_ALIKE))
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(text.casefold().split())
