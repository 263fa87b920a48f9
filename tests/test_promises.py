"""Promises: which sentences of answers are, what closes them, and how they are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.library import Library
from store.model import DebateId, Kind, SpeechId
from store.parsed import Parsed, Remark
from store.promise_rules import told
from store.promises import Later, Promise, close, closers, dismiss, find, key_of, reopen, sentences, table
from store.records import Change, Correction, Edit
from tests.libraries import ANSWERER, ASKER, NOW, SOURCE, debate

PROMISED = [
    ("I will write to the hon. Lady.", "write"),
    ("I shall, of course, write to my right hon. Friend with the figures.", "write"),
    ("I am more than happy to write to her on that point.", "write"),
    ("I will certainly write to him.", "write"),
    ("I have asked the chief executive to write to the hon. Member.", "write"),
    ("I will drop him a note to explain the detail.", "write"),
    ("I would be very happy to meet my hon. Friend.", "meet"),
    ("The Schools Minister or I would be delighted to visit the pier.", "meet"),
    ("I will meet the hon. Gentleman next week.", "meet by"),
    ("We will publish the survey before the summer.", "publish by"),
    ("The Department expects to publish its response in due course.", "publish due-course"),
    ("The results will be published in November.", "publish"),
    ("A copy of the letter will be placed in the Library.", "library"),
    ("I will come back to the hon. Lady.", "answer"),
    ("I will let him have the answer.", "answer"),
    ("We will have more to say about Tarnmouth in due course.", "tell due-course"),
    ("I will make a statement to the House when the review ends.", "tell"),
    ("We will shortly be launching a strategy for piers.", "bring shortly"),
    ("I will look into the case of the lamp.", "look"),
    ("I undertake to do so.", "undertake"),
    ("The numbers will be announced shortly.", "shortly"),
]
NOT_PROMISED = [
    "I wrote to the hon. Lady last week.",
    "I invite him to write to me about the lamp.",
    "The hon. Gentleman will write to me, I am sure.",
    "We will not publish the survey.",
    "The figures cannot be published.",
    "I have no plans to publish it in due course.",
    "The survey was published shortly after the election.",
    "The council should meet the families.",
    "We will meet the cost of the wall.",
    "I am happy to meet that challenge.",
    "The report was published in 2028.",
    "It would be helpful to look into it.",
    "They will publish it when they like.",
    "The Government publish the figures every year.",
]


@pytest.mark.parametrize(("sentence", "rules"), PROMISED)
def test_a_promise_is_found_by_its_rules(sentence: str, rules: str) -> None:
    assert [" ".join(found.rules) for found in find(sentence)] == [rules]


@pytest.mark.parametrize("sentence", NOT_PROMISED)
def test_what_is_no_promise_is_left(sentence: str) -> None:
    assert find(sentence) == ()


def test_a_promise_is_its_whole_sentence() -> None:
    text = "The wall is sound. I will write to my right hon. Friend the Member for Upper Tarn.\nThe lamp is not."
    (found,) = find(text)
    assert text[found.start : found.end] == "I will write to my right hon. Friend the Member for Upper Tarn."
    assert told(found.rules) == "will write"
    assert told(("publish", "library", "due-course")) == "will publish, in due course"


PIECES = st.sampled_from(
    ["I will", "write to", "the hon.", "Lady", "publish", "certainly", "soon", ".", "!", "\n", "”", "happy to", "Dr.",
     "meet", "in due course", "🫖", "Llŷn", "we", ",", "not"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_sentences_part_any_text_and_promises_are_sentences(text: str) -> None:
    spans = list(sentences(text))
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False))
    assert "".join(text[a:b] for a, b in spans).split() == text.split() or "".join(text.split()) == "".join(
        "".join(text[a:b].split()) for a, b in spans
    )
    assert {(found.start, found.end) for found in find(text)} <= set(spans)


def test_words_that_repeat_take_no_time() -> None:
    assert find("I will certainly " + "certainly obviously " * 4000 + "go.") == ()
    assert find("hon. " * 4000) == ()


PROMISE = Promise(
    "k", SpeechId(20310505000001), DebateId(203105050001), 0, 30, "I will publish the survey of the harbour wall.",
    ("publish",), dt.date(2031, 5, 5), "Harbour dues", "Osric Vane", "The Secretary of State for Tides",
)  # fmt: skip


def later(text: str, day: int = 20, title: str = "Tides") -> Later:
    number = 20310500000000 + day * 10**6
    day_of = dt.date(2031, 5, day)
    return Later(SpeechId(number), DebateId(number // 100), day_of, title, "statement", "Osric Vane", "", text)


def test_what_may_have_closed_a_promise_is_proposed_with_its_reason() -> None:
    kept = later("Good morning. The survey of the harbour wall has been published.", 21)
    found = closers(PROMISE, "Will he publish the survey of the wall?", [later("We like walls."), kept])
    assert [(closer.later, closer.sentence) for closer in found] == [
        (kept, "The survey of the harbour wall has been published.")
    ]
    assert found[0].why == "says “has been published”; also of: harbour, survey, wall"


@pytest.mark.parametrize(
    "text",
    [
        "The survey of the harbour wall is long.",
        "I have published the menu of the tea room.",
        "",
        "I have published it.",
    ],
)
def test_what_says_nothing_done_or_is_about_other_things_is_not_proposed(text: str) -> None:
    assert closers(PROMISE, "", [later(text)]) == ()


def test_nothing_said_in_the_same_debate_closes_it() -> None:
    same = replace(later("The survey of the harbour wall has been published."), debate=PROMISE.debate)
    assert closers(PROMISE, "", [same]) == ()


def test_days_count_from_the_promise_to_today_or_to_what_closed_it() -> None:
    today = dt.date(2031, 6, 4)
    assert PROMISE.days(today) == 30
    assert replace(PROMISE, state="closed", closed_on=dt.date(2031, 5, 15)).days(today) == 10
    assert replace(PROMISE, state="dismissed").days(today) == 30
    names, row = table([PROMISE], today)
    given_row = dict(zip(names, row, strict=True))
    assert (given_row["state"], given_row["days"], given_row["rules"]) == ("open", "30", "will publish")


# In the library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.db")
    library.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
    return library


def found_in(library: Library) -> list[str]:
    library.look_for_promises(library.promise_days())
    return [promise.sentence for promise in library.promises()]


def test_promises_are_found_once_and_again_where_a_day_changes(library: Library) -> None:
    assert library.promises() == ()
    assert [day for day, _ in library.promise_days()] == [20310506, 20310505]
    assert found_in(library) == ["I will write to the hon. Lady."] * 2
    assert library.promise_days() == ()
    first = library.promises()[1]
    assert (first.who, first.to, first.title, first.rules) == (
        "Osric Vane",
        "Ffion Prydderch",
        "Harbour dues",
        ("write",),
    )
    edition = debate()
    remarks = (edition.remarks[0], replace(edition.remarks[1], text="We are lowering them. We will publish them."))
    library.add(Parsed((replace(edition, remarks=remarks),)), replace(SOURCE, digest="cd" * 32), now=NOW)
    assert [day for day, _ in library.promise_days()] == [20310505]
    assert found_in(library) == ["I will write to the hon. Lady.", "We will publish them."]


def test_only_answers_promise_and_what_a_reader_makes_an_answer_does(library: Library) -> None:
    edition = debate("Third", 7, "debate/3")
    asked = Remark("debate/3.1", "I will write to the Minister again.", ASKER, "Ffion Prydderch", number="1")
    answered = Remark("debate/3.2", "Very well.", ANSWERER, "Osric Vane")
    library.add(Parsed((replace(edition, remarks=(asked, answered)),)), SOURCE, now=NOW)
    assert len(found_in(library)) == 2
    opened = library.debate(library.find_debate("debate/3"))
    by_hand = Correction(opened.speeches[0].id, Kind.ANSWER)
    library.apply(Change("set", (Edit(None, by_hand),), opened.id), now=NOW)
    assert found_in(library)[0] == "I will write to the Minister again."
    library.undo(now=NOW)
    assert len(found_in(library)) == 2


def test_a_false_hit_is_dismissed_and_a_kept_promise_closed_and_both_undone(library: Library) -> None:
    found_in(library)
    newer, older = library.promises()
    dismissed = dismiss(newer, NOW)
    assert dismissed is not None
    assert dismissed.words == "dismissed a promise of Osric Vane, 6 May 2031"
    library.apply(dismissed, now=NOW)
    closed = close(older, newer.speech, NOW)
    assert closed is not None
    library.apply(closed, now=NOW)
    assert [promise.state for promise in library.promises()] == ["dismissed", "closed"]
    assert library.promises(state="") == ()
    (kept,) = library.promises(state="closed")
    assert (kept.closed_by, kept.closed_on, kept.days(dt.date(2040, 1, 1))) == (newer.speech, dt.date(2031, 5, 6), 1)
    assert close(kept, newer.speech, NOW) is None
    again = reopen(kept)
    assert again is not None
    library.apply(again, now=NOW)
    assert [promise.sentence for promise in library.promises(state="")] == ["I will write to the hon. Lady."]
    for _ in range(3):
        library.undo(now=NOW)
    assert [promise.state for promise in library.promises()] == ["", ""]
    assert reopen(library.promises()[0]) is None


def test_promises_are_read_on_from_one_of_them(library: Library) -> None:
    found_in(library)
    everything = library.promises()
    (first,) = library.promises(limit=1)
    assert (first, *library.promises(behind=first)) == everything
    assert library.promises_of(first.speech) == (first,)


def test_what_the_same_person_says_later_is_proposed(library: Library) -> None:
    edition = debate("Harbour dues", 20, "debate/9")
    text = "I have written to the hon. Lady about harbour dues."
    remarks = (edition.remarks[0], replace(edition.remarks[1], text=text))
    stranger = replace(edition, key="debate/10", remarks=(replace(remarks[1], speaker=ASKER, key="debate/10.1"),))
    library.add(Parsed((replace(edition, remarks=remarks), stranger)), SOURCE, now=NOW)
    found_in(library)
    promise = library.promises()[-1]
    (closer,) = library.closers(promise)
    assert closer.sentence == text
    assert (closer.later.date, closer.later.who) == (dt.date(2031, 5, 20), "Osric Vane")


def test_a_key_follows_the_words_and_not_the_printing() -> None:
    speech = SpeechId(1)
    assert key_of(speech, "I will “write” to him.") == key_of(speech, 'I will  "write" to him.')
    assert key_of(speech, "I will write.") != key_of(SpeechId(2), "I will write.")
