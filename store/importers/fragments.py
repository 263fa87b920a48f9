"""HTML fragments inside JSON values, as text."""

from __future__ import annotations

import html
import re
from typing import Final

from store.importers.prose import Prose

_TOKEN: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>|(\r?\n[ \t]*\r?\n)|<!--[^<>]*-->")
_BREAK: Final = re.compile(r"""class\s*=\s*["']?(?:[\w-]+ )*column-number\b""")
_COLUMN: Final = re.compile(r'data-column-number\s*=\s*["\']?([0-9A-Za-z]+)')
_BLOCK: Final = re.compile(r"p|div|br|hr|li|[uod]l|dt|dd|tr|table|thead|tbody|blockquote|section|h[1-6]")


def flatten(fragment: str, prose: Prose) -> None:
    """Says the words of the fragment: blocks and blank lines part paragraphs, ` | ` parts the cells of a table, and a
    `column-number` span turns the column. A cross-reference has such a number too, and is none."""
    end, first = 0, True
    for token in _TOKEN.finditer(fragment):
        prose.say(html.unescape(fragment[end : token.start()]))
        end = token.end()
        closing, tag, attributes = token[1], (token[2] or "").casefold(), token[3] or ""
        if token[4] or _BLOCK.fullmatch(tag):
            prose.paragraph()
            first = True
        elif tag in ("td", "th") and not closing:
            prose.say("" if first else " | ")
            first = False
        elif tag == "span" and _BREAK.search(attributes) and (column := _COLUMN.search(attributes)):
            prose.turn(column[1])
    prose.say(html.unescape(fragment[end:]))
