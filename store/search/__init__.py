"""The query language: any text becomes a `Query` or one clear sentence (../../docs/search.md).

>>> import datetime as dt
>>> found = parse("speaker:cooper (tax OR duty) date:2025-01..2025-03", dt.date(2025, 6, 17))
>>> found.said
'by “cooper”; (“tax” or “duty”); from 1 January 2025 to 31 March 2025'
"""

from __future__ import annotations

from store.search.fields import FIELDS
from store.search.model import (
    And,
    Dates,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Problem,
    Query,
    Word,
    leaves,
    wanted,
)
from store.search.parsing import parse

__all__ = [
    "FIELDS",
    "And",
    "Dates",
    "Field",
    "Near",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Problem",
    "Query",
    "Word",
    "leaves",
    "parse",
    "wanted",
]
