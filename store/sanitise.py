"""The wall between words that came from outside and everything that shows them.

A terminal obeys control characters, and a bidirectional override makes a text read as what it does not say. Both are
replaced, one code point by one, so that offsets stay true: C0 controls but the tab and the line feed, DEL, the C1
controls, lone surrogates and U+202A-202E, U+2066-2069 become U+FFFD; the separators U+2028 and U+2029 become the line
feed that they mean. Joiners (ZWJ, ZWNJ) and the marks LRM and RLM shape honest words and stay.
"""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES: Final = re.compile(r"[ \t\n]+")


def clean(text: str) -> str:
    """The text with what a terminal might obey replaced; as long as before."""
    if text.replace("\n", "").isprintable():
        return text
    return _CONTROLS.sub(REPLACEMENT, text).replace("\u2028", "\n").replace("\u2029", "\n")


def clean_line(text: str) -> str:
    """The same for what stands on one line (a name, a heading): white space is one space each and none at the ends."""
    return _SPACES.sub(" ", clean(text)).strip(" ")


def count(text: str) -> int:
    """How many characters `clean` replaces with U+FFFD."""
    return len(_CONTROLS.findall(text))
