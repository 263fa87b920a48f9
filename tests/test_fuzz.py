"""What a person types or is sent, damaged in every way: an answer or a sentence, never a mistake of the program's."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.backup import recover
from store.backup.ladder import Rung
from store.errors import StoreError
from store.library import Library
from store.search import parse
from tests import flows, oracle
from tests.figures import count
from tests.killing import MOMENT
from tests.mutations import damaged
from tui.config import read_config

QUERIES = 2000
LIBRARIES = 60
SHOWN = 2
"""So many of them the program itself opens."""
TODAY = dt.date(2031, 5, 6)
MARKS = "abc\"()[]{}*^:-+~<>=\\/?!.,'’“”é\u0301\u200b\x00\ufeff 0189\n"
PIECES = ["speaker:", "party:", "on:", "2025", "OR", "AND", "NOT", "NEAR", "tag:", "-", '"', "(", ")", "*", "^a", "a b"]
TYPED = st.text(st.sampled_from(MARKS), max_size=40) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


@settings(max_examples=QUERIES, deadline=None)
@given(TYPED)
def test_any_text_is_a_query_or_one_sentence(text: str) -> None:
    with contextlib.suppress(StoreError):
        parse(text, TODAY)


def test_queries_were_counted() -> None:
    count("fuzzed queries", QUERIES)


CONFIG = b"""
theme = "dark"
author = "A. Reader"
clipboard-command = "xclip -in"
[keys]
"app.undo" = "u"
"""


def test_a_damaged_config_is_read_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    for data in damaged(CONFIG, 1000):
        file.write_bytes(data)
        with contextlib.suppress(StoreError):
            read_config(file)
    count("fuzzed configs", 1000)


@pytest.fixture
def small(quick_path: Path) -> Path:
    path = quick_path / "whole" / "library.db"
    path.parent.mkdir()
    with Library.open(path) as library:
        for step in range(12):
            flows.do(library, step)
    return path


def test_a_damaged_library_is_opened_or_told_and_comes_back(small: Path, quick_path: Path) -> None:
    """Bytes of it are changed; whatever SQLite makes of that, nothing but a sentence is raised, and a restore works."""
    whole = small.read_bytes()
    chance, shown = random.Random(1), 0
    for number in range(LIBRARIES):
        place = quick_path / str(number)
        place.mkdir(mode=0o700)
        path = place / "library.db"
        copy = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            at = chance.randrange(len(copy)) if chance.random() < 0.7 else chance.randrange(200)
            copy[at : at + 8] = chance.randbytes(8)
        path.write_bytes(copy)
        path.chmod(0o600)
        journal = small.with_name("library.notes.jsonl")
        path.with_name(journal.name).write_bytes(journal.read_bytes())
        path.with_name(journal.name).chmod(0o600)
        with contextlib.suppress(StoreError), Library.open(path) as library:
            oracle.exported(library)
        try:
            recovered = recover(path, MOMENT)
        except StoreError as error:
            if "newer Dispatchbox" not in str(error) or path.read_bytes() != bytes(copy):
                raise  # else the damage made its number a greater one, and nothing may be done to it
            continue
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        oracle.private(path)
        if recovered.rung not in (Rung.SOUND, Rung.WITHOUT_WAL):  # else the damage may be in the words themselves
            oracle.sound(path)
            if shown < SHOWN:
                shown += 1
                oracle.shows(path)
    count("damaged libraries recovered", LIBRARIES)
