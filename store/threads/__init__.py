"""Exchanges: who asks, who answers, what answers what, and why.

`link` finds out what each contribution is and what it replies to; `thread` groups what `link` found into the wholes
that a reader reads as one. Both are functions of values. The rules are told in plain words in docs/exchanges.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.threads.exchanges import thread

if TYPE_CHECKING:
    from store.model import Link
    from store.parsed import ParsedDebate

RULES = 3
"""Version of the rules of `link`; stored with what they found."""

__all__ = ["RULES", "link", "thread"]


def link(debates: Sequence[ParsedDebate]) -> tuple[tuple[Link, ...], ...]:
    """What each contribution is and what it replies to, for all debates of one source in document order.

    The rules are read when something is first threaded: whoever only reads a debate does without them.
    """
    from store.threads.linking import link_day

    return link_day(debates)
