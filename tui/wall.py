"""The second wall against escape sequences; the first is at import (`store.sanitise`)."""

from __future__ import annotations

import re

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
