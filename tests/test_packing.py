"""A thread comes back from its tuples the same, through the very bytes that pass between processes."""

from __future__ import annotations

import marshal
from dataclasses import replace

import pytest

from store.model import ColumnMark, Debate
from store.packing import packed, unpacked
from store.threads import thread
from tests.ferries import EXCERPT, FERRIES
from tests.invented import large

MARKED = replace(
    FERRIES,
    speeches=(
        replace(FERRIES.speeches[0], columns=(ColumnMark(3, "12WH"), ColumnMark(9, "13WH"))),
        *FERRIES.speeches[1:],
    ),
)


@pytest.mark.parametrize("debate", [FERRIES, EXCERPT, MARKED, replace(FERRIES, speeches=()), large(40).debate])
def test_a_thread_comes_back(debate: Debate) -> None:
    whole = thread(debate)
    assert unpacked(*marshal.loads(marshal.dumps(packed(whole)))) == whole
