"""The notebook: every annotation in an order, under heads, meant by a query; and what is done to many at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.widgets import Input

from store import anchors, bulk
from store.annotations import Author, highlight, note_on, put_tag, tag
from store.library import Library
from store.model import NoteId
from store.notebook import Group, Sort
from store.parsed import Parsed
from store.records import Change, Correction, Edit, Scope, Tag, Verdict
from store.search.model import Query
from store.search.parsing import parse
from tests import oracle
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import library as library
from tests.test_app import pane, running, screen_text, settled
from tests.test_every_key import strike as press
from tui.screens.notebook import NotebookScreen

AUTHOR = Author(NOW, "A. Reader")


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Two debates; tags in a tree, codes, a note on a debate."""
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
        ids = (NoteId(f"{n:032x}") for n in range(1, 100))
        for n, row in enumerate(opened.shelf()):
            read = opened.debate(row.id)
            where = [(Scope.SPEECH, (anchors.whole(speech.id),)) for speech in read.speeches]
            last = read.speeches[-1]
            words = [(Scope.SPAN, (anchors.make(last.id, last.text, 0, 5),))]
            acts = [
                tag(read, (), where[:2], ["tax/income", f"topic {n}"], AUTHOR, ids),
                highlight(read, (), words, "promise", AUTHOR, ids),
                note_on(next(ids), read, (Scope.DEBATE, ()), AUTHOR, body="Compare the Wexcombe letter", tags=["Tax"]),
            ]
            for act in acts:
                assert act is not None
                opened.apply(act, now=NOW)
        opened.apply(put_tag(Tag("Tax", "What is paid", 4)), now=NOW)
    return path


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("group", Group)
def test_every_order_holds_every_annotation(marked: Path, sort: Sort, group: Group) -> None:
    with Library.open(marked) as opened:
        order = opened.note_order(sort, group)
        entries = opened.entries([number for number, _ in order])
        assert len({number for number, _ in order}) == opened.note_count() == len(entries) == 8
        heads = [head for _, head in order]
        assert sorted(set(heads), key=heads.index) == [head for n, head in enumerate(heads) if head not in heads[:n]]
        assert opened.note_order(sort, group, 3) == order[:3]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("letters", 2),
        ("tag:tax", 6),
        ("tag:tax -has:note", 4),
        ("code:promise", 2),
        ("has:note", 2),
        ('note:"wexcombe letter"', 2),
        ("wex*", 2),
        ("title:other", 4),
        ("date:..2020", 0),
        ("is:annotated", 8),
        ("code:promise OR has:note", 4),
        ("compare NEAR/3 letter", 2),
        ("is:unread", 6),
        ("letter -is:unread", 2),
        ("asked-by:prydderch", 6),
        ("answered-by:vane code:promise", 2),
        ("answered-by:prydderch", 0),
        ("column:483", 4),
        ("verdict:evaded", 2),
        ("parliament:58", 0),
        ("parliament:59", 8),
    ],
)
def test_a_query_means_annotations(marked: Path, text: str, count: int) -> None:
    query = parse(text, dt.date(2031, 5, 6))
    assert isinstance(query, Query)
    with Library.open(marked) as opened:
        answers = [opened.debate(row.id).speeches[1].id for row in opened.shelf()]
        opened.apply(Change("set", tuple(Edit(None, Correction(n, column="483")) for n in answers)), now=NOW)
        opened.apply(Change("judged", (Edit(None, Verdict(answers[0], "evaded")),)), now=NOW)
        assert len(opened.meant(query)) == count


def done(opened: Library, change: Change | None) -> Change:
    assert change is not None
    return opened.apply(change, now=NOW)


def tags_of(opened: Library) -> dict[str, int]:
    return {tag.name: uses for tag, uses in opened.tags()}


def defined(opened: Library) -> list[Tag]:
    return [tag for tag, _ in opened.tags() if tag.definition or tag.key]


def test_a_tag_is_renamed_with_all_below_it_and_undone(marked: Path) -> None:
    with Library.open(marked) as opened:
        before = oracle.exported(opened)
        change = bulk.rename_tag(opened.tagged("tax"), defined(opened), "tax", "levy", AUTHOR)
        assert done(opened, change).words == "renamed the tag tax to levy on 6 annotations"
        assert tags_of(opened) == {"levy/income": 4, "levy": 2, "topic 0": 2, "topic 1": 2}
        assert [tag for tag, _ in opened.tags() if tag.name == "levy"] == [Tag("levy", "What is paid", 4)]
        opened.undo(now=NOW)
        assert oracle.exported(opened) == before


def test_tags_are_merged_split_and_deleted_as_one_change_each(marked: Path) -> None:
    with Library.open(marked) as opened:
        before = oracle.exported(opened)
        notes = [*opened.tagged("topic 0"), *opened.tagged("topic 1")]
        done(opened, bulk.merge_tags(notes, defined(opened), ["topic 0", "topic 1"], "topic", AUTHOR))
        assert tags_of(opened)["topic"] == 4
        notes = list(opened.tagged("topic"))
        parts = {note.id: (("a", "b") if n else ("a",)) for n, note in enumerate(notes)}
        done(opened, bulk.split_tag(notes, defined(opened), "topic", parts, AUTHOR))
        assert tags_of(opened) == {"tax/income": 4, "a": 4, "b": 3, "Tax": 2}
        done(opened, bulk.remove_tag(opened.tagged("TAX"), defined(opened), "TAX", AUTHOR))
        assert tags_of(opened) == {"a": 4, "b": 3}
        for _ in range(3):
            opened.undo(now=NOW)
        assert oracle.exported(opened) == before
    oracle.sound(marked)


def test_a_code_is_renamed_and_taken_out_with_its_highlights(marked: Path) -> None:
    with Library.open(marked) as opened:
        before = oracle.exported(opened)
        code = next(code for code in opened.codes() if code.name == "promise")
        from dataclasses import replace

        done(opened, bulk.rename_code(opened.coded("promise"), code, replace(code, name="pledge"), AUTHOR))
        assert opened.code_uses() == {"pledge": (2, 2)}
        code = next(code for code in opened.codes() if code.name == "pledge")
        assert done(opened, bulk.remove_code(opened.coded("pledge"), code, AUTHOR)).words.endswith("2 annotations")
        assert opened.note_count() == 6
        opened.undo(now=NOW)
        opened.undo(now=NOW)
        assert oracle.exported(opened) == before


async def test_the_notebook_marks_tags_and_opens_in_place(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "H", "e", "j", "H", "p", "j", "H", "p", "q", "g", "b")
        assert isinstance(pilot.app.screen, NotebookScreen)
        assert "3 annotations" in screen_text(pilot)
        await press(pilot, "asterisk", "plus")
        assert "Add to 3 annotations" in screen_text(pilot)
        pilot.app.screen.query_one(Input).value = "ferries"
        await press(pilot, "enter")
        assert screen_text(pilot).count("#ferries") >= 3
        await press(pilot, "u")
        assert "#ferries" not in screen_text(pilot)
        await press(pilot, "backslash", *"code:promise", "enter")
        assert "2 of 3 annotations" in screen_text(pilot)
        await press(pilot, "S", "S", "S", "S", "enter")
        note = pane(pilot).marks.notes[pane(pilot).note]  # type: ignore[index]
        assert note.code == "promise"
        assert pane(pilot).caret.speech == note.quotes[0].span.speech


async def test_a_filter_that_is_no_query_says_so(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "H", "e", "g", "b", "backslash", *"is:lost")
        await settled(pilot)
        assert "is: takes one of" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, NotebookScreen)
