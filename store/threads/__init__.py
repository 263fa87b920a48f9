"""Exchanges: who asks, who answers, what answers what, and why.

`link` finds out what each contribution is and what it replies to; `thread` groups what `link` found into the wholes
that a reader reads as one. Both are functions of values. The rules are told in plain words in docs/exchanges.md."""

from store.threads.exchanges import thread
from store.threads.linking import RULES, link

__all__ = ["RULES", "link", "thread"]
