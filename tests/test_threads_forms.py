"""The forms of tests/forms.py, each turn right."""

from __future__ import annotations

import pytest

from store.threads import link
from tests.forms import FORMS, LETTERS


@pytest.mark.parametrize("name", FORMS)
def test_every_turn_of_the_form(name: str) -> None:
    parsed, told = FORMS[name]
    expected = [(LETTERS[turn[0]], tuple(int(to) for to in turn[1:].split(",") if to)) for turn in told.split()]
    (links,) = link([parsed])
    found = [(each.kind.value, each.replies_to) for each in links]
    assert found == expected, [each.reason for each in links]
