"""The tag manager and the codebook: their rules, their screens, and the codebook out and in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from store import codebook
from store.errors import StoreError
from store.library import Library
from store.records import Code, Tag
from store.schema import CODEBOOK
from store.tagging import DEEPEST, distance, near, tree
from tests.test_app import library as library
from tests.test_app import pane, running, screen_text
from tests.test_every_key import strike as press
from tui.cli import dispatchbox

CODES = tuple(Code(*code) for code in CODEBOOK)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Ferries", "ferries", "case, signs or accents"),
        ("sea-bed", "sea bed", "case, signs or accents"),
        ("café", "cafe", "case, signs or accents"),
        ("ferry", "ferries", "singular and plural"),
        ("tax", "taxes", "singular and plural"),
        ("harbour", "harbuor", "one letter apart"),
        ("procurement", "procurment", "one letter apart"),
        ("accommodation", "acomodation", "two letters apart"),
        ("tax", "tar", None),
        ("health", "wealth", "one letter apart"),
        ("ferry", "harbour", None),
        ("class", "clas", None),
    ],
)
def test_tags_that_are_nearly_the_same(one: str, other: str, why: str | None) -> None:
    found = near([(one, 1), (other, 2)])
    assert [pair.why for pair in found] == ([why] if why else [])
    if why:
        assert (found[0].less, found[0].more) == (one, other)


def test_very_long_tags_are_not_taken_apart_letter_by_letter() -> None:
    """A tag of 20,000 letters once made the manager build two hundred million others."""
    long = "harbour" * 3000
    assert near([(long, 1), (long[:-1], 2)]) == ()
    assert near([("harbour dues", 1), ("harbour dues.", 2), (long, 1)])[0].less == "harbour dues"
    very = "harbour" * 20_000
    assert [pair.why for pair in near([(f"{very}.", 1), (very, 2)])] == ["case, signs or accents"]


def test_a_tag_of_a_hundred_thousand_levels_is_a_tree_of_few() -> None:
    endless = "a/" * 50_000 + "b"
    branches = tree([(Tag(endless), 1), (Tag("a/b"), 2)])
    assert len(branches) == DEEPEST + 2
    assert endless in {branch.tag.name for branch in branches}
    assert max(branch.depth for branch in branches) == DEEPEST


@given(st.lists(st.text("abcdefg", min_size=5, max_size=9), min_size=2, max_size=12, unique=True))
def test_no_pair_within_its_distance_is_missed(names: list[str]) -> None:
    found = {frozenset((pair.less, pair.more)) for pair in near([(name, 1) for name in names])}
    for n, one in enumerate(names):
        for other in names[n + 1 :]:
            if distance(one, other) <= (2 if min(len(one), len(other)) >= 7 else 1):
                assert frozenset((one, other)) in found


def test_the_tree_has_a_branch_for_every_name_above() -> None:
    branches = tree([(Tag("a/b/c"), 2), (Tag("A"), 1), (Tag("z"), 0)])
    assert [(b.tag.name, b.depth, b.uses, b.below) for b in branches] == [
        ("A", 0, 1, 3),
        ("a/b", 1, 0, 2),
        ("a/b/c", 2, 2, 2),
        ("z", 0, 0, 0),
    ]


HOSTILE = (Code("=cmd()", "=", "#ff0000", "bold", "-1+1, “a”\x1b[31m"), Code("'quoted", "q", "red"))


@pytest.mark.parametrize("write", [codebook.as_json, codebook.as_csv])
def test_the_codebook_comes_back_as_it_went(write: object) -> None:
    assert codebook.read(write(CODES), "x") == CODES  # type: ignore[operator]
    assert codebook.read(write(HOSTILE), "x") == HOSTILE  # type: ignore[operator]


def test_no_cell_begins_like_a_formula() -> None:
    cells = codebook.as_csv(HOSTILE).replace("\r\n", ",").split(",")
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the first row must name the columns"),
        ("name,letter\n", "there is no code in it"),
        ("name,letter\na,xy\n", "book: row 2: the letter of a must be one character"),
        ("name,letter\na,x\nb,x\n", "book: row 3: the letter x of b is that of a"),
        ("name,letter,colour\na,x,mauve\n", "book: row 2: the colour of a is “mauve”"),
        ('{"codebook": [{"name": "a", "letter": 3}]}', "book: code 1: each is an object of texts"),
        ('{"codebook": 3}', "a codebook is"),
        ("[" * 100_000, "book: not valid JSON"),
        ('name,letter\n"a', "book: not valid CSV"),
        ("name,letter\na,H\n", "means the last code"),
    ],
)
def test_a_codebook_that_is_none_says_where(text: str, says: str) -> None:
    with pytest.raises(StoreError) as error:
        codebook.read(text, "book")
    assert says in str(error.value)


def test_codes_brought_in_change_those_of_their_name() -> None:
    change = codebook.bring(CODES, (Code("Evidence", "v", "red"), Code("new", "n", "blue")))
    assert change is not None
    assert [(edit.before and edit.before.name, edit.after.name) for edit in change.edits] == [  # type: ignore[union-attr]
        ("evidence", "evidence"),
        (None, "new"),
    ]
    assert codebook.bring(CODES, CODES) is None
    with pytest.raises(StoreError, match="the letter p of new is that of promise"):
        codebook.bring(CODES, (Code("new", "p", "blue"),))


def test_the_codebook_goes_out_and_comes_in_by_the_command_line(tmp_path: Path) -> None:
    run = CliRunner().invoke
    one, two, file = ["--library", str(tmp_path / "1.db")], ["--library", str(tmp_path / "2.db")], tmp_path / "book.csv"
    assert run(dispatchbox, [*one, "codebook", "export", str(file)]).exit_code == 0
    assert run(dispatchbox, [*one, "codebook", "export", str(file)]).exit_code == 2
    file.write_text(file.read_text().replace("evidence,e", "proof,o"))
    assert "brought 1 code into" in run(dispatchbox, [*two, "codebook", "import", str(file)]).output
    assert "holds these codes already" in run(dispatchbox, [*two, "codebook", "import", str(file)]).output
    assert "o  proof  (not used)" in run(dispatchbox, [*two, "codebook"]).output
    assert run(dispatchbox, [*two, "codebook", "import", str(tmp_path / "none")]).exit_code == 2


async def test_a_tag_is_renamed_after_a_look_at_what_that_does(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "t", *"tax", "enter", "j", "t", *"tax", "enter", "g", "T")
        assert "1 tag" in screen_text(pilot)
        await press(pilot, "r")
        pilot.app.screen.query_one(Input).value = "levy"
        await press(pilot, "enter")
        assert "renamed the tag tax to levy on 2 annotations" in screen_text(pilot).replace("\n", " ")
        await press(pilot, "escape")
        with Library.open(library) as other:
            assert [tag.name for tag, _ in other.tags()] == ["tax"]
        await press(pilot, "r")
        pilot.app.screen.query_one(Input).value = "levy"
        await press(pilot, "enter", "enter", "3")
        with Library.open(library) as other:
            assert [(tag.name, tag.key, uses) for tag, uses in other.tags()] == [("levy", 3, 2)]
        await press(pilot, "s")
        pilot.app.screen.query_one(Input).value = "one, two"
        await press(pilot, "enter", "2", "enter", "enter")
        with Library.open(library) as other:
            assert {tag.name: uses for tag, uses in other.tags()} == {"one": 2, "two": 1}
        await press(pilot, "q", "u", "u", "u")
        assert {note.tags for note in pane(pilot).marks.notes.values()} == {("tax",)}


async def test_new_notes_get_the_sticky_tags(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "T", *"wave two", "enter")
        assert "new notes get #wave two" in screen_text(pilot)
        await press(pilot, "H", "e")
        (note,) = pane(pilot).marks.notes.values()
        assert (note.tags, note.code) == (("wave two",), "evidence")


async def test_a_code_is_added_and_highlights_at_once(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "g", "H", "a")
        for name, value in (("name", "pledge"), ("letter", "p"), ("colour", "cyan"), ("shape", "bold")):
            pilot.app.screen.query_one(f"#code-{name}", Input).value = value
        await press(pilot, "ctrl+s")
        assert "is that of promise" in screen_text(pilot).replace("\n", " ")
        pilot.app.screen.query_one("#code-letter", Input).value = "g"
        await press(pilot, "ctrl+s", "q", "H", "g")
        (note,) = pane(pilot).marks.notes.values()
        assert note.code == "pledge"


async def test_all_hits_are_marked_and_tagged_as_one(library: Path) -> None:
    async with running(library) as pilot:
        await press(pilot, "enter", "slash", *"the", "enter", "asterisk")
        assert "speeches marked" in screen_text(pilot)
        await press(pilot, "asterisk")
        hits = len(pane(pilot).hits)
        assert f"{hits} hits marked" in screen_text(pilot)
        await press(pilot, "plus")
        assert f"Add to {hits} hits" in screen_text(pilot)
        pilot.app.screen.query_one(Input).value = "article"
        await press(pilot, "enter")
        assert len(pane(pilot).marks.notes) == hits
        await press(pilot, "u")
        assert not pane(pilot).marks.notes
