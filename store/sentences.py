"""Where the sentences of a speech end."""

from __future__ import annotations

import re

_SHORT = frozenset(
    ["hon", "mr", "mrs", "ms", "dr", "st", "no", "nos", "cm", "cmnd", "col", "lt", "gen", "rev", "prof", "sir", "vol"]
) | {"vols", "cc", "p", "pp", "para", "s", "ss", "art", "cl", "v"}
_END = re.compile(r"""([^\s.!?]*)[.!?]+["'”’)\]]*(?=\s|$)|\n""")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, in code points; the full stop of a shortened word ends none.

    >>> text = "I agree. My hon. Friend asked about it!"
    >>> [text[start:end] for start, end in sentences(text)]
    ['I agree.', 'My hon. Friend asked about it!']
    """
    found, start = [], 0
    for end in _END.finditer(text):
        word = (end[1] or "").casefold()
        follows = text[end.end() :].lstrip()[:1]
        if end.group() != "\n" and (word in _SHORT or len(word) == 1 or (follows and follows.islower())):
            continue
        found.append((start, end.end()))
        start = end.end()
    found.append((start, len(text)))
    spans = ((first + len(text[first:last]) - len(text[first:last].lstrip()), last) for first, last in found)
    return [(first, first + len(text[first:last].rstrip())) for first, last in spans if text[first:last].strip()]
