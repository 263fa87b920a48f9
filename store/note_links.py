"""Links between notes: `[[1a2b3c4d the words shown]]`, the first eight figures of the note's id and any words."""

from __future__ import annotations

import re
from collections.abc import Callable

from store.model import NoteId

FIGURES = 8
SCHEME = "note:"
"""Begins the address that a link between notes gets where Markdown is shown."""

_LINK = re.compile(r"\[\[([0-9a-f]{8,32})(?:[ |]([^\[\]\n]*))?\]\]")


def link(note: NoteId, words: str) -> str:
    """The link to a note, with words to show.

    >>> link(NoteId("1a2b3c4d5e6f"), "the [monitoring] of progress")
    '[[1a2b3c4d the monitoring of progress]]'
    """
    shown = " ".join(re.sub(r"[\[\]]", "", words).split())
    return f"[[{note[:FIGURES]}{f' {shown}' if shown else ''}]]"


def to(body: str) -> tuple[str, ...]:
    """The beginnings of ids to which a body links, each once, in order.

    >>> to("See [[1a2b3c4d this]] and [[not a link]].")
    ('1a2b3c4d',)
    """
    return tuple(dict.fromkeys(found[1] for found in _LINK.finditer(body)))


def as_markdown(body: str, known: Callable[[str], bool] = lambda beginning: True) -> str:
    """The body with its links as Markdown links of their own scheme; one to a note that is gone says so."""

    def shown(found: re.Match[str]) -> str:
        words = (found[2] or "").strip() or found[1][:FIGURES]
        quiet = re.sub(r"([\\`*_<>!|~#])", r"\\\1", words)
        return f"[{quiet}]({SCHEME}{found[1]})" if known(found[1]) else f"{quiet} (a note that is gone)"

    return _LINK.sub(shown, body)
