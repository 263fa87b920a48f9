"""Agreement of two people, against the worked examples that its authors print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from store import anchors
from store.agreement import cohen_kappa, krippendorff_alpha
from store.annotations import Author, note_on
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.records import Scope
from tests.libraries import NOW, SOURCE, debate
from tui.cli import dispatchbox


def columns(table: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two people's labels of a table of counts."""
    pairs = [(a, b) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def test_kappa_of_cohen_1960() -> None:
    """The table of proportions of his paper, over 200 cases: p_o = .70, p_e = .41, kappa = .49."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    kappa = cohen_kappa(*columns(table))
    assert kappa == pytest.approx(0.4915, abs=1e-4)


@pytest.mark.parametrize(
    ("values", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412***", "1233224125*3", "*3332342251*", "12332441251*"), 0.743),
    ],
    ids=["binary", "many categories", "four people, gaps"],
)  # fmt: skip
def test_alpha_of_krippendorff_2011(values: tuple[str, ...], alpha: float) -> None:
    units = [[None if value == "*" else value for value in unit] for unit in zip(*values, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=5e-4)


LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@given(LABELS)
def test_agreement_is_the_same_from_either_side_and_whatever_the_names(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    kappa, alpha = cohen_kappa(first, second), krippendorff_alpha(pairs)
    named = [f"label {9 - a}" for a in first], [f"label {9 - b}" for b in second]
    assert cohen_kappa(second, first) == kappa == cohen_kappa(*named)
    assert krippendorff_alpha([(b, a) for a, b in pairs]) == alpha
    for value in (kappa, alpha):
        assert value is None or value <= 1
    if first == second:
        assert kappa in (1, None)
        assert alpha in (1, None)
    elif alpha is not None:
        assert alpha < 1


def coded(path: Path, author: str, codes: dict[int, str]) -> None:
    with Library.open(path) as library:
        library.add(Parsed((debate(),)), SOURCE, now=NOW)
        opened = library.debate(library.find_debate("debate/1"))
        for place, code in codes.items():
            target = (Scope.SPEECH, (anchors.whole(opened.speeches[place].id),))
            number = NoteId(f"{place}{author}".encode().hex().rjust(32, "0"))
            change = note_on(number, opened, target, Author(NOW, author), code=code)
            assert change is not None
            library.apply(change, now=NOW)


def test_two_files_are_compared(tmp_path: Path) -> None:
    run = CliRunner().invoke
    for name, codes in (("ann", {0: "claim", 1: "promise"}), ("ben", {1: "promise"})):
        coded(tmp_path / f"{name}.db", name, codes)
        words = ["--library", str(tmp_path / f"{name}.db"), "export", "-o", str(tmp_path / f"{name}.jsonl")]
        assert run(dispatchbox, words).exit_code == 0
    library = ["--library", str(tmp_path / "ann.db")]
    files = [str(tmp_path / "ann.jsonl"), str(tmp_path / "ben.jsonl")]
    told = json.loads(run(dispatchbox, [*library, "agreement", *files, "--json"]).stdout)
    assert [(code["code"], code["both"], code["only_first"]) for code in told["codes"]] == [
        ("claim", 0, 1), ("promise", 1, 0),
    ]  # fmt: skip
    assert told["units"] == 2
    assert [(each["code"], each["by"]) for each in told["disagreements"]] == [("claim", "ann")]
    assert "claim" in run(dispatchbox, [*library, "agreement", *files]).stdout
    joined = run(dispatchbox, [*library, "import", files[1]])
    assert joined.exit_code == 0, joined.output
    by_name = json.loads(run(dispatchbox, [*library, "agreement", "ann", "ben", "--json"]).stdout)
    assert by_name["codes"] == told["codes"]
