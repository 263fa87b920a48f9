"""The hostile files of `tests/hostile_files.py`, brought in by one command: each becomes what it must, nothing acts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from store.importers.source import SourceFile, sources
from store.intake import bring_in, look_into
from store.library import Library
from store.sanitise import clean_line
from tests import oracle
from tests.figures import count
from tests.hostile_files import SECRET, Hostile, hostile_files
from tests.libraries import NOW
from tests.mutations import OPTIONS
from tui.wall import UNSAFE

LOOKED = replace(OPTIONS, house="commons")
FEWEST = 300


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile files")


@pytest.fixture(scope="module")
def made(place: Path) -> list[Hostile]:
    secret = place / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    found = hostile_files(secret)
    (place / "folder").mkdir()
    for file in found:
        (place / "folder" / file.name).write_bytes(file.data)
    return found


def outcome(file: Hostile, folder: Path) -> str:
    """What is wrong with what becomes of it; nothing where all is well."""
    told: list[str] = []
    texts: list[str] = []
    for item in sources([str(folder / file.name)], LOOKED):
        inside = item.name.partition(": ")[2] if isinstance(item, SourceFile) else item.where.partition(": ")[2]
        if file.inside and inside and inside != clean_line(file.inside):
            continue
        report, imported = look_into(item, LOOKED)
        told += [report.error] if report.error else []
        if imported is not None:
            texts += [remark.text for debate in imported.parsed.debates for remark in debate.remarks]
    if any(UNSAFE.search(text) or SECRET in text for text in (*texts, *told)):
        return "shows what it must not"
    if file.refused:
        right = told and not texts and all(re.search(file.refused, each) and "\n" not in each for each in told)
        return "" if right else f"{len(texts)} speeches; {told}"
    right = not told and len(texts) == file.speeches and any(file.words in text for text in texts)
    return "" if right else f"{len(texts)} speeches, not with {file.words[:60]!a}; {told}"


def test_each_hostile_file_becomes_what_it_must(place: Path, made: list[Hostile]) -> None:
    assert len(made) >= FEWEST
    wrong = {file.name: said for file in made if (said := outcome(file, place / "folder"))}
    assert not wrong, "\n".join(f"{name}: {said}" for name, said in wrong.items())
    count("hostile files with their outcome", len(made))


def test_all_of_them_come_in_by_one_command(place: Path, made: list[Hostile]) -> None:
    path = place / "library.db"
    before = sorted(place.rglob("*"))
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--library", str(path), "import", "folder", "--house", "commons"],
        cwd=place, capture_output=True, env=env, timeout=120,
    )  # fmt: skip
    assert done.returncode == 2
    said = (done.stdout + done.stderr).decode()
    assert "Traceback" not in said
    assert not UNSAFE.search(said)
    assert SECRET not in said
    assert not [line for line in done.stderr.decode().splitlines() if not line.startswith("dispatchbox: ")]
    mine = {file for file in place.rglob("*") if not file.name.startswith(("library", ".library"))}
    assert mine - set(before) == set(), "a file made another"
    oracle.sound(path)
    oracle.shows(path)
    with Library.open(path) as library:
        again = list(bring_in(library, [str(place / "folder")], LOOKED, now=NOW))
    assert sum(report.error is not None for report in again) == len(done.stderr.splitlines())
