"""What stands before a speech, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.attribution import speaker
from store.model import Speaker


@pytest.mark.parametrize(
    ("printed", "who"),
    [
        ("Ada Fenwright", Speaker("Ada Fenwright")),
        ("Ada Fenwright (Mossbridge) (Lab)", Speaker("Ada Fenwright", "Lab", "Mossbridge")),
        ("Sir Odo Pell (Mossbridge (North)) (Lab/Co-op) [V]", Speaker("Odo Pell", "Lab/Co-op", "Mossbridge (North)")),
        ("Dr. Ada Fenwright (Mossbridge) (Con) (Urgent Question)", Speaker("Ada Fenwright", "Con", "Mossbridge")),
        ("Mr Pell", Speaker("Mr Pell")),
        ("The Minister for Ferries (Mr Odo Pell)", Speaker("Odo Pell", office="The Minister for Ferries")),
        ("The Minister of State, Home Office (Lord Pell of Ott) (Con)",
         Speaker("Lord Pell of Ott", "Con", office="The Minister of State, Home Office")),
        ("The Lord Privy Seal (Baroness Pell) (Con)", Speaker("Baroness Pell", "Con", office="The Lord Privy Seal")),
        ("Leader of the House (Mr Odo Pell)", Speaker("Odo Pell", office="Leader of the House")),
        ("Lord Pell of Ott (LD)", Speaker("Lord Pell of Ott", "LD")),
        ("The Lord Bishop of Ottermouth", Speaker("The Lord Bishop of Ottermouth")),
        ("The Earl of Ott (Con)", Speaker("The Earl of Ott", "Con")),
        ("Mr Speaker", Speaker("Mr Speaker", office="Mr Speaker")),
        ("Madam Deputy Speaker (Ada Fenwright)", Speaker("Ada Fenwright", office="Madam Deputy Speaker")),
        ("Several hon. Members", None),
        ("Hon. Members", None),
        ("Noble Lords", None),
        ("A noble Lord", None),
        ("", None),
    ],
)  # fmt: skip
def test_forms(printed: str, who: Speaker | None) -> None:
    assert speaker(printed) == who


@given(st.text("TheMrLord ()[V]xyz.,", max_size=60))
def test_no_words_make_it_fail(printed: str) -> None:
    found = speaker(printed)
    assert found is None or found.name
