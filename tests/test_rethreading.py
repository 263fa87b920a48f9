"""Exchanges found anew after the rules changed: the same as an import finds, and nothing set by hand is lost."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from store.by_hand import broken, change
from store.library import Library
from store.model import Kind
from store.threads import RULES
from tests.test_app import PAIR, running
from tests.test_bringing import until
from tests.test_pairs import DAYS, library_of
from tui import safekeeping
from tui.cli import dispatchbox
from tui.clock import now

FOUND = (
    "SELECT s.id, s.kind, r.text FROM speech s JOIN reason r ON r.id = s.reason ORDER BY 1",
    "SELECT speech, replies_to, speaker, other FROM link ORDER BY 1, 2",
    "SELECT id, exchanges, rules FROM debate ORDER BY 1",
)


def state(path: Path) -> list[list[tuple[Any, ...]]]:
    with sqlite3.connect(path) as db:
        return [db.execute(query).fetchall() for query in FOUND]


def test_what_older_rules_found_is_found_anew(tmp_path: Path) -> None:
    path = library_of(tmp_path / "library.db", [PAIR, *DAYS])
    before = state(path)
    with Library.open(path) as library:
        shelved = next(each for each in library.shelf() if each.exchanges > 3)
        debate = library.debate(shelved.id)
        asked = next(said for said in debate.speeches if said.kind is Kind.QUESTION and said.replies_to)
        made = change(debate, {}, broken(debate, asked.id), "broke the exchange before")
        assert made is not None
        library.apply(made, now=now())
        by_hand = library.debate(shelved.id)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE speech SET kind = 'speech', reason = (SELECT min(id) FROM reason) WHERE id % 2")
        db.execute("DELETE FROM link WHERE speech % 2")
        db.execute("UPDATE debate SET rules = 0")
        db.execute("INSERT INTO speech_fts (speech_fts) VALUES ('rebuild')")
    with Library.open(path) as library:
        found = [finding for finding, mended in library.examined(fix=True, now=now()) if mended]
        assert [finding.what for finding in found] == ["exchanges"]
        assert "threaded by older rules" in found[0].words
        assert list(library.examined(fix=False, now=now())) == []
        assert library.debate(shelved.id) == by_hand
        library.undo(now=now())
    assert state(path) == before
    assert {row[2] for row in before[2]} == {RULES}


async def test_the_app_does_so_by_itself_beside_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safekeeping, "FIRST_SECONDS", 0.01)
    path = library_of(tmp_path / "library.db", [PAIR])
    before = state(path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE debate SET rules = 0")
        db.execute("DELETE FROM link")
    async with running(path) as pilot:
        await until(pilot, lambda: state(path) == before)
        await until(pilot, lambda: "found the exchanges of" in str(pilot.app.screen.query_one("#status").render()))


def test_the_command_line_does_so_and_says_how_many(tmp_path: Path) -> None:
    path = library_of(tmp_path / "library.db", [PAIR])
    with sqlite3.connect(path) as db:
        db.execute("UPDATE debate SET rules = 0")
        (count,) = db.execute("SELECT count(*) FROM debate").fetchone()
    told = [
        CliRunner().invoke(dispatchbox, ["--library", str(path), "doctor", "--exchanges", "--json"]) for _ in range(2)
    ]
    assert [json.loads(each.stdout) for each in told] == [
        {"debates": count, "left": 0, "stopped": False},
        {"debates": 0, "left": 0, "stopped": False},
    ]
