"""Words found in what was said, and no query that raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.annotations import remove_debate
from store.library import Library
from store.parsed import Parsed
from tests.libraries import NOW, SOURCE, debate


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("library") / "library.db")
    library.add(Parsed((debate(), debate("Later", 9, "debate/2"))), SOURCE, now=NOW)
    return library


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lower", ["lowering"]),
        ("LOWERING lady", ["lowering", "Lady"]),
        ('"harbour dues"', ["harbour dues"]),
        ("“harbour", ["harbour"]),
        ("hàrbour", ["harbour"]),
        ('"will write', ["will write"]),
        ("lowering nowhere", None),
        ('"dues harbour"', None),
        ("", None),
        ("- … “”", None),
    ],
)
def test_words_and_phrases(library: Library, text: str, words: list[str] | None) -> None:
    hits = library.search(text)
    assert len(hits) == (0 if words is None else 2)
    for hit in hits:
        said = library.speech(hit.speech)[1].text
        assert [said[span.start : span.end] for span in hit.spans] == words
        assert words is not None
        assert words[0] in hit.snippet
        assert hit.debate == library.speech(hit.speech)[0]


def test_the_newest_come_first_and_by_pages(library: Library) -> None:
    first, second = library.search("dues")
    assert first.speech > second.speech
    assert library.search("dues", limit=1) == (first,)
    assert library.search("dues", before=first.speech) == (second,)


def test_removed_debates_are_not_found(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        number = library.add(Parsed((debate(),)), SOURCE, now=NOW).debates[0]
        library.apply(remove_debate(library.facts(number)), now=NOW)
        assert library.search("dues") == ()
        library.undo(now=NOW)
        assert len(library.search("dues")) == 1


@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\"'*^:(){}+-ANDORT ")),
        max_size=30,
    )
)
@example('"')
@example("NEAR(a b")
@example("a AND NOT")
@example("text : x")
@example("\0")
@settings(max_examples=300)
def test_no_query_raises(library: Library, text: str) -> None:
    library.search(text, limit=1)
