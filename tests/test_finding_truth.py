"""Whatever is asked, the index finds what a reader would who looked at every speech with the query in hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import annotations
from store.folding import fold
from store.library import Library, counting, stretches
from store.model import Kind, NoteId, Place, Position, Span, Speaker
from store.parsed import Parsed, ParsedDebate, Remark
from store.records import Change, Correction, Edit, Note, Quote, Scope
from store.search import And, Dates, Field, Near, Node, Not, Or, Phrase, Prefix, Query, Word, parse, wanted
from tests.libraries import NOW, SOURCE

TODAY = dt.date(2031, 6, 1)
WORDS = ("toll", "tolls", "boat", "boats", "Märch", "harbour", "harbours", "the")
PEOPLE = (
    Speaker("Ffion Prydderch", "Lab", "Aberllyn", None, "person/1"),
    Speaker("Osric Vane", "Con", "Tarnmouth", None, "person/2"),
    Speaker("Ada Pym", "", "Mere", None, "person/3"),
)


@dataclass
class Said:
    """A speech as it is looked at."""

    number: int
    words: list[str]
    facts: dict[str, str]
    day: dt.date
    noted: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    read: bool = False

    @property
    def place(self) -> int:
        return int(f"{self.day:%Y%m%d}") * 10**6 + self.number % 10**6


@dataclass
class Truth:
    library: Library
    speeches: list[Said]


def _debate(number: int, chance: Random) -> ParsedDebate:
    remarks = tuple(
        Remark(
            f"d{number}.{place}",
            " ".join(chance.choices(WORDS, k=chance.randint(1, 7))) + ".",
            (who := chance.choice(PEOPLE)),
            who.name,
            label=Kind.SPEECH,
            column=str(40 + place) if number % 3 else None,
        )
        for place in range(6)
    )
    day = dt.date(2026 + number, 5, 4 + number)
    return ParsedDebate(f"{WORDS[number]} Bill", day, ("commons", "lords")[number % 2], remarks, key=f"d{number}")


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Truth:
    """Six debates over as many years; one dated anew, one removed, one read; notes, tags and corrections."""
    library, chance = Library.open(tmp_path_factory.mktemp("truth") / "library.db"), Random(3)
    library.add(Parsed(tuple(_debate(number, chance) for number in range(6))), SOURCE, now=NOW)
    first, second, third, fourth, *_ = (shelved.id for shelved in library.shelf())
    kept = library.facts(first)
    opened = library.debate(third)
    one, other = opened.speeches[1], opened.speeches[4]
    quote = Quote(Span(one.id, 0, 4), one.text[:4], "", one.text[4:52])
    edits = (
        Edit(kept, replace(kept, date=dt.date(2027, 1, 9))),
        Edit(None, Note(NoteId("a" * 32), third, Scope.SPAN, (quote,), "a lighthouse", ("x/y",), None, NOW, NOW)),
        Edit(None, Note(NoteId("b" * 32), fourth, Scope.DEBATE, (), "toll of the lighthouse", (), None, NOW, NOW)),
        Edit(None, Correction(other.id, Kind.STATEMENT, (), PEOPLE[2], "7")),
    )
    library.apply(Change("set", edits), now=NOW)
    library.apply(annotations.remove_debate(library.facts(second)), now=NOW)
    library.keep_place(third, Place(Position(one.id)))
    return Truth(library, list(_looked_at(library, third)))


def _looked_at(library: Library, read: int) -> list[Said]:
    found = []
    for shelved in library.shelf():
        debate = library.debate(shelved.id)
        notes = library.notes(shelved.id)
        for place, speech in enumerate(debate.speeches):
            who = speech.speaker
            facts = {
                "house": shelved.house, "title": fold(shelved.title), "kind": speech.kind.value,
                "speaker": fold(who.name) if who else "", "party": fold(who.party or "") if who else "",
                "column": speech.column or "",
            }  # fmt: skip
            said = Said(speech.id, fold(speech.text).strip(".").split(), facts, shelved.date, read=shelved.id == read)
            for note in notes:
                if any(quote.span.speech == speech.id for quote in note.quotes) or note.scope is Scope.DEBATE:
                    said.tags += note.tags
                if any(q.span.speech == speech.id for q in note.quotes) or (note.scope is Scope.DEBATE and not place):
                    said.noted.append(fold(f"{note.body} {' '.join(note.tags)}"))
            found.append(said)
    return found


def holds(node: Node, said: Said, noted: frozenset[Node] = frozenset()) -> bool:
    """Whether a speech is what a query asks for; words of `noted` may stand in a note on it."""
    stems = [_stem(word) for word in said.words]
    if node in noted and any(fold(node.text) in note for note in said.noted):  # type: ignore[union-attr]
        return True
    match node:
        case And(parts):
            return all(holds(part, said, noted) for part in parts)
        case Or(parts):
            return any(holds(part, said, noted) for part in parts)
        case Not(part):
            return not holds(part, said, noted)
        case Word(text):
            return _stem(fold(text)) in stems
        case Phrase(text):
            words = fold(text).split()
            return any(said.words[at : at + len(words)] == words for at in range(len(stems)))
        case Prefix(text):
            return any(stem.startswith(fold(text)) for stem in stems)
        case Near((one, other), distance):
            ones, others = ([at for at, s in enumerate(stems) if s == _stem(fold(p.text))] for p in (one, other))
            return any(0 < abs(a - b) <= distance + 1 for a in ones for b in others)
        case Dates(first, last):
            return (first is None or said.day >= first) and (last is None or said.day <= last)
        case Field(name, value):
            return _field(name, fold(value), said)
    raise AssertionError(node)


def _field(name: str, value: str, said: Said) -> bool:
    match name:
        case "is" | "has":
            told = {"read": said.read, "unread": not said.read, "column": said.facts["column"] != ""}
            return told[value] if value in told else bool(said.tags)
        case "tag":
            return any(tag == value or tag.startswith(f"{value}/") for tag in said.tags)
        case "title":
            return _stem(value) in [_stem(word) for word in said.facts["title"].split()]
        case "speaker":
            return value in said.facts["speaker"].split()
    return said.facts[name] == value


def _stem(word: str) -> str:
    return word.removesuffix("s")


LEAVES = st.sampled_from(
    (
        *WORDS, "lighthouse", '"the toll"', '"boats"', '"toll boat"', '"boats the"', "har*", "tol*",
        "toll NEAR/1 boat", "the NEAR/2 harbour", "tag:x", "is:read", "is:unread", "has:column", "has:tag",
        "house:lords", "house:commons", "title:boat", "kind:statement", "kind:speech", "speaker:vane", "speaker:pym",
        "party:lab", "column:7", "column:42", "date:2027", "date:2027..2029", "date:..2028", '"a lighthouse"',
    )
)  # fmt: skip
ASKED = st.recursive(
    LEAVES,
    lambda inside: st.one_of(
        st.tuples(inside, inside).map(" ".join),
        st.tuples(inside, inside).map(" OR ".join),
        st.tuples(inside, inside).map(lambda two: f"({two[0]}) -({two[1]})"),
        inside.map(lambda one: f"({one})"),
    ),
    max_leaves=5,
)


@given(ASKED)
@example("toll OR tag:x")
@example("the -is:read -tag:x")
@example("the is:read has:tag -tag:x date:2027")
@example("the (is:read OR -tag:x)")
@example("(toll OR tag:x) -(boat is:read)")
@example('boat -"the toll"')
@example('("the toll" OR tag:x) date:2027')
@example("lighthouse OR is:read")
@example("house:commons OR house:lords")
@settings(max_examples=120, deadline=None)
def test_what_a_reader_would_find(truth: Truth, text: str) -> None:
    asked = parse(text, TODAY)
    if not isinstance(asked, Query):
        return
    library = truth.library
    words = frozenset(leaf for leaf in wanted(asked.tree) if isinstance(leaf, Word | Phrase | Prefix))
    plain = {said.number: said for said in truth.speeches if holds(asked.tree, said)}
    noted = {
        said.number: said
        for said in truth.speeches
        if any(fold(w.text) in n for w in words for n in said.noted) and holds(asked.tree, said, words)
    }
    every = sorted((plain | noted).values(), key=lambda said: -said.place)
    found = library.search(asked, limit=99)
    assert [hit.speech for hit in found] == [said.number for said in every]
    assert library.search(asked, limit=2, after=1) == found[1:3]
    assert {hit.speech for hit in library.search(asked, limit=99, order="relevance")} == {s.number for s in every}
    assert library.count(asked) == (len(every), True)
    for common in (0, 2):  # by stretches of the library, and never so
        with pytest.MonkeyPatch.context() as patched:
            for name, number in (("FEW", 0), ("GAP", 0), ("COMMON", common)):
                patched.setattr(stretches, name, number)
            assert library.count_exactly(asked) == len(every)
    years = Counter(str(said.day.year) for said in every)
    by_year: Counter[str] = Counter()
    for name, number in library.timeline(asked).items():
        by_year[name[:4]] += number
    assert +by_year == years
    for few in (counting.FEW, 0):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(counting, "FEW", few)
            facets = library.facets(asked)
        assert dict(facets.years) == years
        assert dict(facets.houses) == Counter(said.facts["house"] for said in every)
        assert {fold(name): n for name, n in facets.people} == Counter(said.facts["speaker"] for said in every)
        assert {fold(name): n for name, n in facets.parties} == +Counter(
            s.facts["party"] for s in every if s.facts["party"]
        )


def test_a_phrase_in_very_many_texts_is_counted_about_and_then_exactly(
    truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "EXACTLY", 2)
    asked = parse('"the toll" OR "boats"', TODAY)
    assert isinstance(asked, Query)
    exactly = sum(holds(asked.tree, said) for said in truth.speeches)
    assert truth.library.count(asked) == (exactly, True)  # there are six days, and all were looked through
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "SAMPLED", 2)
        patched.setattr(counting, "ENOUGH", 1)
        [inside] = truth.library._apart(asked)
        found = sum(truth.library._count(inside.within(day, day)) for day in truth.library._sitting_days()[1::3])
        assert found
        assert truth.library.count(asked) == (found * 3, False)
    assert sum(truth.library.timeline(asked).values()) == truth.library.count_exactly(asked) == exactly
    facets = truth.library.facets(asked)
    loose = parse("(the NEAR/0 toll) OR boat", TODAY)
    assert isinstance(loose, Query)
    assert (facets.exact, sum(n for _, n in facets.houses) >= exactly) == (False, True)


@given(ASKED)
@settings(max_examples=30, deadline=None)
def test_a_large_library_is_counted_stretch_by_stretch(truth: Truth, text: str) -> None:
    asked = parse(text, TODAY)
    if not isinstance(asked, Query):
        return
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "MANY_DAYS", 2)
        patched.setattr(counting, "PATIENCE", 60)
        assert truth.library.count(asked) == (truth.library.count_exactly(asked), True)
        patched.setattr(counting, "FEW", -1)
        assert truth.library.count(asked) == (truth.library.count_exactly(asked), True)
        for name, value in (("PATIENCE", -1), ("ENOUGH", 0), ("ENOUGH_STRETCHES", 1)):
            patched.setattr(counting, name, value)
        apart = truth.library._apart(asked)
        days = truth.library._days_of(apart)
        if len(days) <= 2:
            assert truth.library.count(asked) == (truth.library.count_exactly(asked), True)
            return
        found = sum(truth.library._count(each.within(0, days[1] - 1)) for each in apart)
        noted = len(truth.library._only_noted(asked))
        assert truth.library.count(asked) == (found * len(days) + noted, False)


@pytest.mark.parametrize(
    ("where", "parts"),
    [
        ("a", ["a"]),
        ("(a) AND ((b) AND (NOT (c)))", ["a", "b", "NOT (c)"]),
        ("(a OR NOT (b)) AND (c)", ["a OR NOT (b)", "c"]),
        ("(a) AND (b) OR (c)", ["(a) AND (b) OR (c)"]),
        ("((a) OR (b))", ["(a) OR (b)"]),
        ("NOT ((a) AND (b))", ["NOT ((a) AND (b))"]),
    ],
)
def test_conditions_that_must_all_hold(where: str, parts: list[str]) -> None:
    assert list(stretches.conjuncts(where)) == parts


def test_stretches_of_numbers() -> None:
    near = stretches.GAP
    assert list(stretches.stretches([])) == []
    assert list(stretches.stretches([1, 5, 5 + near, 6 + 2 * near])) == [(1, 5 + near), (6 + 2 * near, 6 + 2 * near)]
