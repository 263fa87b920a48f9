"""Forms of address: who is meant where that is certain, and nobody where it is not."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Kind, Speaker
from store.people import Said, mentions

MINISTER = Speaker("Cy Moor", "Mea", "Wexcombe", "The Secretary of State for Health")
ASKER = Speaker("Ann Lee", "Mea", "Kirkholm")
OTHER = Speaker("Bo Ray", "Har", "Upper Tarn")
PEER = Speaker("Baroness Fell of Tarn")


def in_answer(text: str) -> list[tuple[str, str | None]]:
    """What an answer to Ann Lee's question, asked after Bo Ray's, mentions."""
    turns = (
        Said("Who pays?", OTHER, Kind.QUESTION),
        Said("We do.", MINISTER, Kind.ANSWER, (0,)),
        Said("Will it last?", ASKER, Kind.QUESTION),
        Said(text, MINISTER, Kind.ANSWER, (2,)),
    )
    return [(each.text, each.person) for each in mentions(3, turns)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My hon. Friend is right.", [("My hon. Friend", "Ann Lee")]),
        ("I am grateful to my hon. Friend for that.", [("my hon. Friend", "Ann Lee")]),
        ("As the hon. and learned Lady knows, it will.", [("the hon. and learned Lady", "Ann Lee")]),
        ("It will. I told my hon. Friend so.", [("my hon. Friend", None)]),
        ("My hon. Friends are right.", []),
        ("My right hon. Friend the Chancellor has said so.", []),
        ("The hon. Member for Upper Tarn (Mr Ray) asked.", [("The hon. Member for Upper Tarn (Mr Ray)", "Bo Ray")]),
        (
            "I agree with my hon. Friend the Member for Nether Tarn (Dr Vane).",
            [("my hon. Friend the Member for Nether Tarn (Dr Vane)", "Dr Vane")],
        ),
        ("The Health Secretary said so.", [("The Health Secretary", "Cy Moor")]),
        ("The shadow Health Secretary and the Foreign Secretary said so.", [("the Foreign Secretary", None)]),
        ("I answered that in the previous question.", [("the previous question", "Bo Ray")]),
    ],
)
def test_mentions_in_an_answer(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert in_answer(text) == expected


def test_a_question_is_put_to_the_one_who_answers() -> None:
    turns = (
        Said("Will my right hon. Friend agree to a meeting?", ASKER, Kind.QUESTION),
        Said("I will.", MINISTER, Kind.ANSWER, (0,)),
    )
    assert [(each.person, each.turn) for each in mentions(0, turns)] == [("Cy Moor", 1)]


def test_who_breaks_in_speaks_to_the_one_who_has_the_floor_and_is_answered() -> None:
    turns = (
        Said("The boats are old.", ASKER, Kind.SPEECH),
        Said("Will the hon. Lady give way?", OTHER, Kind.INTERVENTION, (0,)),
        Said("I thank the hon. Gentleman for that.", ASKER, Kind.CONTINUATION, (0,)),
    )
    assert [each.person for each in mentions(1, turns)] == ["Ann Lee"]
    assert [each.person for each in mentions(2, turns)] == ["Bo Ray"]


def test_the_lords_name_the_one_they_mean() -> None:
    turns = (
        Said("My Lords, I rise.", PEER, Kind.SPEECH),
        Said("I agree with the noble Baroness, Lady Fell, and with my noble friend Lord Vane.", OTHER, Kind.SPEECH),
    )
    assert [each.person for each in mentions(1, turns)] == ["Baroness Fell of Tarn", "Lord Vane"]


def test_a_friend_of_another_party_is_flagged() -> None:
    turns = (
        Said("Will it last?", OTHER, Kind.QUESTION),
        Said("My hon. Friend is right.", MINISTER, Kind.ANSWER, (0,)),
    )
    (mention,) = mentions(1, turns)
    assert mention.doubt == "a friend is of one’s own party, but Cy Moor is Mea and Bo Ray Har"
    same = (dataclasses.replace(turns[0], speaker=ASKER), turns[1])
    assert mentions(1, same)[0].doubt == ""


PIECES = st.lists(
    st.sampled_from(
        [
            "my hon. Friend",
            "the Member for Kirkholm (Ann Lee)",
            "the noble Lord, Lord Vane,",
            "the Home Secretary",
            "Will",
            "the hon. Lady",
            "agree",
            "(",
            ")",
            "\n",
            "the previous question",
            "🚢 Llŷn",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(st.lists(st.tuples(PIECES, st.sampled_from([None, MINISTER, ASKER, OTHER]), st.sampled_from(list(Kind)))))
def test_any_words_give_mentions_in_order_and_apart(rows: list[tuple[str, Speaker | None, Kind]]) -> None:
    turns = [
        Said(text, speaker, kind, (index - 1,) if index else ()) for index, (text, speaker, kind) in enumerate(rows)
    ]
    for index, turn in enumerate(turns):
        end = 0
        for mention in mentions(index, turns):
            assert turn.text[mention.start : mention.end] == mention.text
            assert mention.start >= end
            end = mention.end
