"""Exchanges set by hand: what each act sets, that it is undone as one, and that it outlives another import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.by_hand import as_found, broken, change, joined, of_kind, spoken_by
from store.errors import NotFoundError, StoreError
from store.library import Library
from store.model import Debate, Kind, Source, Speaker, SpeechId
from store.parsed import Parsed, ParsedDebate, Remark
from store.readings import Of, Wanted
from store.threads import thread
from store.why import why
from tests.invented import SMALL, small
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import pane, running, settled

FIRST = small().debate.speeches[0].id


def wholes(read: Debate) -> list[list[int]]:
    return [list(exchange.turns) for exchange in thread(read).exchanges]


def after(read: Debate, settings: object) -> Debate:
    """The debate as it is read with these settings on top."""
    assert isinstance(settings, dict)
    return replace(
        read,
        speeches=tuple(
            replace(
                speech,
                kind=settings[speech.id].kind or speech.kind,
                replies_to=speech.replies_to
                if settings[speech.id].replies_to is None
                else settings[speech.id].replies_to,
            )
            if speech.id in settings
            else speech
            for speech in read.speeches
        ),
    )


def at(place: int) -> SpeechId:
    return SpeechId(FIRST + place)


def test_an_exchange_is_broken_at_a_supplementary_and_joined_again() -> None:
    read = small().debate
    before = wholes(read)
    apart = after(read, broken(read, at(3)))
    assert [whole for whole in wholes(apart) if whole[0] == 3] == [[3, 4]]
    together = after(apart, joined(apart, at(3)))
    assert wholes(together) == before
    assert [speech.replies_to for speech in together.speeches] == [speech.replies_to for speech in read.speeches]


def test_a_question_is_taken_out_of_its_group_and_an_answer_told_what_it_answers() -> None:
    read = small().debate
    both = after(read, joined(read, at(6), (at(3), at(5))))
    assert both.speeches[6].replies_to == (at(3), at(5))
    alone = after(both, broken(both, at(3)))
    assert alone.speeches[6].replies_to == (at(5),)


def test_what_cannot_be_is_refused_in_a_sentence() -> None:
    read = small().debate
    with pytest.raises(StoreError, match="begins its exchange already"):
        broken(read, at(5))
    with pytest.raises(StoreError, match="nobody's"):
        broken(read, at(7))
    with pytest.raises(StoreError, match="earlier ones of its own debate"):
        joined(read, at(3), (at(6),))
    with pytest.raises(StoreError, match="nothing above"):
        joined(read, at(1), ())


@given(st.integers(0, len(SMALL) - 1), st.sampled_from(Kind))
def test_any_kind_set_leaves_links_that_lead_back(place: int, kind: Kind) -> None:
    read = small().debate
    again = after(read, of_kind(read, at(place), kind))
    assert again.speeches[place].kind is kind
    assert all(target < again.speeches[place].id for target in again.speeches[place].replies_to)
    kinds = {speech.id: speech.kind for speech in again.speeches}
    if kind is Kind.ANSWER and read.speeches[place].kind is not Kind.ANSWER:
        assert all(kinds[target] is Kind.QUESTION for target in again.speeches[place].replies_to)
    assert sorted(turn for whole in wholes(again) for turn in whole) == list(range(len(SMALL)))


def test_what_is_set_is_one_change_is_undone_and_outlives_another_import(tmp_path: Path) -> None:
    first = debate()
    third = Remark("debate/1.3", "When will they be lower still?", replace(first.remarks[0].speaker, ref="person/9"))
    first = replace(first, remarks=(*first.remarks, third))
    with Library.open(tmp_path / "library.db") as library:
        (added,) = library.add(Parsed((first,)), SOURCE, now=NOW).debates
        read = library.debate(added)
        asked, answered, again = (speech.id for speech in read.speeches)
        assert read.speeches[2].replies_to == (asked,)
        settings = broken(read, again)
        made = change(read, library.corrections(added), settings, "broke the exchange before")
        assert made is not None
        library.apply(made, now=NOW)
        speaker = Speaker("Ivo Thane", "Con", "Saltmere", None, "person/3")
        named = spoken_by(read, library.corrections(added), (answered,), speaker)
        assert named is not None
        library.apply(named, now=NOW)
        reason = library.debate(added).speeches[2].reason
        assert reason.startswith("set by hand; the rules found: ")
        assert "named by hand" in library.debate(added).speeches[1].reason
        newer = replace(first, remarks=(*first.remarks[:2], replace(third, text="I ask again: " + third.text)))
        library.add(Parsed((newer,)), replace(SOURCE, digest="ef" * 32), now=NOW)
        kept = library.debate(added)
        assert kept.speeches[2].text.startswith("I ask again")
        assert kept.speeches[2].replies_to == ()
        assert kept.speeches[1].speaker == speaker
        assert [s.kind for s in kept.speeches] == [Kind.QUESTION, Kind.ANSWER, Kind.QUESTION]
        assert library.shelf()[0].exchanges == 2
        # the pair page follows what was set by hand
        assert library.reading(Wanted(Of.PAIR, people=("person/1", "person/3"))).debates[0].id == added
        with pytest.raises(NotFoundError):
            library.reading(Wanted(Of.PAIR, people=("person/1", "person/2")))
        library.undo(now=NOW)
        library.undo(now=NOW)
        assert library.corrections(added) == {}
        assert library.debate(added).speeches[2].replies_to == (asked,)
        assert library.shelf()[0].exchanges == 1
        assert as_found(read, library.corrections(added), (again,)) is None


def test_why_tells_what_a_turn_replies_to_and_what_replies_to_it() -> None:
    lines = why(small().debate, at(2))
    assert lines[0][0] == "this is"
    assert lines[0][1].startswith("an answer, Ottoline Marsh: “The wall was surveyed")
    assert any(name == "answers" and "Bartholomew Quill" in told for name, told in lines)
    assert "because" in dict(lines)
    assert "replies" in dict(why(small().debate, at(1)))


async def test_in_the_app(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    first = debate()
    source = Source("day.xml", "TheyWorkForYou XML", "ab" * 32)
    more = ParsedDebate(
        **{name: getattr(first, name) for name in first.__slots__}  # type: ignore[arg-type]
        | {"remarks": (*first.remarks, Remark("debate/1.3", "And the quay?", first.remarks[0].speaker))}
    )
    with Library.open(path) as library:
        (number,) = library.add(Parsed((more,)), source, now=NOW).debates
    async with running(path) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        for keys in ("G", "number_sign"):
            await pilot.press(keys)
        await settled(pilot)
        assert pane(pilot).thread is not None
        assert len(pane(pilot).thread.exchanges) == 2  # type: ignore[union-attr]
        await pilot.press("ampersand")
        await settled(pilot)
        assert len(pane(pilot).thread.exchanges) == 1  # type: ignore[union-attr]
        await pilot.press("g", "k", "3")
        await settled(pilot)
        assert pane(pilot).thread.speeches[2].kind is Kind.STATEMENT  # type: ignore[union-attr]
        await pilot.press("g", "W", *"Ivo", "space", *"Thane", "enter")
        await settled(pilot)
        assert pane(pilot).thread.speeches[2].speaker == Speaker("Ivo Thane")  # type: ignore[union-attr]
        await pilot.press("g", "e")
        await settled(pilot)
        await pilot.press("escape", "u", "u", "u", "u")
        await settled(pilot)
    with Library.open(path) as library:
        assert library.corrections(number) == {}
        assert [change.undone for change in library.history()] == [True] * 4
