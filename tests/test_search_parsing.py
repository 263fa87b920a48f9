"""The query language: what every form means; any text is a query or one sentence, and what was read is said back."""

from __future__ import annotations

import datetime as dt
import doctest
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import store.search
from store.parliaments import PARLIAMENTS, parliament_named, parliament_of
from store.search import (
    And,
    Dates,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Problem,
    Query,
    Word,
    fields,
    parse,
    parsing,
    saying,
    tokens,
)
from store.search import dates as days
from store.search.fields import FIELDS

TODAY = dt.date(2025, 6, 17)


def tree(text: str) -> Node:
    found = parse(text, TODAY)
    assert isinstance(found, Query), found
    return found.tree


@pytest.mark.parametrize("module", [store.search, days, fields, parsing, saying, tokens], ids=lambda m: m.__name__)
def test_the_examples_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


TAX, DUTY, PURSE = Word("tax"), Word("duty"), Phrase("public purse")
FORMS = [
    ("tax", TAX),
    ("tax duty", And((TAX, DUTY))),
    ("tax AND duty", And((TAX, DUTY))),
    ("tax OR duty", Or((TAX, DUTY))),
    ("tax OR duty OR levy", Or((TAX, DUTY, Word("levy")))),
    ("tax duty OR levy", Or((And((TAX, DUTY)), Word("levy")))),
    ("tax (duty OR levy)", And((TAX, Or((DUTY, Word("levy")))))),
    ('"public purse"', PURSE),
    ("“public purse”", PURSE),
    ("«public\u00a0purse»", PURSE),
    ('"public purse', PURSE),
    ("tax -duty", And((TAX, Not(DUTY)))),
    ("tax NOT duty", And((TAX, Not(DUTY)))),
    ('tax −"public purse"', And((TAX, Not(PURSE)))),
    ("tax -(duty OR levy)", And((TAX, Not(Or((DUTY, Word("levy"))))))),
    ("tax NEAR/5 duty", Near((TAX, DUTY), 5)),
    ("tax NEAR duty", Near((TAX, DUTY), 10)),
    ('"public purse" NEAR/3 tax NEAR/5 duty', Near((PURSE, TAX, DUTY), 5)),
    ("tax NEAR/5 (duty OR levy)", Or((Near((TAX, DUTY), 5), Near((TAX, Word("levy")), 5)))),
    ("(tax) NEAR duty", Near((TAX, DUTY), 10)),
    ("harbour*", Prefix("harbour")),
    ("tax tax", TAX),
    ("((tax))", TAX),
    ("north—east", Word("north-east")),
    ("don’t", Word("don't")),
    ("2:30", Word("2:30")),
    ("https://example.org", Word("https://example.org")),
    ("tax OR", TAX),
    ("OR tax", TAX),
    ("tax )( duty", And((TAX, DUTY))),
    ("tax NEAR/5", TAX),
    ("tax – duty", And((TAX, DUTY))),
    ("or and not", And((Word("or"), Word("and"), Word("not")))),
    ("speaker:cooper", Field("speaker", "cooper")),
    ("by:cooper", Field("speaker", "cooper")),
    ('speaker:"Yvette Cooper"', Field("speaker", "Yvette Cooper")),
    ("party:lab,con", Or((Field("party", "lab"), Field("party", "con")))),
    ("speaker:(cooper OR lammy)", Or((Field("speaker", "cooper"), Field("speaker", "lammy")))),
    ("kind:q", Field("kind", "question")),
    ("kind:supp", Field("kind", "question")),
    ("-kind:answer tax", And((Not(Field("kind", "answer")), TAX))),
    ("house:HL", Field("house", "lords")),
    ('house:"House of Commons"', Field("house", "commons")),
    ("house:Tynwald", Field("house", "Tynwald")),
    ("section:wh", Field("section", "westminster_hall")),
    ("is:unread tax", And((Field("is", "unread"), TAX))),
    ("has:note", Field("has", "note")),
    ("asked-by:uppal", Field("asked-by", "uppal")),
    ("answered_by:cooper", Field("answered-by", "cooper")),
    ("parliament:2019", Field("parliament", "58")),
    ("parliament:59th", Field("parliament", "59")),
    ("date:2025", Dates(dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
    ("date:last month tax", And((Dates(dt.date(2025, 5, 1), dt.date(2025, 5, 31)), TAX))),
    ('date:"since March"', Dates(dt.date(2025, 3, 1), None)),
]


@pytest.mark.parametrize(("text", "wanted"), FORMS, ids=[text for text, _ in FORMS])
def test_forms(text: str, wanted: Node) -> None:
    assert tree(text) == wanted


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01..2025-03", "2025-01-01", "2025-03-31"),
        ("2025-03..2025-01", "2025-01-01", "2025-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-01-16", "2025-01-16", "2025-01-16"),
        ("2025-01..", "2025-01-01", None),
        ("..2025-01", None, "2025-01-31"),
        ("16 January 2025", "2025-01-16", "2025-01-16"),
        ("6/01/2025", "2025-01-06", "2025-01-06"),
        ("16.1.2025..17.1.2025", "2025-01-16", "2025-01-17"),
        ("2025/01/16", "2025-01-16", "2025-01-16"),
        ("2009-2010", "2009-01-01", "2010-12-31"),
        ("1st Jan 2025 to 3 February 2025", "2025-01-01", "2025-02-03"),
        ("july", "2024-07-01", "2024-07-31"),
        ("June", "2025-06-01", "2025-06-30"),
        ("20 June", "2024-06-20", "2024-06-20"),
        ("today", "2025-06-17", "2025-06-17"),
        ("yesterday", "2025-06-16", "2025-06-16"),
        ("this week", "2025-06-16", "2025-06-22"),
        ("last week", "2025-06-09", "2025-06-15"),
        ("this month", "2025-06-01", "2025-06-30"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("last 3 months", "2025-03-17", "2025-06-17"),
        ("the last 2 weeks", "2025-06-03", "2025-06-17"),
        ("since March", "2025-03-01", None),
        ("after 2024", "2025-01-01", None),
        ("before 2025-03", None, "2025-02-28"),
        ("until March 2025", None, "2025-03-31"),
    ],
)
def test_dates(text: str, first: str | None, last: str | None) -> None:
    wanted = Dates(*(day and dt.date.fromisoformat(day) for day in (first, last)))  # type: ignore[arg-type]
    assert tree(f'date:"{text}"') == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "type words to look for"),
        ("a", "one more letter"),
        ("-tax", "say what to look for"),
        ("-tax -duty", "say what to look for"),
        ("-tax OR duty", "say what to look for"),
        ("speaker:", "speaker: waits for a name"),
        ("speaker:()", "speaker: waits for a name"),
        ("date:", "date: waits for"),
        ("date:2025-13", "“2025-13” is no date"),
        ("date:31 February 2025-x", "is no date"),
        ("kind:shout", "kind: takes one of question, answer"),
        ("is:lost", "is: takes one of read, unread"),
        ("parliament:12", "parliament: wants a number"),
        ("titel:tax", "no field is called titel:; title: is"),
        ("… — !", "has no letter or figure"),
        ("ta*", "at least 3 letters before *"),
        ("(" * 13 + "tax", "brackets within one another"),
        (" ".join(f"w{n}" for n in range(61)), "60 words"),
        ("x" * 2001, "2,000 characters"),
    ],
)
def test_sentences(text: str, told: str) -> None:
    found = parse(text, TODAY)
    assert isinstance(found, Problem)
    assert told in found.sentence


PARTS = st.one_of(
    st.sampled_from(
        [
            "OR",
            "NOT",
            "AND",
            "NEAR/3",
            "NEAR",
            "(",
            ")",
            "-",
            "*",
            "tax",
            "duty",
            "a",
            "“",
            "date:",
            "2025-01..",
            "--x",
            "0",
            "½",
            "İ",
            "ß",
            "x:y",
            ",",
            "is:read",
        ]
    ),
    st.sampled_from(['"', "'", "last month", "since March", "\u0301", "\x00", "\u2028"]),
    st.sampled_from([f"{name}:" for name in FIELDS]),
    st.text(max_size=4),
)


@given(st.lists(st.tuples(PARTS, st.sampled_from(["", " ", "\u00a0"])), max_size=12))
@example([("tax NEAR/5 -duty", "")])
@example([("date:1 date:2025", "")])
@example([("-(tax NEAR duty)x", "")])
@example([("NOT(", ""), ("tax", "")])
def test_any_text_is_a_query_or_a_sentence_and_is_read_again_alike(parts: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, parts))
    found = parse(text, TODAY)
    if isinstance(found, Problem):
        assert found.sentence
        assert "\n" not in found.sentence
        return
    again = parse(found.text, TODAY)
    assert isinstance(again, Query), (text, found.text, again)
    assert again.tree == found.tree, (text, found.text)
    assert again.said == found.said


@pytest.mark.parametrize(
    ("text", "begins", "waits"),
    [
        ("OR", "say what to look for; OR, AND, NOT and NEAR", True),
        ("NOT", "say what to look for; OR, AND, NOT and NEAR", True),
        ("tax NEAR/", "NEAR/ wants a number", True),
        ("tax NEAR/x duty", "NEAR/ wants a number", False),
        ("tax NEAR/1000 duty", "NEAR/ wants a number", False),
        ("tax NEAR/5 dut*", "NEAR stands between words", False),
        ("tax NEAR/5 kind:answer", "NEAR stands between words", False),
        ("-tax NEAR/5 duty", "NEAR stands between words", False),
        (" NEAR ".join(["(a1 OR b2 OR c3 OR d4)"] * 4), "a query may have 60 words", False),
        ("parliament:12", "parliament: wants a number from 31 to 59", False),
    ],
)
def test_what_is_no_query_says_what_to_do(text: str, begins: str, waits: bool) -> None:
    found = parse(text, TODAY)
    assert isinstance(found, Problem)
    assert found.sentence.startswith(begins)
    assert found.waits is waits


def test_parliaments() -> None:
    assert [term.number for term in PARLIAMENTS] == list(range(31, 60))
    assert all(a.elected < a.met and a.dissolved and a.dissolved < b.elected for a, b in pairwise(PARLIAMENTS))
    for named, number in (
        ("58", 58),
        ("58th", 58),
        ("2019", 58),
        ("1974", 47),
        ("Feb 1974", 46),
        ("12", None),
        ("x", None),
    ):
        found = parliament_named(named)
        assert (found and found.number) == number
    found = parliament_of(dt.date(2019, 12, 1))
    assert found is not None
    assert found.number == 57
    assert parliament_of(dt.date(1914, 8, 4)) is None
