"""What holds of any citation: no trace of a missing part, no letter twice, nothing that could act."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.citations import FORMATS, STYLES, Reference, cite, missing
from store.errors import StoreError
from store.model import Section

WORD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=24)
PLAIN = st.from_regex(r"Q[a-zé]{3,8}( Z[a-z]{3,8}){0,2}", fullmatch=True)
PLACES = ("scotland", "wales", "northern_ireland")
COLUMNS = st.integers(1, 2400).flatmap(
    lambda first: st.fixed_dictionaries({}, optional={
        "col_start": st.sampled_from(["", "W", "WH", "WS", "P"]).map(lambda letters: f"{first}{letters}"),
        "col_end": st.integers(first, first + 40),
    })
)  # fmt: skip


def fields(words: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    """Mappings of the shape that citations take, with any part missing or None."""
    speaker = st.fixed_dictionaries({}, optional=dict.fromkeys(("given", "family", "display", "role"), words))
    number = st.integers(1, 900)
    parts: dict[str, st.SearchStrategy[object]] = {
        "jurisdiction": st.sampled_from([*PLACES, "uk", "au", "nz", "ca", "", "Harrow"]),
        "house": st.sampled_from([*PLACES, "commons", "lords", "Senate", "parliament", ""]),
        "section": st.sampled_from([section.value for section in Section]),
        "date": st.dates(dt.date(1803, 1, 1), dt.date(2040, 1, 1)).map(dt.date.isoformat),
        "accessed": st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1)).map(dt.date.isoformat),
        "url": st.sampled_from(["https://example.org/a_(b)?c=1&d=*e*", "http://example.org/#x"]),
        "volume": number, "page": number, "number": number, "bill_number": number, "uin": number,
        "series": st.integers(1, 6),
        "speaker": speaker,
        "options": st.fixed_dictionaries({}, optional={
            "citing_house": st.sampled_from(["commons", "lords"]), "pbc_short": st.booleans(),
        }),
        "quote_parts": st.lists(words | st.builds(lambda text: {"gloss": text}, words), max_size=3),
    }  # fmt: skip
    for name in (
        "parliament",
        "session",
        "wms_id",
        "bill_title",
        "committee_name",
        "committee_letter",
        "title",
        "quote",
    ):
        parts[name] = words
    shapes = st.fixed_dictionaries({}, optional={name: part | st.none() for name, part in parts.items()})
    return st.tuples(shapes, COLUMNS).map(lambda both: both[0] | both[1])


COMMON = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DANGLING = re.compile(
    r"None|\( *\)|\[ *\]|\{ *\}|“ *”|‘ *’|  |, ?,|; ?;|\( |,\)|, ?\.(?!\w)|\.\.|\. ,|:,|,;"
    r"|\b(?:vol|cols?|pp?|No|Vol|c|cc|columns?)\.? *(?:[,;)\]]|$)"
    r"|\b(?:series|accessed|given on|made on|at|of Session) *[,;)\]]"
)
CITATIONS = [name for name, style in STYLES.items() if style.compose is None and len(style.forms) > 1]


def tries(reference: Reference) -> dict[tuple[str, str], str]:
    shown = {}
    refusals: list[str] = []
    for style in STYLES:
        for form in FORMATS:
            try:
                shown[style, form] = cite(reference, style, form)
            except StoreError as error:
                refusals.append(str(error))
    assert all(sentence[-1] in ".?" for sentence in refusals)
    return shown


@COMMON
@given(fields(WORD))
def test_any_reference_gives_a_text_or_a_sentence(mapping: dict[str, object]) -> None:
    try:
        reference = Reference.from_fields(mapping)
    except StoreError:
        return
    for (style, form), text in tries(reference).items():
        assert text
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), (style, form)
        assert form == "ris" or style == "ris" or not text.endswith("\n")
        if STYLES[style].forms == ("json",) or form == "json":
            json.loads(text)
        assert set(missing(reference, style)) <= {*mapping, *Reference.__dataclass_fields__, "column"}


@COMMON
@given(fields(PLAIN))
def test_a_missing_part_leaves_no_trace(mapping: dict[str, object]) -> None:
    try:
        reference = Reference.from_fields(mapping)
    except StoreError:
        return
    for style in CITATIONS:
        try:
            text = cite(reference, style)
        except StoreError:
            continue
        assert not DANGLING.search(text), (style, text)
        assert text == text.strip(" ,;")


@COMMON
@given(
    fields(PLAIN), st.sampled_from(["date", "volume", "title", "speaker", "url", "accessed", "col_start", "session"])
)
def test_a_part_that_goes_takes_its_label_along(mapping: dict[str, object], part: str) -> None:
    kept = {name: value for name, value in mapping.items() if name not in (part, "col_end")}
    try:
        reference = Reference.from_fields(kept)
    except StoreError:
        return
    for style in CITATIONS:
        try:
            text = cite(reference, style)
        except StoreError:
            continue
        assert not DANGLING.search(text), (style, text)


@COMMON
@given(fields(WORD))
def test_bibtex_braces_balance_and_ris_keeps_a_line_a_field(mapping: dict[str, object]) -> None:
    try:
        reference = Reference.from_fields(mapping)
    except StoreError:
        return
    for style in ("bibtex", "biblatex_oscola"):
        depth = 0
        for sign in re.sub(r"\\[&%$#_]", "", cite(reference, style)):
            depth += (sign == "{") - (sign == "}")
            assert depth >= 0
        assert depth == 0
    for line in cite(reference, "ris").splitlines():
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)


@pytest.mark.parametrize("style", CITATIONS)
def test_html_and_markdown_say_the_same_words(style: str) -> None:
    reference = Reference.from_fields({
        "house": "lords", "section": "grand_committee", "date": "2024-03-05", "volume": 7, "col_start": 3, "col_end": 9,
        "title": "Piers and Quays", "speaker": {"given": "Ada", "family": "Marlow"}, "url": "https://example.org/a",
    })  # fmt: skip
    plain = cite(reference, style)
    markdown = re.sub(r"(?<!\\)\*|\\(?=[\W_])", "", cite(reference, style, "markdown"))
    page = re.sub(r"<[^>]+>", "", cite(reference, style, "html"))
    if style != "markdown_link":
        assert markdown == plain
        assert page.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == plain
