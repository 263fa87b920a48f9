"""Notes out and in again: W3C Web Annotation and JSON Lines, which hold everything, and Markdown, HTML and CSV.

`gathered.gather` makes an `Export` of what a library holds; each format is one function from that to text.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

FORMATS = {
    "webannotation": ("webannotation", ".jsonld", "W3C Web Annotation (JSON-LD); comes in again whole"),
    "jsonl": ("jsonl", ".jsonl", "JSON Lines; comes in again whole"),
    "markdown": ("markdown", ".md", "Markdown, with your words kept between the notes"),
    "html": ("html", ".html", "HTML: one page with highlights and notes in the margin"),
    "csv": ("csv", ".csv", "CSV: a table for a spreadsheet"),
}
"""Name: the module that writes it, the ending of its files, and what it is."""


def writer(name: str) -> Callable[..., str]:
    """The function `write(export)` of a format; its module is read when it is asked for."""
    found: Any = importlib.import_module(f"store.exports.{FORMATS[name][0]}")
    write: Callable[..., str] = found.write
    return write
