"""From speeches of a debate to finished texts: columns, pairs, cuts, what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from store.citations import Gloss
from store.citing import column_at, columns, fields, pair
from store.copies import (
    WHATS,
    Choice,
    Recipe,
    citation,
    exchange_choice,
    footnoted,
    found_words,
    link,
    made,
    note_text,
    pair_choice,
    quoted,
    whole,
    words,
)  # fmt: skip
from store.errors import StoreError
from store.model import NoteId, Section, Span
from store.records import Note, Quote, Scope
from store.templates import Template
from tests.ferries import DAY, EXCERPT, FERRIES

ACCESSED = dt.date(2025, 4, 1)


def choice(*numbers: int) -> Choice:
    return Choice(FERRIES, tuple(whole(FERRIES.speeches[n - 1]) for n in numbers), ACCESSED)


def test_the_last_column_is_where_the_next_speech_starts() -> None:
    assert columns(FERRIES, 2, 2) == ("801", "802")
    assert columns(FERRIES, 4, 4) == ("802", "803")
    assert columns(FERRIES, 0, 0) == ("801", None)
    assert columns(FERRIES, 0, 4) == ("801", "803")


def test_an_excerpt_does_not_say_what_came_next() -> None:
    assert columns(EXCERPT, 2, 2) == ("802", None)
    assert columns(EXCERPT, 0, 0) == ("801", "802")


def test_words_have_the_column_of_the_marker_before_them() -> None:
    answer = FERRIES.speeches[2]
    assert [column_at(answer, offset) for offset in (0, 39, 40, 90)] == ["801", "801", "802", "802"]
    cited = fields(FERRIES, answer, accessed=ACCESSED, span=Span(answer.id, 66, 80))
    assert (cited["col_start"], cited["col_end"]) == ("802", None)


def test_pairs_go_both_ways() -> None:
    numbers = [[speech.id % 100 for speech in pair(FERRIES, FERRIES.speeches[n])] for n in (0, 2, 3, 5)]
    assert numbers == [[1, 3], [1, 2, 3], [4, 5], [6]]


@pytest.mark.parametrize(
    ("style", "cited"),
    [
        ("parliament", "HC Deb 11 March 2025 vol 763 c802"),
        ("oscola", "HC Deb 11 March 2025, vol 763, cols 802–803"),
    ],
)
def test_citations(style: str, cited: str) -> None:
    cite = citation(choice(4) if style == "parliament" else choice(5), style)
    assert cite.text.startswith(cited)
    assert cite.lacks == ()


def test_what_is_missing_is_said() -> None:
    bare = replace(FERRIES, volume=None, speeches=tuple(replace(s, column=None, columns=()) for s in FERRIES.speeches))
    cite = citation(Choice(bare, (whole(bare.speeches[0]),), ACCESSED), "parliament")
    assert cite.text == "HC Deb 11 March 2025"
    assert cite.lacks == ("volume", "column")


def test_an_exchange_is_one_block_with_one_citation() -> None:
    text = quoted(pair_choice(choice(4)), "parliament").text
    assert text.index("Owen Quill: Will it run") < text.index("Ann Marchbank: It will.")
    assert text.count("HC Deb") == 1
    assert "cc802-3" in text


def test_a_speech_that_was_skipped_shows_as_a_cut() -> None:
    text = quoted(choice(1, 3), "parliament").text
    assert "[…]" in text
    assert "[…]" not in quoted(choice(1, 2), "parliament").text


def test_the_brackets_of_the_record_stay() -> None:
    assert "[Interruption.]" in quoted(choice(3), "oscola").text
    assert words(choice(3)).text == FERRIES.speeches[2].text


def test_a_quotation_must_be_the_very_words() -> None:
    answer = FERRIES.speeches[2]
    span = found_words(answer, '"winter boat"')
    assert answer.text[span.start : span.end] == "“winter boat”"
    for wrong in ("summer boat", "", "  "):
        with pytest.raises(StoreError):
            found_words(answer, wrong)


def test_a_link_where_there_is_one() -> None:
    assert link(choice(1)).text == "https://example.org/ferries"
    with pytest.raises(StoreError, match="no link"):
        link(Choice(replace(FERRIES, url=""), (whole(FERRIES.speeches[0]),), ACCESSED))


def test_a_note_carries_its_quotation() -> None:
    answer = FERRIES.speeches[2]
    chosen = Span(answer.id, 4, 17)
    note = Note(
        NoteId("1"), FERRIES.id, Scope.SPAN, (Quote(chosen, "“winter boat”"),), "Who says so?", ("ferry", "sea air")
    )
    text = note_text(Choice(FERRIES, (chosen,), ACCESSED), note, "parliament").text
    assert "winter boat" in text
    assert text.endswith("Who says so?\n\n#ferry #sea-air")


def test_nothing_chosen_is_a_sentence() -> None:
    with pytest.raises(StoreError, match="no words to copy"):
        quoted(Choice(FERRIES, (), ACCESSED), "parliament")


def test_dates_are_those_of_the_sitting() -> None:
    assert fields(FERRIES, FERRIES.speeches[0], accessed=ACCESSED)["date"] == DAY.isoformat()


def test_a_recipe_says_what_is_copied() -> None:
    chosen = replace(choice(3), spans=(Span(FERRIES.speeches[2].id, 4, 17),))
    cited = "HC Deb 11 March 2025, vol 763, col 801"
    key = "marchbank-2025-03-11-c801"
    made_as = {what: made(chosen, Recipe("oscola", "markdown", what)).text for what in WHATS}
    assert made_as["quote"] == f"‘winter boat’ ({cited})".replace("‘winter boat’", "‘“winter boat”’")
    assert made_as["block"] == f"> “winter boat”\n\n— Ann Marchbank, [{cited}](https://example.org/ferries)".replace(
        "“winter boat”", "‘winter boat’"
    )
    assert made_as["footnote"] == f"‘“winter boat”’[^{key}]\n\n[^{key}]: {cited}."
    assert (made_as["citation"], made_as["words"]) == (cited, "“winter boat”")


def test_a_footnote_in_each_form() -> None:
    chosen = replace(choice(4))
    assert footnoted(chosen, "parliament").text == (
        "‘Will it run on Sundays?’[1]\n\n[1] HC Deb 11 March 2025 vol 763 c802."
    )
    page = footnoted(chosen, "parliament", "html").text
    assert '<sup><a href="#fn-quill-2025-03-11-c802">1</a></sup></p>' in page
    assert '<p id="fn-quill-2025-03-11-c802">1 HC Deb' in page


def test_an_exchange_is_all_its_turns() -> None:
    whole_one = exchange_choice(choice(1), [speech.id for speech in FERRIES.speeches[:5]])
    text = quoted(whole_one, "oscola", "markdown").text
    assert text.count("**") == 10
    assert text.endswith("— [HC Deb 11 March 2025, vol 763, cols 801–803](https://example.org/ferries)")


def test_a_shaped_quotation_shows_what_was_put_in() -> None:
    speech = FERRIES.speeches[4]
    chosen = replace(choice(5), parts=("It", Gloss("the ferry"), "will."))
    assert quoted(chosen, "oscola").text.startswith("‘It [the ferry] will.’ (HC Deb")
    assert speech.text == "It will."


def test_an_own_template_is_a_style() -> None:
    alone = Template("mine", "{{ speaker }}, {{ date }}, vol {{ volume }}.", "mine.txt")
    assert quoted(choice(4), alone).text == "‘Will it run on Sundays?’ (Owen Quill, 11 March 2025, vol 763)"
    assert citation(choice(4), alone).text == "Owen Quill, 11 March 2025, vol 763."
    whole_text = Template("mine", "{{ speaker }}: “{{ quoted_us }}”", "mine.txt")
    assert quoted(choice(4), whole_text).text == "Owen Quill: “Will it run on Sundays?”"
    bare = replace(FERRIES, volume=None)
    assert quoted(Choice(bare, (whole(bare.speeches[3]),), ACCESSED), alone).lacks == ("volume",)


def test_an_address_that_is_none_is_not_printed() -> None:
    odd = replace(FERRIES, url="cm160311/debtext")
    assert "debtext" not in citation(Choice(odd, (whole(odd.speeches[0]),), ACCESSED), "harvard").text


def test_the_office_held_that_day_stands_where_a_style_prints_it() -> None:
    assert citation(choice(5), "aglc4").text.endswith("(Ann Marchbank, Secretary of State for Ferries).")
    assert citation(choice(4), "aglc4").text.endswith("(Owen Quill).")


def test_a_column_typed_once_is_that_of_the_debate() -> None:
    bare = [replace(speech, column=None, columns=()) for speech in FERRIES.speeches]
    typed = replace(FERRIES, speeches=(replace(bare[0], column="801"), *bare[1:]))
    assert columns(typed, 3, 3) == ("801", None)
    assert columns(replace(typed, speeches=(*typed.speeches[:5], FERRIES.speeches[5])), 3, 3) == (None, None)


def written(*, section: Section, key: str = "2015-03-03.225322.h") -> Choice:
    """A written question with its answer, of a source without columns."""
    asked = replace(FERRIES.speeches[0], number="225322", column=None, columns=(), key=key)
    answer = replace(FERRIES.speeches[2], column=None, columns=(), replies_to=(asked.id,), key=key)
    debate = replace(
        FERRIES, section=section, title="Spirits", date=dt.date(2015, 3, 3), volume=None, speeches=(asked, answer)
    )
    return Choice(debate, (whole(answer),), ACCESSED)


def test_a_written_answer_is_cited_by_the_number_of_its_question() -> None:
    choice = written(section=Section.WRITTEN_ANSWER)
    assert citation(choice, "parliament").text == "225322 on Spirits given on 3 March 2015"
    assert citation(choice, "commons_library").text == "PQ 225322 [on Spirits], 3 March 2015"
    assert citation(written(section=Section.CHAMBER), "commons_library").text == "HC Deb 3 March 2015"


def test_a_written_statement_is_cited_by_the_number_in_its_id() -> None:
    choice = written(section=Section.WRITTEN_STATEMENT, key="2015-03-03.HCWS70.h")
    assert citation(choice, "commons_library").text == "HCWS70 [on Spirits], 3 March 2015"


@pytest.mark.parametrize(
    ("style", "begins"),
    [
        ("html_blockquote", "<blockquote"),
        ("schema_jsonld", '{"@context":"https://schema.org","@type":"Quotation","text":'),
        ("text_fragment", "https://"),
        ("quote_block_markdown", "> "),
        ("quote_inline_us", "“"),
    ],
)
def test_a_style_that_is_a_whole_is_copied_whole(style: str, begins: str) -> None:
    debate = replace(FERRIES, url="https://example.org/ferries")
    for numbers in ((1,), (1, 3)):
        chosen = Choice(debate, tuple(whole(debate.speeches[n - 1]) for n in numbers), ACCESSED)
        for copy in (made(chosen, Recipe(style)), quoted(chosen, style)):
            assert "quote" not in copy.lacks
            if len(numbers) == 1 or style != "quote_inline_us":
                assert copy.text.startswith(begins)
            assert copy.text.count("text=") == (len(numbers) if style == "text_fragment" else 0)
