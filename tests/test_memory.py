"""Memory that runs out while files come in: what was finished is there, the rest is not, and a sentence says so."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store.library import Library
from tests import oracle
from tests.figures import count
from tests.test_app import running, settled
from tui import crash, launching
from tui.app import Dispatchbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits what a process may take as Linux counts it")

LIMITED = """
import os, resource, sys
import store.intake, store.library.importer, store.importers.source, store.importers.theyworkforyou, store.preview
import store.schema.migrations, tui.cli.importing, tui.cli.joining, tui.cli.progress, tui.cli.protecting, tui.clock
def limit(megabytes):
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (megabytes << 20),) * 2)
"""
PROGRAM = f"""{LIMITED}
from tui.cli import main
def run(megabytes):
    child = os.fork()
    if not child:
        code = 120
        try:
            sys.argv = ["dispatchbox", "--library", megabytes + ".db", "import", *sys.argv[1:3]]
            os.dup2(os.open("told." + megabytes, os.O_CREAT | os.O_WRONLY), 2)
            limit(int(megabytes))
            main()
        except SystemExit as left:
            code = left.code or 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(*map(run, sys.argv[3:]))
"""
LIMITS = (1, 4, 9, 14, 24)
"""Megabytes more than the program takes when it begins."""
ENOUGH = 3
"""How many of them are too little on every machine."""
SENTENCE = "dispatchbox: the memory of this machine ran out; what was finished is in the library\n"
SMALL, FULL = 3, 1500
SPEECH = '<speech id="uk.org.publicwhip/debate/{day}a.1.{n}" speakername="A B"><p>{words}</p></speech>'
HEAD = '<major-heading id="uk.org.publicwhip/debate/{day}a.1.0">Memory</major-heading>'


def sitting(folder: Path, day: str, speeches: int) -> Path:
    """A day of a chamber that said so much."""
    words = "words that take some room " * 60
    said = "".join(SPEECH.format(day=day, n=n, words=words) for n in range(1, speeches + 1))
    path = folder / f"debates{day}a.xml"
    path.write_text(f"<publicwhip>{HEAD.format(day=day)}{said}</publicwhip>", encoding="utf-8")
    return path


def test_an_import_that_runs_out_of_memory_leaves_a_sound_library(quick_path: Path) -> None:
    files = [sitting(quick_path, "2025-03-11", SMALL), sitting(quick_path, "2025-03-12", FULL)]
    line = [sys.executable, "-c", PROGRAM, *map(str, files), *map(str, LIMITS)]
    done = subprocess.run(line, capture_output=True, text=True, cwd=quick_path, timeout=120)
    assert done.returncode == 0, done.stderr
    codes = [int(word) for word in done.stdout.split("\n")[-2].split()]
    assert len(codes) == len(LIMITS)
    for limit, code in zip(LIMITS, codes, strict=True):
        told = (quick_path / f"told.{limit}").read_text(encoding="utf-8")
        assert (code, told) in ((2, SENTENCE), (0, ""))
        path = quick_path / f"{limit}.db"
        with Library.open(path) as library:
            assert library.totals()[1] in ((0, SMALL) if code else (SMALL + FULL,))
        oracle.sound(path)
    oracle.shows(path)
    assert codes.count(2) >= ENOUGH
    count("imports that ran out of memory", codes.count(2))


async def test_the_app_says_that_its_import_ran_out_of_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        f"import sys\nif 'import' in sys.orig_argv:\n    exec({LIMITED + 'limit(4)'!r})\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path, file = tmp_path / "library.db", sitting(tmp_path, "2025-03-12", FULL)
    async with running(path) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        pilot.app.take_in([str(file)])
        await settled(pilot)
        (told,) = [notice.message for notice in pilot.app._notifications]
        assert told == SENTENCE.removeprefix("dispatchbox: ").strip()
        assert not pilot.app.intakes
    oracle.sound(path)
    with Library.open(path) as library:
        assert library.totals()[1] == 0
    count("imports that ran out of memory")


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (MemoryError(), "because the memory of this machine ran out"),
        (RuntimeError(crash.NO_THREAD), "because this machine has no room for one more thread"),
        (RuntimeError("words of a note"), "on a mistake of its own (RuntimeError)"),
    ],
)
def test_a_machine_that_has_no_more_is_no_mistake_of_the_program(tmp_path: Path, error: Exception, why: str) -> None:
    told = f"dispatchbox stopped {why}; what was shown as saved is saved"
    log = tmp_path / "crash.log"
    assert crash.report(error, tmp_path) == f"{told}.\nThe details, without your words, are in {log}"
    assert log.read_text(encoding="utf-8") == f"{type(error).__name__}\n"
    assert crash.report(error, log) == told


def test_python_says_so_of_a_thread_for_which_there_is_no_room() -> None:
    program = (
        "import resource, threading\nthreading.stack_size(2**30)\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "try:\n    threading.Thread(target=int).start()\nexcept RuntimeError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == crash.NO_THREAD


def test_no_memory_to_begin_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def show(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(launching, "run_app", show)
    monkeypatch.setattr(sys, "argv", ["dispatchbox", "--library", str(tmp_path / "library.db")])
    with pytest.raises(SystemExit) as ended:
        launching.main()
    assert (ended.value.code, capsys.readouterr().err) == (2, SENTENCE)


async def test_the_app_goes_on_where_there_is_no_room_for_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object, **__: object) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    path, file = tmp_path / "library.db", sitting(tmp_path, "2025-03-12", SMALL)
    async with running(path) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        with monkeypatch.context() as patch:
            patch.setattr("asyncio.create_subprocess_exec", refused)
            pilot.app.take_in([str(file)])
            await settled(pilot)
        (told,) = [notice.message for notice in pilot.app._notifications]
        assert told == "this machine has no room for one more process (Cannot allocate memory); nothing was begun"
        pilot.app.take_in([str(file)])
        await settled(pilot)
    with Library.open(path) as library:
        assert library.totals()[1] == SMALL
