"""`dispatchbox import`: facts given by hand, what would come in, how it goes, and ctrl+c."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store.importers.source import Work
from store.library import Library
from tui.cli import dispatchbox
from tui.cli.progress import PAUSE, Progress, duration, told

SAMPLES = Path(__file__).parent.parent / "sample_data"
DAY = SAMPLES / "theyworkforyou" / "debates2025-03-11b.xml"
REPLACED = SAMPLES / "theyworkforyou" / "debates2025-03-11a.xml"
TEXT = next((SAMPLES / "hansard-text").glob("*.txt"))


def run(library: Path, *words: object) -> Result:
    return CliRunner().invoke(dispatchbox, ["--library", str(library), *map(str, words)])


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def test_house_day_and_title_can_be_given(library: Path, tmp_path: Path) -> None:
    bare = tmp_path / "download.txt"
    bare.write_text(TEXT.read_text(encoding="utf-8").partition("\n")[2].lstrip(), encoding="utf-8")
    assert "--house" in run(library, "import", bare).stderr
    assert "--date" in run(library, "import", bare, "--house", "commons").stderr
    given = ("--house", "commons", "--date", "2024-02-29", "--title", "Coastal [Path]")
    assert run(library, "import", bare, *given).exit_code == 0
    with Library.open(library) as opened:
        (debate,) = opened.shelf()
    assert (debate.title, debate.date.isoformat(), debate.house) == ("Coastal [Path]", "2024-02-29", "commons")
    refused = run(library, "import", bare, "--date", "2024-02-30")
    assert refused.exit_code == 2


def test_one_bad_file_leaves_the_others(library: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<publicwhip><speech>")
    done = run(library, "import", bad, DAY, REPLACED)
    assert done.exit_code == 2
    assert "bad.xml, line 1: is not sound XML" in done.stderr
    assert done.stdout.splitlines()[-1].endswith("; 1 file could not come in")
    assert "was replaced by a later one" in done.stdout
    assert run(library, "import", DAY).exit_code == 0


def test_a_dry_run_writes_nothing(library: Path) -> None:
    first = run(library, "import", "--dry-run", DAY, REPLACED)
    assert (first.exit_code, library.exists()) == (0, False)
    assert "House of Commons, Tuesday 11 March 2025: " in first.stdout
    assert "already" not in first.stdout
    assert run(library, "import", DAY).exit_code == 0
    stamp = library.read_bytes()
    again = run(library, "import", "--dry-run", "--json", DAY)
    (house,) = json.loads(again.stdout)["houses"]
    assert (house["known"], house["debates"] > 0) == (house["debates"], True)
    assert "are there already" in run(library, "import", "--dry-run", DAY).stdout
    assert library.read_bytes() == stamp
    assert run(library, "import", "--dry-run", library).exit_code == 2


def test_what_is_printed_says_where_it_came_from(library: Path) -> None:
    run(library, "import", DAY)
    listed = json.loads(run(library, "list", "--json").stdout)["debates"]
    plain = run(library, "show", "--plain", listed[0]["id"]).stdout.splitlines()
    source = json.loads(run(library, "show", "--json", listed[0]["id"]).stdout)["debate"]["source"]
    assert set(source) == {"name", "format", "digest", "captured", "licence"}
    (line,) = [line for line in plain if line.startswith("Source: ")]
    assert source["name"] in line
    assert source["format"] in line
    assert source["licence"] in line
    assert f"SHA-256: {source['digest']}" in plain


def test_progress_goes_to_standard_error(library: Path) -> None:
    done = run(library, "import", "--progress", "--json", DAY, REPLACED)
    assert done.stderr.splitlines()[-1].startswith("2 of 2 files, ")
    assert len(json.loads(done.stdout)["files"]) == 2
    assert run(library, "import", DAY).stderr == ""


@pytest.mark.parametrize(
    ("work", "done", "seconds", "says"),
    [
        (Work(300, 1000), (12, 4800, 40), 0.5, "12 of 300 files, 4,800 speeches"),
        (Work(300, 1000), (12, 4800, 500), 2.0, "12 of 300 files, 4,800 speeches, 2,400 a second, 2 s left"),
        (Work(1, 1000), (1, 1, 1000), 2.0, "1 of 1 file, 1 speech, 0 a second, 0 s left"),
        (Work(0, 1000), (12, 4800, 100), 10.0, "12 files, 10%, 4,800 speeches, 480 a second, 2 min left"),
        (Work(1, 0), (1, 10, 0), 10.0, "1 of 1 file, 10 speeches, 1 a second"),
    ],
)
def test_what_progress_says(work: Work, done: tuple[int, int, int], seconds: float, says: str) -> None:
    assert told(work, *done, seconds) == says


@pytest.mark.parametrize(
    ("seconds", "says"), [(0, "0 s"), (89, "89 s"), (90, "2 min"), (600, "10 min"), (7800, "2 h 10 min")]
)
def test_durations(seconds: float, says: str) -> None:
    assert duration(seconds) == says


def test_a_terminal_shows_one_line_and_leaves_it_empty(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    progress = Progress(Work(3, 90), plain=False, clock=lambda: now)
    progress.took(10, 30)
    assert capsys.readouterr().err == ""
    for place in (2, 3):
        now += PAUSE
        progress.took(10, 30 * place)
    progress.end()
    said = capsys.readouterr().err
    assert "\n" not in said
    assert "\r2 of 3 files, 20 speeches" in said
    assert said.rstrip(" \r").endswith("3 of 3 files, 30 speeches")
    assert said.endswith(" \r")


NEXT = 3
"""Of what did not come in before it was stopped, so many are brought in after that."""


def started(library: Path, folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tui", "--library", str(library), "import", "--progress", "--json", *words]
    return subprocess.Popen([*command, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_keeps_what_was_finished(library: Path, thirty_days: Path, number: signal.Signals) -> None:
    importing = started(library, thirty_days)
    assert importing.stderr is not None
    assert " of 30 files, " in importing.stderr.readline()
    importing.send_signal(number)
    output, said = importing.communicate(timeout=60)
    assert importing.returncode == 130
    assert "stopped; every debate that was finished is in the library" in said
    files = json.loads(output)["files"]
    assert json.loads(output)["stopped"] is True
    assert 0 < len(files) < 30
    with Library.open(library) as opened:
        assert opened.totals() == (sum(len(file["debates"]) for file in files), sum(file["speeches"] for file in files))
    there = [file["path"] for file in files]
    others = [str(path) for path in sorted(thirty_days.iterdir()) if str(path) not in there][:NEXT]
    again = {
        file["path"]: file["new"]
        for file in json.loads(run(library, "import", "--json", *there, *others).stdout)["files"]
    }
    assert [again[path] for path in there] == [0] * len(files)
    assert all(again[path] for path in others)


def test_a_preview_can_be_stopped(library: Path, thirty_days: Path) -> None:
    looking = started(library, thirty_days, "--dry-run")
    assert looking.stderr is not None
    assert looking.stderr.readline()
    looking.send_signal(signal.SIGINT)
    output, _ = looking.communicate(timeout=60)
    assert (looking.returncode, json.loads(output)["stopped"], library.exists()) == (130, True, False)
