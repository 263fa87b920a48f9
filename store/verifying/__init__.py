"""A draft checked against the library: are these the words, and did this person say them on that day in that column?

quotations(passages("draft.md", data))  -> what the draft quotes
check(library, quotation)               -> Verdict
"""

from __future__ import annotations

from store.verifying.checking import Verdict, check
from store.verifying.drafts import passages
from store.verifying.quotations import LEAST, Quotation, quotations
from store.verifying.report import as_json, told

__all__ = ["LEAST", "Quotation", "Verdict", "as_json", "check", "passages", "quotations", "told"]
