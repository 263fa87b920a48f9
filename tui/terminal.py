"""Whether there is a terminal at all that can show the full screen. Reads no Textual: it is asked before anything."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence


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
