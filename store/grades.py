"""The verdicts that are given: what an answer may be judged to be.

The set is the one that research on Question Time uses: answered directly, in part, put off to later ("I will write"),
evaded (Rasiah, Democratic Audit of Australia 14/06), and not answered at all. A reader may have another.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

GRADES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "direct": "d",
        "partial": "p",
        "promised": "w",
        "evaded": "e",
        "not answered": "n",
    }
)
"""The set given: the name of each grade and its letter."""
MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "direct": "says what was asked",
        "partial": "says some of it",
        "promised": "“I will write”: put off to later",
        "evaded": "speaks of something else",
        "not answered": "refused, or nothing said",
    }
)
"""What the grades of the set given mean."""
