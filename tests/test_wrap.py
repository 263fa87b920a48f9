"""Breaking text into lines: nothing lost, nothing added, nothing too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.layout import cells as measured
from tui.layout.cells import NARROW, cell_of, clip, clusters, index_at, narrow, shown, width
from tui.layout.wrap import _exact_breaks, _narrow_breaks, lines, wrap

PLAIN = st.text(st.sampled_from("abcdefghij  \n’“—-é,."), max_size=300)
ODD = st.text(st.sampled_from("ab  \n字🫖👩‍🚀\u200d\u0301é\t\x1b\u00ad\u00a0’🇬🇧\ufe0f"), max_size=120)
TEXT = PLAIN | ODD | st.text(max_size=80)
WIDTH = st.integers(1, 90)


def pieces(text: str, starts: list[int]) -> list[str]:
    return [text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


@given(TEXT, WIDTH, st.integers(0, 4))
def test_lines_tile_the_text(text: str, cells: int, indent: int) -> None:
    starts = wrap(text, cells, indent)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert "".join(pieces(text, starts)) == text


@given(TEXT, WIDTH, st.integers(0, 4))
def test_no_line_is_wider_than_its_room(text: str, cells: int, indent: int) -> None:
    at = 0
    for line in pieces(text, wrap(text, cells, indent)):
        opens = at > 0 and text[at - 1] == "\n"
        room = cells - min(indent, cells - 1) if opens else cells
        seen = line.rstrip(" \n")
        assert width(seen) <= room or sum(1 for *_, size in clusters(seen) if size) == 1
        at += len(line)


@given(TEXT, WIDTH)
def test_every_line_feed_ends_a_line(text: str, cells: int) -> None:
    for line in pieces(text, wrap(text, cells)):
        assert "\n" not in line[:-1]


@given(PLAIN, WIDTH, st.integers(0, 4))
def test_the_fast_way_and_the_exact_way_agree(text: str, cells: int, indent: int) -> None:
    text = text.replace("-", "").replace("—", "")
    paragraph = text.replace("\n", " ").strip()
    fast, exact = [0], [0]
    if len(paragraph) > cells:
        _narrow_breaks(paragraph, 0, len(paragraph), cells, cells, fast)
        _exact_breaks(paragraph, 0, len(paragraph), cells, cells, exact)
    if all(len(word) <= cells // 2 for word in paragraph.split()):
        assert fast == exact


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two ", 7, ["one two"]),
        ("one  two", 4, ["one", "two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("spring tides—which have", 14, ["spring tides—", "which have"]),
        ("a-very-long-chain", 8, ["a-very-", "long-", "chain"]),
        ("字字字", 4, ["字字", "字"]),
        ("字", 1, ["字"]),
        ("first\nsecond", 20, ["first", "second"]),
        ("👩‍🚀👩‍🚀", 2, ["👩‍🚀", "👩‍🚀"]),
    ],
)
def test_where_lines_break(text: str, cells: int, expected: list[str]) -> None:
    assert lines(text, cells) == expected


def test_narrow_code_points_take_one_cell_each() -> None:
    assert not [code for first, last in NARROW for code in range(first, last + 1) if cell_len(chr(code)) != 1]


@given(TEXT)
def test_what_is_painted_has_as_many_code_points_and_no_controls(text: str) -> None:
    painted = shown(text)
    assert len(painted) == len(text)
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in painted)


@given(TEXT.map(lambda text: text.replace("\n", " ")))
def test_cells_and_indexes_lead_back(text: str) -> None:
    parts = clusters(text)
    assert [part[0] for part in parts] == [0, *(part[1] for part in parts)][: len(parts)]
    for start, _, cells in parts:
        if cells and cell_of(text, start):
            assert index_at(text, cell_of(text, start)) == start
    assert width(text) == cell_of(text, len(text))


@given(TEXT.map(lambda text: text.replace("\n", " ")), st.integers(0, 40))
def test_a_clip_fits(text: str, cells: int) -> None:
    cut = clip(text, cells)
    assert width(cut) <= cells or not narrow(text)
    assert cut == text or cells == 0 or cut.endswith("…")


@pytest.mark.parametrize(
    "text", ["あ" * 1_000_000, "a\u0301" * 500_000, "x" * 100 + "\u200d" * 1_000_000], ids=["wide", "marked", "joined"]
)
def test_what_is_longer_than_any_line_costs_no_more_than_a_line(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    looked: list[int] = []
    split = measured.split_graphemes
    monkeypatch.setattr(measured, "split_graphemes", lambda words: looked.append(len(words)) or split(words))
    short = clip(text, 40)
    assert width(short) in (39, 40)
    assert text.startswith(short[:-1])
    assert sum(looked) < 20_000
