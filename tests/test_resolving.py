"""Volume and columns: what is matched, what is left, what is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.model import Debate, DebateId, Kind, Section, Source, Speech, SpeechId
from store.parsed import ParsedDebate, Remark
from store.records import Correction, DebateFacts, Edit
from store.resolving import Resolved, change, resolve, typed

DAY = dt.date(2025, 3, 13)
WORDS = (
    "What steps she is taking to support the village halls of the Ottermouth district.",
    "There are 10,000 village halls in the country, and on the whole they are dry.",
    "The hall at Otter St Mary has been shut since the autumn, and so has its kitchen.",
    "Order.",
    "What an excellent idea. There is a scheme of exactly that kind, and it has a form.",
    "Order.",
)


def speech(number: int, text: str, column: str | None = None) -> Speech:
    return Speech(SpeechId(20250313000001 + number), f"k{number}", Kind.SPEECH, None, "A Member", column, None, text)


def debate(*texts: str, volume: str | None = None) -> Debate:
    facts = ("Village Halls", DAY, "commons", Section.CHAMBER, (), volume, "")
    speeches = tuple(speech(number, text) for number, text in enumerate(texts))
    return Debate(DebateId(202503130001), "d", *facts, Source("page.txt", "a page"), speeches)


def report(*texts: str, first: int = 1203, volume: str | None = "763", **facts: object) -> ParsedDebate:
    remarks = tuple(Remark("", text, column=str(first + place)) for place, text in enumerate(texts))
    made = ParsedDebate("Village Halls", DAY, "commons", remarks, volume=volume)
    return replace(made, **facts)  # type: ignore[arg-type]


def columns(resolved: Resolved, of: Debate) -> list[str | None]:
    return [resolved.columns.get(speech.id) for speech in of.speeches]


def test_the_same_words_have_the_same_columns() -> None:
    ours = debate(*WORDS)
    found = resolve(ours, [report(*WORDS)])
    assert found.volume == "763"
    assert columns(found, ours) == ["1203", "1204", "1205", "1206", "1207", "1208"]
    assert found.unsure == ()


def test_printing_does_not_matter() -> None:
    ours = debate("“What steps”—she is taking—to support the village halls of the\nOttermouth district?")
    assert columns(resolve(ours, [report(*WORDS)]), ours) == ["1203"]


def test_an_opening_is_enough_where_it_is_the_only_one() -> None:
    ours = debate(WORDS[2] + " It has a roof still.")
    assert columns(resolve(ours, [report(*WORDS)]), ours) == ["1205"]
    twice = report(*WORDS, WORDS[2] + " And no roof.")
    assert columns(resolve(ours, [twice]), ours) == [None]


def test_an_excerpt_takes_its_own_columns() -> None:
    ours = debate(WORDS[1], WORDS[4])
    assert columns(resolve(ours, [report(*WORDS)]), ours) == ["1204", "1207"]


def test_words_that_stand_more_often_there_are_not_guessed() -> None:
    ours = debate(WORDS[0], WORDS[3])
    found = resolve(ours, [report(*WORDS)])
    assert columns(found, ours) == ["1203", None]
    assert found.unsure == (ours.speeches[1].id,)


def test_what_runs_against_the_order_is_not_believed() -> None:
    ours = debate(WORDS[0], WORDS[4], WORDS[2], "Nothing like it was ever said in the report of this debate.")
    assert columns(resolve(ours, [report(*WORDS)]), ours) == ["1203", None, None, None]


def test_another_debate_of_that_title_lends_nothing() -> None:
    ours = debate("Order.", "These words are only here, and stand in no report whatsoever.")
    other = report("Order.", "Something else entirely was said in the other debate of that title.")
    assert columns(resolve(ours, [other]), ours) == [None, None]
    both = debate(*WORDS[:3])
    assert columns(resolve(both, [other, report(*WORDS, first=1300)]), both) == ["1300", "1301", "1302"]


def test_another_day_or_house_is_passed_over() -> None:
    for other in (report(*WORDS, house="lords"), report(*WORDS, date=dt.date(2025, 3, 14))):
        found = resolve(debate(*WORDS), [other])
        assert (found.volume, dict(found.columns)) == (None, {})


def test_volumes_that_disagree_are_left() -> None:
    assert resolve(debate(*WORDS), [report(*WORDS), report(*WORDS, volume="764")]).volume is None
    assert resolve(debate(*WORDS, volume="762"), [report(*WORDS)]).volume is None


def test_columns_that_are_there_stay() -> None:
    ours = debate(*WORDS)
    ours = replace(ours, speeches=(replace(ours.speeches[0], column="9"), *ours.speeches[1:]))
    assert columns(resolve(ours, [report(*WORDS)]), ours)[:2] == [None, "1204"]


def test_a_report_without_columns_leaves_all_unsure() -> None:
    bare = report(*WORDS)
    bare = replace(bare, remarks=tuple(replace(remark, column=None) for remark in bare.remarks))
    found = resolve(debate(*WORDS), [bare])
    assert (found.volume, len(found.unsure)) == ("763", len(WORDS))


TEXTS = st.lists(st.sampled_from([*WORDS, *(word[:45] for word in WORDS), "", "—"]), max_size=8)


@given(TEXTS, TEXTS)
def test_a_column_only_comes_from_the_same_opening(here: list[str], there: list[str]) -> None:
    ours, theirs = debate(*here), report(*there)
    found = resolve(ours, [theirs])
    at = {remark.column: remark.text for remark in theirs.remarks}
    matched = [(speech, found.columns[speech.id]) for speech in ours.speeches if speech.id in found.columns]
    assert all(at[column][:40] == speech.text[:40] for speech, column in matched)
    assert [int(column) for _, column in matched] == sorted({int(column) for _, column in matched})
    assert {*found.columns, *found.unsure} == {speech.id for speech in ours.speeches}


def test_typed_volume_and_columns() -> None:
    ours = debate(*WORDS)
    found = typed(ours, "763", ["1203", "20250313000003=45WH"])
    assert (found.volume, dict(found.columns)) == ("763", {20250313000001: "1203", 20250313000003: "45WH"})


@pytest.mark.parametrize(
    ("volume", "column", "told"),
    [
        ("vol. 763", "1", "“vol. 763” is no volume"),
        ("", "1", "“” is no volume"),
        ("763", "c. 12", "“c. 12” is no column"),
        ("763", "٣", "“٣” is no column"),
        ("763", "20250313000009=12", "Village Halls has no speech 20250313000009; `dispatchbox show 202503130001`"),
    ],
)
def test_what_cannot_be_typed(volume: str, column: str, told: str) -> None:
    with pytest.raises(StoreError, match=told.replace(".", r"\.")):
        typed(debate(*WORDS), volume, [column])


def test_the_change_that_stores_it() -> None:
    ours = debate(*WORDS[:2])
    facts = DebateFacts(ours.id, ours.title, DAY, "commons", Section.CHAMBER)
    first, second = (speech.id for speech in ours.speeches)
    before = Correction(second, kind=Kind.QUESTION)
    made = change(ours, facts, {second: before}, Resolved("763", {first: "1203", second: "1204"}))
    assert made is not None
    assert made.words == "set volume 763 and 2 columns of Village Halls, 13 March 2025"
    assert made.edits == (
        Edit(facts, replace(facts, volume="763")),
        Edit(None, Correction(first, column="1203")),
        Edit(before, Correction(second, kind=Kind.QUESTION, column="1204")),
    )


def test_nothing_found_changes_nothing() -> None:
    ours = debate(*WORDS[:2])
    facts = DebateFacts(ours.id, ours.title, DAY, "commons", Section.CHAMBER, "763")
    assert change(ours, facts, {}, Resolved()) is None
    assert change(ours, facts, {}, Resolved("763")) is None
    known = Correction(ours.speeches[0].id, column="12")
    assert change(ours, facts, {known.speech: known}, Resolved(None, {known.speech: "12"})) is None
