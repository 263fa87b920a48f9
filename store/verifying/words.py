"""Words as they are compared: any case, form of marks and hyphens alike; figures, signs of money and shares count."""

from __future__ import annotations

import re

from store.folding import fold

_WORD = re.compile(r"[£$€%]|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[^\W_]+")


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def places(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text folded, and where it stands there."""
    found: list[tuple[str, int, int]] = []
    for match in _RAW.finditer(text):
        parts = words(match[0])
        if len(parts) == 1:
            found.append((parts[0], match.start(), match.end()))
        else:
            found += ((part, match.start(), match.end()) for part in parts)
    return found


_RAW = re.compile(r"[£$€%]|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’‘ʼ`´′\u00ad][^\W\d_]+)*|[^\W_]+")
