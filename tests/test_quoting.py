"""The rules of quoting: marks inside marks, line or block, joining, exchanges; words never change."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.citations import CUT, Gloss, Reference, Turn, cite, quote, quote_exchange
from store.citations.quoting import AMERICAN, BRITISH, join_pieces, nest, unnested
from store.errors import StoreError

URL = "https://hansard.example.org/d/7"
REFERENCE = Reference.from_fields({
    "jurisdiction": "uk", "house": "commons", "date": "2024-03-05", "volume": 746, "col_start": 1283,
    "speaker": {"given": "Ada", "family": "Marlow"}, "title": "Harbours", "url": URL, "accessed": "2024-04-01",
})  # fmt: skip
CITED = "HC Deb 5 March 2024, vol 746, col 1283"
LONG = "The harbour at Penmoor has waited nine winters for its wall, and nine times the House has been told. " * 4


@pytest.mark.parametrize(
    ("text", "british", "american"),
    [
        ("He said “never” twice", "He said “never” twice", "He said ‘never’ twice"),
        ("He said ‘never’ twice", "He said “never” twice", "He said ‘never’ twice"),
        ('He said "never" twice', "He said “never” twice", "He said ‘never’ twice"),
        ("He said 'never' twice", "He said “never” twice", "He said ‘never’ twice"),
        ("“outer ‘inner’ outer”", "“outer ‘inner’ outer”", "‘outer “inner” outer’"),
        ("‘outer “inner” outer’", "“outer ‘inner’ outer”", "‘outer “inner” outer’"),
        ("it’s the Members’ pier", "it’s the Members’ pier", "it’s the Members’ pier"),
        ("it's the Members' pier", "it's the Members' pier", "it's the Members' pier"),
        ("’tis late, ‘tis late, 'tis late", "’tis late, ‘tis late, 'tis late", "’tis late, ‘tis late, 'tis late"),
        ("fish ’n’ chips in the ’90s", "fish ’n’ chips in the ’90s", "fish ’n’ chips in the ’90s"),
        ("‘the Members’ pier’, he said", "“the Members’ pier”, he said", "‘the Members’ pier’, he said"),
        ("‘yes’ to the Members’ pier", "“yes” to the Members’ pier", "‘yes’ to the Members’ pier"),
        ("“the Members’ pier isn’t”", "“the Members’ pier isn’t”", "‘the Members’ pier isn’t’"),
        ("(“a”—“b”)", "(“a”—“b”)", "(‘a’—‘b’)"),
        ("“one\n“two\n“three”", "“one\n“two\n“three”", "‘one\n‘two\n‘three’"),
        ("cut short “in the middle", "cut short “in the middle", "cut short ‘in the middle"),
        ("in the middle” it began", "in the middle” it began", "in the middle’ it began"),
        ("""a wall 5'10" high""", """a wall 5'10" high""", """a wall 5'10" high"""),
        ("'Isn't it?' he asked", "“Isn't it?” he asked", "‘Isn't it?’ he asked"),
        ("no marks at all", "no marks at all", "no marks at all"),
    ],
)
def test_marks_inside_become_the_other_mark_and_apostrophes_stay(text: str, british: str, american: str) -> None:
    assert (nest(text, BRITISH), nest(text, AMERICAN)) == (british, american)


def test_a_block_has_no_marks_around_it_so_its_own_begin_with_the_outer_one() -> None:
    assert unnested("He said “never” to ‘us’", BRITISH) == "He said ‘never’ to ‘us’"
    assert unnested("He said “never ‘ever’”", AMERICAN) == "He said “never ‘ever’”"


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (["one", "two"], "one … two"), (["one", "", "two"], "one … two"), (["one"], "one"), ([], ""),
        (["one …", "two"], "one … two"), (["one", "… two"], "one … two"),
        (["one", Gloss("the Minister"), "two"], "one [the Minister] two"),
        (["one", Gloss("the Minister"), ", two"], "one [the Minister], two"),
        ([Gloss("The Minister"), "said"], "[The Minister] said"),
        (["one", CUT, "two"], "one […] two"),
        (["[Interruption.] one", "two"], "[Interruption.] one … two"),
    ],
)  # fmt: skip
def test_pieces_of_one_speech_are_joined(pieces: list[str | Gloss], joined: str) -> None:
    assert join_pieces(pieces) == joined


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("oscola", f"‘We “will” build’ ({CITED})"),
        ("oscola_footnote", f"‘We “will” build’ ({CITED})"),
        ("parliament", "‘We “will” build’ (HC Deb 5 March 2024 vol 746 c1283)"),
        ("official_report", "“We ‘will’ build”—[Official Report, 5 March 2024; Vol. 746, c. 1283.]"),
        ("apa7", "“We ‘will’ build” (Marlow, 2024, col. 1283)"),
        ("harvard", "‘We “will” build’ (Marlow, 2024, col. 1283)"),
        ("harvard_intext", "‘We “will” build’ (Marlow, 2024, col. 1283)"),
    ],
)
def test_a_short_quotation_stands_in_the_line(style: str, expected: str) -> None:
    assert quote(["We “will” build"], REFERENCE, style) == expected


def test_a_long_quotation_is_a_block_without_marks() -> None:
    text = LONG.strip()
    assert quote([text], REFERENCE, "oscola") == f"    {text}\n\n— Ada Marlow, {CITED}"
    assert quote([text], REFERENCE, "oscola", "markdown") == f"> {text}\n\n— Ada Marlow, [{CITED}]({URL})"
    assert quote([text], REFERENCE, "oscola", "html") == (
        f'<blockquote cite="{URL}"><p>{text}</p></blockquote>\n<p>—Ada Marlow, <cite>{CITED}</cite></p>'
    )
    assert quote([text], REFERENCE, "oscola", block=False).startswith("‘The harbour")
    assert quote(["We will build"], REFERENCE, "oscola", block=True).startswith("    We will build\n\n— ")


def test_three_lines_or_forty_words_decide() -> None:
    assert not BRITISH.is_block("x" * 240)
    assert BRITISH.is_block("x" * 241)
    assert not AMERICAN.is_block("word " * 39)
    assert AMERICAN.is_block("word " * 40)
    assert BRITISH.is_block("one\ntwo")


def test_the_quote_styles_follow_the_same_rules() -> None:
    fields = {"house": "commons", "date": "2024-03-05", "col_start": 9}
    short = Reference.from_fields(fields | {"quote": "It’s “ours”"})
    assert cite(short, "quote_inline_oscola") == "‘It’s “ours”’ (HC Deb 5 March 2024, col 9)"
    assert cite(short, "quote_inline_us") == "“It’s ‘ours’” (Hansard, 2024, col. 9)"
    long = Reference.from_fields(fields | {"quote": LONG})
    assert cite(long, "quote_inline_oscola") == f"    {LONG.strip()}\n\n— HC Deb 5 March 2024, col 9"
    pieces = Reference.from_fields(fields | {"quote_parts": ["one", {"gloss": "the Minister"}, "two", "three"]})
    assert cite(pieces, "ellipsis_oscola") == "‘one [the Minister] two … three’"
    bracketed = Reference.from_fields(fields | {"quote_parts": ["one", "[the Minister]", "two"]})
    assert cite(bracketed, "bracket_expansion") == "‘one [the Minister] two’"
    given = Reference.from_fields(fields | {"quote": "Ours", "options": {"intext": "(Marlow, p. 3)"}})
    assert cite(given, "quote_inline_us") == "“Ours” (Marlow, p. 3)"


TURNS = [
    Turn("Ada Marlow", "Will the Minister *act*?", "1283"),
    CUT,
    CUT,
    Turn("The Minister for Piers (Rowan Ash)", "Yes.\n[Interruption.] I will.", "1284", "1286"),
]


def test_an_exchange_is_one_block_with_one_citation_over_its_span() -> None:
    assert quote_exchange(TURNS, REFERENCE, "oscola", "markdown") == (
        "> **Ada Marlow:** Will the Minister \\*act\\*?\n>\n> […]\n>\n"
        "> **The Minister for Piers (Rowan Ash):** Yes.\n>\n> [Interruption.] I will.\n\n"
        f"— [HC Deb 5 March 2024, vol 746, cols 1283–86]({URL})"
    )
    assert quote_exchange(TURNS, REFERENCE, "parliament").startswith(
        "    Ada Marlow: Will the Minister *act*?\n\n    […]\n\n    The Minister for Piers (Rowan Ash): Yes.\n\n"
    )
    assert "<p><b>Ada Marlow:</b> Will the Minister *act*?</p><p>[…]</p>" in quote_exchange(
        TURNS, REFERENCE, "oscola", "html"
    )
    assert "…" not in quote_exchange([TURNS[0], TURNS[3]], REFERENCE, "oscola")


def test_an_exchange_may_come_as_fields() -> None:
    turns = [
        {"speaker": "Ada Marlow", "text": "Will he?", "col_start": 3},
        ["Rowan Ash", "I will."],
        {"speaker": {"given": "Ivo", "family": "Finch"}, "text": "Oh!", "col_start": "4"},
    ]
    reference = Reference.from_fields({"house": "lords", "date": "2024-03-05", "quote_parts": turns})
    assert cite(reference, "quote_exchange_markdown") == (
        "> **Ada Marlow:** Will he?\n>\n> **Rowan Ash:** I will.\n>\n> **Ivo Finch:** Oh!\n\n"
        "— HL Deb 5 March 2024, cols 3–4"
    )


def test_a_quotation_has_no_form_of_a_manager() -> None:
    with pytest.raises(StoreError, match="no bibtex form"):
        quote(["x"], REFERENCE, "oscola", "bibtex")


def test_a_quotation_is_safe_to_paste() -> None:
    shown = quote(["a\u00a0b\x1b[2J\u202ec\x00\n"], REFERENCE, "parliament")
    assert shown.startswith("‘a b[2Jc’ (")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\n\Z", shown)


WORDS = st.text(st.sampled_from(list("abs I'’‘“”\".,;:!?—-()[]*_<>&#\\`\n1")), max_size=60)
_ANY_MARK = re.compile("[“”‘’\"']")


@given(WORDS, st.sampled_from([BRITISH, AMERICAN]))
def test_nesting_changes_marks_only(text: str, marks) -> None:
    for changed in (nest(text, marks), unnested(text, marks)):
        assert _ANY_MARK.sub("x", changed) == _ANY_MARK.sub("x", text)
    assert nest(text.replace("’", "").replace("'", ""), BRITISH).count("\n") == text.count("\n")


@given(st.from_regex(r"[a-z]{1,5}([ ’][a-z]{1,5}){0,6}", fullmatch=True), st.sampled_from(["text", "html"]))
def test_words_without_marks_are_copied_as_they_are(text: str, form: str) -> None:
    assert html.unescape(quote([text], REFERENCE, "oscola", form, block=False)).startswith(f"‘{text}’ (")


@given(st.text(max_size=80))
def test_plain_blocks_keep_every_word_in_order(text: str) -> None:
    shown = quote([text, "end"], REFERENCE, "html_blockquote", "markdown", block=False)
    assert "end" in shown
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\n\Z", shown)
