"""Speeches found by words and fields; the index that follows every change; SQL that only reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import annotations
from store.errors import HaltedError, LibraryError
from store.hits import as_csv, as_json_lines, as_markdown, snippet
from store.library import Library
from store.model import Kind, NoteId, Place, Position, Span, Speaker, SpeechId
from store.parsed import Parsed
from store.queries import health
from store.records import Change, Correction, Edit, Note, Quote, Scope
from store.search import Query, parse
from store.search.found import Found
from store.sentences import sentences
from tests.libraries import NOW, SOURCE, debate

TODAY = dt.date(2031, 6, 1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        library.add(Parsed((debate(), debate("Later [Lords]", 9, "debate/2", house="lords"))), SOURCE, now=NOW)
        yield library


def query(text: str) -> Query:
    asked = parse(text, TODAY)
    assert isinstance(asked, Query), asked
    return asked


def found(library: Library, text: str) -> list[str]:
    """The speeches as day and number: `5.1`."""
    hits = library.search(query(text))
    assert library.count(query(text)) == (len(hits), True)
    assert sum(library.timeline(query(text)).values()) == len(hits)
    return [f"{hit.date.day}.{hit.speech % 100}" for hit in hits]


ALL = ["9.2", "9.1", "5.2", "5.1"]
ASKED, ANSWERED = ["9.1", "5.1"], ["9.2", "5.2"]


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        ("lower", ANSWERED),
        ("LOWERING lady", ANSWERED),
        ('"harbour dues"', ASKED),
        ('"harbour due"', []),
        ('"we are lowering"', ANSWERED),
        ('"lowering"', ANSWERED),
        ('"lower"', []),
        ("“harbour", ASKED),
        ("hàrbour", ASKED),
        ("harbour OR lady", ALL),
        ('"harbour due" OR lady', ANSWERED),
        ("harbour -lady", ASKED),
        ("date:2031 -lady", ASKED),
        ("-lady speaker:vane", []),
        ('date:2031 -"harbour due"', ALL),
        ("harb*", ASKED),
        ("doing NEAR/1 dues", []),
        ("doing NEAR/2 dues", ASKED),
        ("lowering nowhere", []),
        ('"dues harbour"', []),
        ("speaker:vane", ANSWERED),
        ("speaker:van", ANSWERED),
        ('speaker:"osric vane"', ANSWERED),
        ("speaker:nobody", []),
        ("party:labour", ASKED),
        ("party:lab,con", ALL),
        ("-party:lab dues", []),
        ("house:lords", ["9.2", "9.1"]),
        ("house:Tynwald", []),
        ("title:later", ["9.2", "9.1"]),
        ('title:"harbour dues" lady', ["5.2"]),
        ("kind:question", ASKED),
        ("section:chamber kind:answer", ANSWERED),
        ("column:12", []),
        ("date:2031-05-09", ["9.2", "9.1"]),
        ("date:..2031-05-08 dues", ["5.1"]),
        ("date:2031-05-05 OR house:lords", ALL),
        ("-date:2031-05-05 dues", ["9.1"]),
        ("parliament:2019", []),
        ("asked-by:prydderch", ALL),
        ("answered-by:vane house:commons", ["5.2", "5.1"]),
        ("answered-by:prydderch", []),
        ("is:read", []),
        ("is:unread dues", ASKED),
        ("has:note", []),
        ("has:column", []),
        ("tag:x OR house:lords", ["9.2", "9.1"]),
    ],
)
def test_what_is_found(library: Library, text: str, speeches: list[str]) -> None:
    assert found(library, text) == speeches


def test_the_words_found(library: Library) -> None:
    hit, _ = library.search(query("lower lady kind:answer"))
    assert [hit.text[span.start : span.end] for span in hit.spans] == ["lowering", "Lady"]
    assert (hit.speaker, hit.party, hit.title, hit.kind) == ("Osric Vane", "Con", "Later [Lords]", Kind.ANSWER)
    assert snippet(hit) == "We are lowering them. I will write to the hon. Lady."


def test_pages_and_relevance(library: Library) -> None:
    first, second = library.search(query("dues"))
    assert library.search(query("dues"), limit=1) == (first,)
    assert library.search(query("dues"), limit=1, after=1) == (second,)
    assert set(library.search(query("dues"), order="relevance")) == {first, second}


def test_counts(library: Library) -> None:
    facets = library.facets(query("lady OR dues"))
    assert facets.people == (("Ffion Prydderch", 2), ("Osric Vane", 2))
    assert (facets.houses, facets.years) == ((("commons", 2), ("lords", 2)), (("2031", 4),))
    assert sorted(facets.parties) == [("Con", 2), ("Lab", 2)]
    assert library.count(query("dues"), added_since="2030") == (2, True)
    assert library.count(query("dues"), added_since=NOW) == (0, True)


def test_advice(library: Library) -> None:
    assert library.advice(query("speaker:vane")).names == {"vane": ("Osric Vane",)}
    assert library.advice(query("harbor dues")).instead == "harbour dues"
    assert library.advice(query("speaker:ozric")).instead == 'speaker:"Osric Vane"'
    assert library.advice(query("harbour")).instead == ""
    assert library.completed("osr") == "Osric Vane"


def test_what_the_reader_made(library: Library) -> None:
    hit = library.search(query("house:commons kind:answer"))[0]
    span = Span(hit.speech, 0, 6)
    note = Note(
        NoteId("a" * 32), hit.debate, Scope.SPAN, (Quote(span, hit.text[:6], "", hit.text[6:54]),), "Compare March",
        ("tides/spring",), "promise", NOW, NOW,
    )  # fmt: skip
    library.apply(Change("noted", (Edit(None, note),)), now=NOW)
    for text in ("has:note", "is:annotated", "tag:tides", "tag:tides/spring", "code:promise", "note:march", "has:tag"):
        assert found(library, text) == ["5.2"], text
    assert found(library, "tag:tide") == found(library, "note:april") == []
    assert found(library, "lady -has:note") == ["9.2"]
    library.keep_place(hit.debate, Place(Position(hit.speech)))
    assert found(library, "is:read lady") == ["5.2"]


def test_the_index_follows_every_change(library: Library) -> None:
    hit = library.search(query("house:commons kind:answer"))[0]
    facts = library.facts(hit.debate)
    for change in (
        Change("renamed", (Edit(facts, replace(facts, title="Tolls", house="wales", date=dt.date(2031, 4, 1))),)),
        Change("set", (Edit(None, Correction(hit.speech, Kind.STATEMENT, (), Speaker("Ada Pym", "Mea"), "7")),)),
    ):
        library.apply(change, now=NOW)
        library._db.rows(health.INDEX_CHECK)
    assert found(library, "title:tolls house:wales date:2031-04") == ["1.2", "1.1"]
    assert found(library, "date:2031-05") == ["9.2", "9.1"]
    assert found(library, "speaker:pym party:mea kind:statement column:7") == ["1.2"]
    assert found(library, "answered-by:pym") == found(library, "asked-by:prydderch house:wales kind:answer") == []
    library.undo(now=NOW)
    library.undo(now=NOW)
    library._db.rows(health.INDEX_CHECK)
    assert found(library, "speaker:vane kind:answer") == ANSWERED
    library.apply(annotations.remove_debate(facts), now=NOW)
    assert found(library, "dues") == ["9.1"]


def test_a_newer_edition_is_found_by_its_words(library: Library) -> None:
    newer = debate("Tolls")
    remarks = (replace(newer.remarks[0], text="What about the lighthouse?"), newer.remarks[1])
    library.add(Parsed((replace(newer, remarks=remarks),)), SOURCE, now=NOW)
    library._db.rows(health.INDEX_CHECK)
    assert found(library, "lighthouse title:tolls") == ["5.1"]
    assert found(library, "dues") == ["9.1"]


def test_said_before(library: Library) -> None:
    said = library.said_before("I shall write to the hon. Lady; we are lowering them.")
    assert [hit.date.day for hit in said] == []
    said = library.said_before("We are lowering them. I will write to the honourable Lady.")
    assert [hit.date.day for hit in said] == [5, 9]
    assert said[0].text[said[0].spans[0].start : said[0].spans[0].end].startswith("We are lowering")
    assert library.said_before("No.") == ()


def test_a_search_can_be_stopped(library: Library) -> None:
    slow = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    library.halt(lambda: True)
    with pytest.raises(HaltedError):
        library._db.rows(slow)
    library.halt(None)
    assert library.count(query("dues")) == (2, True)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM note",
        "UPDATE speech SET text = ''",
        "INSERT INTO speech_fts (speech_fts) VALUES ('delete-all')",
        "CREATE TEMP TABLE x (y)",
        "DROP VIEW quotes",
        "ATTACH 'x.db' AS x",
        "PRAGMA user_version = 3",
        "VACUUM INTO 'x.db'",
        "BEGIN",
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "SELEC",
        "",
    ],
)
def test_sql_only_reads(library: Library, statement: str) -> None:
    with pytest.raises(LibraryError, match="sql: "):
        library.select(statement)
    assert library.select("SELECT count(*) AS n FROM speech") == (["n"], [(4,)])


def test_the_views(library: Library) -> None:
    _, rows = library.select("SELECT asked_by, answered_by, title, date FROM exchanges ORDER BY date")
    assert rows == [
        ("Ffion Prydderch", "Osric Vane", "Harbour dues", "2031-05-05"),
        ("Ffion Prydderch", "Osric Vane", "Later [Lords]", "2031-05-09"),
    ]
    _, rows = library.select("SELECT rowid FROM speech_fts WHERE speech_fts MATCH 'text : dues'")
    assert len(rows) == 2
    for view in ("quotes", "annotations"):
        assert library.select(f"SELECT * FROM {view}")[1] == []


def test_exports(library: Library) -> None:
    hits = library.search(query("dues"))
    risky = replace(hits[0], title="=1+1", speaker="A_b*")
    assert as_csv((risky,)).splitlines()[1].split(",")[5] == "'=1+1"
    assert as_json_lines(hits).count("\n") == 2
    assert "**A\\_b\\***" in as_markdown((risky,), "“dues”")


def test_sentences_of_speeches() -> None:
    text = "I agree. My hon. Friend said 3.5 per cent.\nIs it so?  “Yes.” No"
    assert [text[a:b] for a, b in sentences(text)] == [
        "I agree.", "My hon. Friend said 3.5 per cent.", "Is it so?", "“Yes.”", "No",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("library") / "library.db")
    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    return library


WORDS = (
    "OR",
    "NOT",
    "NEAR/2",
    "(",
    ")",
    "-",
    "*",
    "dues",
    "“",
    "½",
    "x'",
    "'x",
    "a:b",
    ":",
    "^x",
    "{facts}",
    "0gone",
    "+",
)
FIELDS = ("date:2031", "kind:q", "speaker:vane", "-is:read", "has:note", "tag:x", "title:dues", "title:-", "column:½")
PIECES = st.sampled_from((*WORDS, *FIELDS, "house:ß", "party:'", "note:x", "house:Ⅰ", "asked-by:ⓧ"))


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=8).map(" ".join))
@example('"')
@example("NEAR(a b")
@example("text : x")
@example("\0")
@settings(max_examples=200)
def test_no_query_raises(shared: Library, text: str) -> None:
    asked = parse(text, TODAY)
    if isinstance(asked, Query):
        hits: tuple[Found, ...] = shared.search(asked, limit=9)
        assert shared.count(asked)[0] >= len(hits)
        assert all(isinstance(hit.speech, int) for hit in hits)
        assert SpeechId(0) not in {hit.speech for hit in hits}


@pytest.fixture
def noted(library: Library) -> Library:
    """A note on an answer of the 5th, and one on the whole debate of the 9th."""
    answer = library.search(query("house:commons kind:answer"))[0]
    span = Span(answer.speech, 0, 6)
    quotes = (Quote(span, answer.text[:6], "", answer.text[6:54]),)
    later = library.search(query("house:lords"))[0].debate
    for note in (
        Note(NoteId("a" * 32), answer.debate, Scope.SPAN, quotes, "Compare Märch", ("tides/spring",), None, NOW, NOW),
        Note(NoteId("b" * 32), later, Scope.DEBATE, (), "A lowering of dues", (), None, NOW, NOW),
    ):
        library.apply(Change("noted", (Edit(None, note),)), now=NOW)
    return library


@pytest.mark.parametrize(
    ("text", "speeches"),
    [
        ("march", ["5.2"]),
        ("MARCH lowering", ["5.2"]),
        ("march fishing", []),
        ('"compare march"', ["5.2"]),
        ("spring", ["5.2"]),
        ("spr* speaker:vane", ["5.2"]),
        ("march speaker:prydderch", []),
        ("march date:2031-05-09", []),
        ("march -kind:answer", []),
        ("dues -march", ASKED),
        ("lowering", ["9.2", "9.1", "5.2"]),
        ("lowering -house:lords", ["5.2"]),
        ("march OR dues", ["9.1", "5.2", "5.1"]),
        ('march "will write"', ["5.2"]),
    ],
)
def test_plain_words_are_found_in_notes_and_tags(noted: Library, text: str, speeches: list[str]) -> None:
    assert found(noted, text) == speeches


def test_a_hit_by_a_note_says_so(noted: Library) -> None:
    told = {f"{hit.date.day}.{hit.speech % 100}": snippet(hit) for hit in noted.search(query("march OR dues"))}
    assert told["5.2"].startswith("note: Compare Märch #tides/spring   We are lowering them.")
    assert told["5.1"].startswith("What he is doing about “harbour dues”")
    noted.undo(now=NOW)
    noted.undo(now=NOW)
    assert found(noted, "march") == []


def test_what_was_found_in_a_transaction_that_failed_is_found_anew(noted: Library) -> None:
    with suppress(LibraryError), noted._db.transaction():
        assert len(noted.search(query("tag:tides"))) == 1
        raise LibraryError("taken back")
    assert found(noted, "tag:tides") == ["5.2"]
    assert found(noted, "has:note dues -tag:tides") == ["9.1"]


def test_the_views_tell_of_notes(noted: Library) -> None:
    _, rows = noted.select("SELECT speech % 100, quote, speaker, note_text FROM quotes")
    assert rows == [(2, "We are", "Osric Vane", "Compare Märch")]
    _, rows = noted.select("SELECT scope, body, tags, quoted FROM annotations ORDER BY id")
    assert rows == [("span", "Compare Märch", "tides/spring", "We are"), ("debate", "A lowering of dues", None, None)]


@pytest.mark.parametrize("order", ["date", "relevance"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_hold_hits_by_notes_once_each(noted: Library, order: str, size: int) -> None:
    asked = query("lowering OR march OR compare")
    whole = [hit.speech for hit in noted.search(asked, order=order)]
    paged = [hit.speech for at in range(0, 9, size) for hit in noted.search(asked, limit=size, after=at, order=order)]
    assert (paged, len(whole)) == (whole, 3)
    assert (sorted(whole, reverse=True) == whole) == (order == "date")
