"""What protects the terminal: the second wall against escape sequences, and a check that there is a terminal at all."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What a terminal may act on: C0 but tab and line feed, DEL, C1, the separators that some take for line ends, and the
overrides that change the order in which words show."""


class ControlFilter(LineFilter):
    """Replaces, in every line painted, whatever a terminal could act on. The first wall is at import."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        if not any(UNSAFE.search(segment.text) for segment in segments if not segment.control):
            return segments
        return [
            segment if segment.control else Segment(UNSAFE.sub("\ufffd", segment.text), segment.style)
            for segment in segments
        ]


def refusal(environ: Mapping[str, str], streams: Sequence[object] | None = None) -> str:
    """Why the full screen cannot be shown here, as a sentence; empty where it can."""
    for stream in streams or (sys.stdin, sys.stdout, sys.stderr):  # Textual paints on standard error
        if not getattr(stream, "isatty", lambda: False)():
            return "the full screen needs a terminal on all sides; use `dispatchbox list` and `dispatchbox show`"
    if environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return "this terminal (TERM is dumb, unset or unknown) has no full screen; use `dispatchbox show DEBATE`"
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    if encoding not in {"utf8", "utf16", "utf32", "gb18030"}:
        return f"the encoding here ({encoding or 'none'}) cannot show the text; set a UTF-8 locale, or use `show`"
    return ""
