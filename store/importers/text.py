"""Bytes to characters, and white space as the stored text wants it: one line a paragraph, one space a gap.

Only the white space of markup is collapsed (space, tab, line feeds, form feed); a no-break space is the printer's and
stays. A double space in the middle of a sentence is where a column broke; it is mended in the same step.
"""

from __future__ import annotations

import codecs
from typing import Final

from store.errors import SourceError

_SPACES: Final = "\n\t\r\f\v\u2028\u2029"
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WINDOWS: Final = "dispatchbox-windows-1252"
_SNIFFED: Final = 64 * 1024


def _windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_WINDOWS, _windows)


def decode(data: bytes, name: str) -> str:
    """Plain text: by its byte order mark, else UTF-8; what is none is Windows-1252, as old pages were saved. A page
    put together from both has each word in its own.

    Raises SourceError for bytes that are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if b"\0" in data[:_SNIFFED]:
        raise SourceError(name, "is not text; open the page or the XML file itself.")
    return data.decode("utf-8", errors=_WINDOWS)


def collapse(text: str) -> str:
    """One paragraph: no white space at the ends, one space for each gap.

    Done by finding and replacing, which is a tenth of what a pattern costs over words that rarely have such a gap.
    """
    if not text.isprintable():
        for space in _SPACES:
            text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def heading(text: str) -> str:
    """A title or a name: no-break spaces are white space here too."""
    return " ".join(text.split())


def counted(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
