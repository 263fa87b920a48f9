"""What forms of address say for a link or against it, on invented proceedings."""

from __future__ import annotations

import datetime as dt

import pytest

from store.evidence import alike, contradiction, evidence
from store.model import Kind, Speaker
from store.threads import link
from store.why import why
from tests.parliament import debate, said, stored

ANSWER = "My hon. Friend is right, and the Gannet will sail in the spring, when the engine has come."


def asked(asker: str, party: str | None, answer: str) -> tuple[list[tuple[str, bool]], list[tuple[str, str]]]:
    """The evidence in an answer of Cy Moor (Lab), and why it is told to be one."""
    parsed = debate(
        said(asker, "What steps he is taking to repair the ferries of this country.", "1", party=party),
        said("Cy Moor", answer, office="The Secretary of State for Harbours", party="Lab"),
    )
    made = stored(parsed, link([parsed])[0])
    answered = made.speeches[1]
    assert (answered.kind, answered.replies_to) == (Kind.ANSWER, (made.speeches[0].id,))
    return [(each.told, each.against) for each in evidence(made, answered.id)], why(made, answered.id)


@pytest.mark.parametrize(
    ("asker", "party", "answer", "found"),
    [
        ("Ann Lee", "Lab", ANSWER, [("Cy Moor and Ann Lee are both Lab", False)]),
        ("Ann Lee", "Lab/Co-op", ANSWER, [("Cy Moor and Ann Lee sit together", False)]),
        ("Ann Lee", "Con", ANSWER,
         [("a friend is of one’s own party, but Cy Moor is Lab and Ann Lee Con", True)]),
        ("Ann Lee", None, ANSWER, []),
        ("Mr Ray", None, "I thank the hon. Lady for asking, and the answer is the spring.",
         [("Mr Ray is no Lady", True)]),
        ("Dame Ann Lee", None, "I thank the hon. Lady for asking, and the answer is the spring.", []),
        ("Ann Lee", None, "I thank the hon. Lady the Member for Kirkholm (Ann Lee) for asking, and will write.",
         [("Ann Lee is taken up by name", False)]),
        ("Ann Lee", "Lab", "The Gannet will sail in the spring, when the engine has come at last.", []),
    ],
)  # fmt: skip
def test_an_answer_bears_its_link_out_or_not(
    asker: str, party: str | None, answer: str, found: list[tuple[str, bool]]
) -> None:
    told, lines = asked(asker, party, answer)
    assert told == found
    assert [name for name, _ in lines if name in ("borne out", "yet")] == [
        "yet" if against else "borne out" for _, against in found
    ]


def test_a_coalition_has_friends_in_two_parties() -> None:
    one, two = Speaker("Ann Lee", party="Con"), Speaker("Bo Ray", party="Liberal Democrat")
    assert alike("Con", "LD", dt.date(2012, 3, 6))
    assert not alike("Con", "LD", dt.date(2016, 3, 6))
    assert contradiction("my hon. Friend", one, two, dt.date(2012, 3, 6)) == ""
    after = "a friend is of one’s own party, but Ann Lee is Con and Bo Ray Liberal Democrat"
    assert contradiction("my hon. Friend", one, two, dt.date(2016, 3, 6)) == after
