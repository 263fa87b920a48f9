"""The same again: editions, other sources, excerpts and the full debate, in either order."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import anchors, identity
from store.annotations import Author, note_on, untag
from store.library import Library
from store.library.importer import Added
from store.model import Debate, Excerpt, Kind, NoteId, Place, Position, Section, Source, Speaker
from store.parsed import Parsed, ParsedDebate, Remark
from store.records import Placing, Scope
from tests import oracle
from tests.libraries import NOW, SOURCE

PAGE = Source("page.txt", "Parallel Parliament page", "cd" * 32)
IDS = (NoteId(f"{n:032x}") for n in count(1))
VANE = Speaker("Osric Vane", "Con", "Tarnmouth", "The Secretary of State for Tides")
PRYDDERCH = Speaker("Ffion Prydderch", "Lab", "Aberllyn")
QUILL = Speaker("Bartholomew Quill", "Ind", "Upper Tarn")
SAID = (
    (PRYDDERCH, "What steps he is taking to reduce the dues that are paid by small boats in Aberllyn harbour."),
    (VANE, "We are lowering the dues in every harbour by a tenth, and we will go further when the time comes."),
    (PRYDDERCH, "A tenth is not much. Will he meet the people who keep small boats in my constituency?"),
    (VANE, "Yes."),
    (QUILL, "Does the Secretary of State agree that the lighthouse at Upper Tarn ought to have been painted by now?"),
    (VANE, "No."),
    (QUILL, "Does he not think that the ships of this nation deserve a lighthouse that can be seen from the sea?"),
    (VANE, "No."),
)


def remark(place: int, key: str = "", text: str | None = None) -> Remark:
    speaker, words = SAID[place]
    number = str(place) if place in (0, 4) else ""
    return Remark(key and f"{key}.{place}", words if text is None else text, speaker, speaker.name, number=number)


def parsed(places: list[int], key: str = "", **facts: object) -> ParsedDebate:
    values: dict[str, object] = {
        "title": "Harbours",
        "date": dt.date(2031, 5, 5),
        "house": "commons",
        "remarks": tuple(remark(place, key) for place in places),
        "key": key,
    }
    return ParsedDebate(**(values | facts))  # type: ignore[arg-type]


FULL = parsed(list(range(8)), "day/1")
PAIR = parsed([0, 1, 2, 3], excerpt=Excerpt.PAIR)
OTHER_PAIR = parsed([4, 5, 6, 7], excerpt=Excerpt.PAIR)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library.db")


def bring(library: Library, *debates: ParsedDebate, source: Source = SOURCE) -> Added:
    return library.add(Parsed(debates), source, now=NOW)


def counts(added: Added) -> tuple[int, int, int]:
    return added.new, added.updated, added.unchanged


def opened(library: Library, added: Added) -> Debate:
    return library.debate(added.debates[0])


def note(library: Library, debate: Debate, place: int, words: str) -> NoteId:
    speech = debate.speeches[place]
    start = speech.text.index(words)
    target = (Scope.SPAN, (anchors.make(speech.id, speech.text, start, start + len(words)),))
    change = note_on(next(IDS), debate, target, Author(NOW), body="!")
    assert change is not None
    made = library.apply(change, now=NOW).edits[0].after
    return made.id  # type: ignore[union-attr]


def revised(place: int, text: str, *, base: ParsedDebate = FULL) -> ParsedDebate:
    remarks = list(base.remarks)
    remarks[place] = replace(remarks[place], text=text)
    return replace(base, remarks=tuple(remarks))


@pytest.mark.parametrize("debates", [(FULL,), (PAIR,), (PAIR, OTHER_PAIR), (FULL, replace(FULL, key="day/2"))])
def test_the_same_file_again_adds_nothing(library: Library, debates: tuple[ParsedDebate, ...]) -> None:
    first = bring(library, *debates)
    said = [library.debate(debate) for debate in first.debates]
    again = bring(library, *debates)
    assert counts(again) == (0, 0, first.speeches)
    assert again.debates == first.debates
    assert [library.debate(debate) for debate in first.debates] == said
    assert library.totals() == (len(debates), first.new)


def test_a_newer_edition_keeps_the_older_wording_and_moves_the_notes(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    sure = note(library, before, 1, "every harbour by a tenth")
    lost = note(library, before, 4, "painted by now")
    library.keep_place(before.id, Place(Position(before.speeches[1].id, 90)))
    newer = revised(1, "I can tell the House this: " + SAID[1][1])
    newer = revised(4, "Does the Secretary of State agree that the lighthouse at Upper Tarn is dark?", base=newer)
    added = bring(library, newer, source=replace(SOURCE, digest="ef"))
    assert counts(added) == (0, 2, 6)
    now = opened(library, added)
    assert [speech.id for speech in now.speeches] == [speech.id for speech in before.speeches]
    assert [speech.text for speech in now.speeches] == [remark.text for remark in newer.remarks]
    assert now.source.digest == "ef"
    versions = library.versions(now.speeches[1].id)
    assert [(old.text, old.source) for old in versions] == [(SAID[1][1], SOURCE)]
    quote = library.note(sure).quotes[0]
    assert now.speeches[1].text[quote.span.start : quote.span.end] == "every harbour by a tenth"
    assert [one.id for one in library.orphans()] == [lost]
    assert library.note(lost).quotes[0].text == "painted by now"
    place = library.place(now.id)
    assert place is not None
    assert place.position.offset == 90 + len("I can tell the House this: ")


def test_undo_goes_on_over_a_new_edition(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    made = note(library, before, 1, "every harbour")
    library.undo(now=NOW)
    bring(library, revised(1, "Let me be clear. " + SAID[1][1]))
    library.redo(now=NOW)
    quote = library.note(made).quotes[0]
    assert (quote.span.start, quote.placing) == (SAID[1][1].index("every harbour") + 17, Placing.SURE)
    library.undo(now=NOW)
    assert library.notes(before.id) == ()


def test_a_speech_that_a_newer_edition_lacks_keeps_its_notes_in_the_tray(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    made = note(library, before, 4, "painted by now")
    shorter = replace(FULL, remarks=FULL.remarks[:4] + FULL.remarks[6:])
    after = opened(library, bring(library, shorter))
    assert len(after.speeches) == 6
    assert [one.id for one in library.orphans()] == [made]
    again = opened(library, bring(library, FULL))
    assert again == before
    assert library.orphans() == ()
    assert library.note(made).quotes[0].placing is Placing.SURE


def test_a_shorter_capture_takes_nothing_away(library: Library) -> None:
    first = bring(library, PAIR, source=PAGE)
    shorter = replace(PAIR, remarks=PAIR.remarks[:3])
    assert bring(library, shorter, source=PAGE).new == 0
    assert len(opened(library, first).speeches) == 4


@pytest.mark.parametrize("words", ["wide あ words ", "a b c d e f g h i j "])
def test_long_texts_of_the_same_words_are_compared_in_time(words: str) -> None:
    old = f"Here: {words * 8_000}. And no more."
    for new in (f"Some. {old}", old.replace("more", "less"), old[50_000:], words * 9_000, old):
        before = time.process_time()
        pieces = list(identity.word_changes(old, new))
        assert time.process_time() - before < 20
        assert ("".join(a for a, _ in pieces), "".join(b for _, b in pieces)) == (old, new)
    assert identity.word_changes(old, old.replace("more", "less")).__next__()[0].startswith("Here: ")
    assert [pair for pair in identity.word_changes(old, old.replace("more", "less")) if pair[0] != pair[1]] == [
        ("more", "less")
    ]


@pytest.mark.parametrize("full_first", [True, False])
def test_an_excerpt_shares_the_speeches_of_the_full_debate(library: Library, *, full_first: bool) -> None:
    pages = {"full": (FULL, SOURCE), "pair": (PAIR, PAGE), "other": (OTHER_PAIR, PAGE)}
    order = ["full", "pair", "other"] if full_first else ["pair", "other", "full"]
    added = {name: bring(library, pages[name][0], source=pages[name][1]) for name in order}
    assert sum(one.new for one in added.values()) == 8
    full, pair, other = (opened(library, added[name]) for name in ("full", "pair", "other"))
    assert [speech.id for speech in (*pair.speeches, *other.speeches)] == [speech.id for speech in full.speeches]
    assert [speech.key for speech in pair.speeches] == [speech.key for speech in full.speeches[:4]]
    assert library.speech(pair.speeches[0].id)[0] == full.id
    made = note(library, pair, 1, "every harbour")
    assert [one.id for one in library.notes(full.id)] == [made]
    assert {row.id: row.notes for row in library.shelf()} == {full.id: 1, pair.id: 1, other.id: 0}
    for name in order:
        assert counts(bring(library, pages[name][0], source=pages[name][1]))[0] == 0
    assert (library.debate(full.id), library.debate(pair.id)) == (full, pair)
    assert {row.id: row.speeches for row in library.shelf()} == {full.id: 8, pair.id: 4, other.id: 4}


def test_notes_on_an_excerpt_stay_when_the_full_debate_prints_other_words(library: Library) -> None:
    pair = opened(library, bring(library, PAIR, source=PAGE))
    made = note(library, pair, 1, "every harbour by a tenth")
    printed = revised(1, SAID[1][1].replace("We are lowering", "We are, I hope, lowering"))
    full = opened(library, bring(library, printed))
    (found,) = library.notes(full.id)
    assert (found.id, found.quotes[0].placing) == (made, Placing.SURE)
    span = found.quotes[0].span
    assert full.speeches[1].text[span.start : span.end] == "every harbour by a tenth"
    assert [old.text for old in library.versions(full.speeches[1].id)] == [SAID[1][1]]


def test_words_that_nobody_is_named_for_are_known_by_their_order(library: Library) -> None:
    said = ("Prayers.", "The House met at half-past Two.", "Prayers.")
    debate = parsed([], remarks=tuple(Remark("", text) for text in said))
    first = opened(library, bring(library, debate, source=PAGE))
    more = replace(debate, remarks=(*debate.remarks, Remark("", "The House rose.")))
    added = bring(library, more, source=PAGE)
    assert counts(added) == (1, 0, 3)
    assert opened(library, added).speeches[:3] == first.speeches


def test_short_answers_that_are_alike_stay_apart(library: Library) -> None:
    debate = opened(library, bring(library, FULL))
    assert len({speech.id for speech in debate.speeches}) == 8
    page = parsed([6, 7], excerpt=Excerpt.PAIR)
    pair = opened(library, bring(library, page, source=PAGE))
    assert [speech.id for speech in pair.speeches] == [speech.id for speech in debate.speeches[6:]]


def test_identical_written_answers_stay_two(library: Library) -> None:
    answers = tuple(parsed([1], f"wrans/{n}", title=f"Boats {n}", section=Section.WRITTEN_ANSWER) for n in range(3))
    assert counts(bring(library, *answers)) == (3, 0, 0)
    assert counts(bring(library, *answers)) == (0, 0, 3)
    keyless = tuple(replace(one, key="", remarks=(replace(one.remarks[0], key=""),)) for one in answers)
    assert bring(library, *keyless, source=PAGE).new == 3


def test_a_turn_that_somebody_else_has_between_two_that_are_known_is_another(library: Library) -> None:
    full = opened(library, bring(library, FULL))
    made = note(library, full, 1, "every harbour by a tenth")
    other = replace(remark(4, text="I shall answer that in the place of my right honourable Friend."), number="")
    page = parsed([], remarks=(remark(0), other, remark(2)), excerpt=Excerpt.PAIR)
    added = bring(library, page, source=PAGE)
    assert added.new == 1
    pair = opened(library, added)
    assert [speech.id in {one.id for one in full.speeches} for speech in pair.speeches] == [True, False, True]
    assert (pair.speeches[0].id, pair.speeches[2].id) == (full.speeches[0].id, full.speeches[2].id)
    assert library.debate(full.id) == full
    assert library.note(made).quotes[0].placing is Placing.SURE


def test_the_same_words_in_another_place_are_other_words(library: Library) -> None:
    bring(library, FULL)
    assert bring(library, parsed(list(range(8)), "west/1", section=Section.WESTMINSTER_HALL)).new == 8
    assert bring(library, parsed(list(range(8)), "lords/1", house="lords")).new == 8
    assert bring(library, parsed(list(range(8)), "next/1", date=dt.date(2031, 5, 6))).new == 8


def test_another_full_source_fills_in_what_is_lacking(library: Library) -> None:
    debate = opened(library, bring(library, FULL))
    remarks = tuple(
        replace(one, key=f"guid-{n}", column=str(100 + n), time="10:00:00", text=one.text.replace("'", "’"))
        for n, one in enumerate(FULL.remarks)
    )
    other = replace(FULL, key="guid", remarks=remarks, volume="700", title="Harbours: dues")
    added = bring(library, other, source=PAGE)
    assert added.new == 0
    assert added.debates == (debate.id,)
    now = library.debate(debate.id)
    assert (now.title, now.volume, now.source) == ("Harbours", "700", SOURCE)
    assert [speech.column for speech in now.speeches] == [str(100 + n) for n in range(8)]
    assert [speech.text for speech in now.speeches] == [speech.text for speech in debate.speeches]
    assert counts(bring(library, other, source=PAGE)) == (0, 0, 8)
    assert counts(bring(library, FULL)) == (0, 0, 8)


def test_two_debates_of_one_key_in_one_file_are_two(library: Library) -> None:
    twice = (FULL, parsed([4, 5], "day/1"))
    assert counts(bring(library, *twice)) == (10, 0, 0)
    assert counts(bring(library, *twice)) == (0, 0, 10)


def test_a_page_of_the_same_title_and_people_is_another_debate(library: Library) -> None:
    bring(library, parsed([0, 1], excerpt=Excerpt.PAIR), source=PAGE)
    added = bring(library, parsed([2, 3], excerpt=Excerpt.PAIR), source=PAGE)
    assert counts(added) == (2, 0, 0)
    assert library.totals() == (2, 4)


def test_keys_that_an_edition_renamed_are_followed(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    renamed = parsed(list(range(8)), "day/9")
    pairs = (("day/1", "day/9"), *((f"day/1.{n}", f"day/9.{n}") for n in range(8)))
    added = library.add(Parsed((renamed,), redirects=pairs), SOURCE, now=NOW)
    assert added.new == 0
    assert [speech.id for speech in opened(library, added).speeches] == [speech.id for speech in before.speeches]
    assert library.totals() == (1, 8)


def test_a_key_that_now_means_another_speech_takes_no_note_along(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    made = note(library, before, 4, "painted by now")
    remarks = (*FULL.remarks[:4], replace(FULL.remarks[2], key="day/1.4", text="I have quite another point to make."))
    bring(library, replace(FULL, remarks=remarks))
    assert library.note(made).quotes[0].placing is Placing.LOST


def on_the_whole(library: Library, debate: Debate, place: int, *tags: str) -> NoteId:
    target = (Scope.SPEECH, (anchors.whole(debate.speeches[place].id),))
    change = note_on(next(IDS), debate, target, Author(NOW), body="!", tags=tags)
    assert change is not None
    return library.apply(change, now=NOW).edits[0].after.id  # type: ignore[union-attr]


def test_keys_dealt_out_anew_take_no_note_to_another_speech_of_the_same_speaker(library: Library) -> None:
    texts = [SAID[4][1], SAID[6][1], *(f"It is the {word} time that I ask who pays for coal at Tarn." for word in "ab")]
    said = [Remark("", text, QUILL, QUILL.name) for text in texts]
    first, second = (
        replace(FULL, remarks=tuple(replace(one, key=f"day/1.{n}") for n, one in enumerate(some)))
        for some in (said[:3], said[1:])
    )
    before = opened(library, bring(library, first))
    made = [on_the_whole(library, before, place) for place in (0, 1)]
    library.undo(now=NOW)
    bring(library, second)
    library.redo(now=NOW)
    waiting = {note.id for note in library.orphans()}
    assert made[0] in waiting
    for number, text in zip(made, texts, strict=False):
        assert number in waiting or library.speech(library.note(number).quotes[0].span.speech)[1].text == text


def test_a_note_on_a_whole_speech_that_now_says_something_else_waits(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    made = on_the_whole(library, before, 4)
    other = "I wish to ask about quite another thing: who pays for the coal at Tarnmouth, and why is it wet?"
    bring(library, revised(4, other))
    assert [(note.id, note.quotes[0].placing) for note in library.orphans()] == [(made, Placing.MOVED)]
    bring(library, revised(4, other + " Will he say?"))
    assert [note.id for note in library.orphans()] == [made]
    bring(library, FULL)
    assert library.orphans() == ()
    assert library.note(made).quotes == (anchors.whole(before.speeches[4].id),)


def test_a_note_done_again_on_a_speech_that_went_meanwhile_waits(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    made = [note(library, before, 4, "painted by now"), on_the_whole(library, before, 4)]
    for _ in made:
        library.undo(now=NOW)
    bring(library, replace(FULL, remarks=FULL.remarks[:4] + FULL.remarks[6:]))
    for _ in made:
        library.redo(now=NOW)
    assert {note.id for note in library.orphans()} == set(made)


def test_tags_that_came_back_in_another_order_keep_nothing_from_being_undone(library: Library) -> None:
    before = opened(library, bring(library, FULL))
    made = on_the_whole(library, before, 4, "b", "a")
    library.apply(untag(before, library.notes(before.id), ["b"], Author(NOW)), now=NOW)  # type: ignore[arg-type]
    bring(library, replace(FULL, remarks=FULL.remarks[:4] + FULL.remarks[6:]))
    library.undo(now=NOW)
    assert library.note(made).tags == ("b", "a")
    library.undo(now=NOW)
    assert library.notes(before.id) == ()


def test_what_a_reader_corrected_stays_over_a_new_edition(library: Library) -> None:
    debate = opened(library, bring(library, FULL))
    facts = library.facts(debate.id)
    from store.annotations import correct_debate, remove_debate

    library.apply(correct_debate(facts, replace(facts, title="Dues", date=dt.date(2031, 5, 7))), now=NOW)
    added = bring(library, replace(revised(3, "Yes, I will."), title="Harbours (No. 2)", volume="9"))
    assert added.debates == (debate.id,)
    now = library.debate(debate.id)
    assert (now.title, now.date, now.volume) == ("Dues", dt.date(2031, 5, 7), "9")
    library.apply(remove_debate(library.facts(debate.id)), now=NOW)
    bring(library, replace(revised(3, "Yes, I will."), title="Harbours (No. 2)", volume="9"))
    assert library.totals() == (1, 8)


def test_links_and_counts_follow_a_new_edition(library: Library) -> None:
    debate = opened(library, bring(library, parsed([0, 1, 2], "day/1")))
    assert library.shelf()[0].exchanges >= 1
    now = opened(library, bring(library, FULL))
    assert now.id == debate.id
    assert [row.speeches for row in library.shelf()] == [8]
    assert now.speeches[5].kind is Kind.ANSWER
    assert now.speeches[5].replies_to == (now.speeches[4].id,)


EDITION = revised(1, "Let me be clear. " + SAID[1][1], base=revised(3, "Yes, I will."))
SHORTER = replace(FULL, remarks=FULL.remarks[2:7])
ONE = parsed([6, 7], excerpt=Excerpt.MEMBER)
EVERYTHING = (FULL, EDITION, SHORTER, PAIR, OTHER_PAIR, ONE, parsed(list(range(8)), "guid", volume="7"))


@given(st.lists(st.sampled_from(range(len(EVERYTHING))), min_size=1, max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_in_any_order_every_library_is_sound(order: list[int], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db") as library:
        noted = 0
        for which in order:
            added = bring(library, EVERYTHING[which], source=replace(SOURCE, digest=str(which)))
            assert added.speeches == len(EVERYTHING[which].remarks)
            assert bring(library, EVERYTHING[which], source=SOURCE).new == 0
            now = opened(library, added)
            place = data.draw(st.integers(0, len(now.speeches) - 1))
            note(library, now, place, now.speeches[place].text[:20])
            noted += 1
        assert library.found_by("boats NEAR/1 lighthouse", limit=100) == ()
        assert len(library.history(limit=100)) == noted
        assert {row.speeches for row in library.shelf()} <= {2, 4, 5, 8}
        oracle.sound(library.path)
        while library.undo(now=NOW):
            pass
        assert all(library.notes(row.id) == () for row in library.shelf())


@given(st.text(max_size=40), st.text(max_size=40))
def test_word_changes_join_to_the_texts(old: str, new: str) -> None:
    pieces = list(identity.word_changes(old, new))
    assert ("".join(a for a, _ in pieces), "".join(b for _, b in pieces)) == (old, new)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("“Dues” – no.", '"dues" - no', 1.0), ("a b c d", "a b x d", 0.75), ("a", "b", 0.0), ("", "", 1.0)],
)
def test_likeness(one: str, other: str, alike: float) -> None:
    assert identity.likeness(one, other) == alike


def test_keys_are_made_where_a_source_gives_none() -> None:
    keys = list(identity.remark_keys(parsed(list(range(8)))))
    assert len(set(keys)) == 8
    assert keys[7] == f"{keys[5]}.2"
    assert list(identity.remark_keys(FULL)) == [f"day/1.{n}" for n in range(8)]
