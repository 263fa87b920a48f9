"""The disk fails at any operation, once or for good: a sentence, nothing half, and work goes on where it can."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from store.backup import back_up, backups
from store.errors import LibraryError
from store.library import Library
from tests import flows, oracle, schemas
from tests.disk import Disk, Fault, on
from tests.figures import count
from tests.killing import JOURNAL
from tests.libraries import NOW
from tests.test_power import CHECKPOINT, STEPS, Recorded, recorded

FAULTS = 48
PARTS = 4
SHOWN = 2
"""Of so many parts the last library is opened by the program itself."""
LONG_FAULTS, LONG_PARTS = 4000, 20
ROOT = Path(__file__).parent.parent
OPENING = 40
"""Operations that opening a library takes at most."""


NOTHING = hashlib.sha256().hexdigest()
"""The digest of a file in which there is no table yet."""


@functools.cache
def operations(first: int, *, made: bool) -> int:
    """How many operations the disk is asked for by all steps, in a library that is made before or then."""
    fault = Fault(0, lifted=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        if made:
            Library.open(path).close()
        with on(Disk(fault=fault), CHECKPOINT), Library.open(path) as library:
            for step in range(first, first + STEPS):
                flows.do(library, step)
    return fault.count


def failing(path: Path, fault: Fault, record: Recorded) -> bool:
    """Run into the fault, look at what is there, and go on without it. Whether it was noticed: some need not be."""
    done = -1
    noticed = False
    try:
        with on(Disk(fault=fault), CHECKPOINT), Library.open(path) as library:
            for done in range(STEPS):
                flows.do(library, record.first + done)
            done = STEPS
            fault.lifted = True
    except LibraryError as error:
        noticed = told(error, path)
    done = max(0, done)
    expected = [*record.states[done : done + 2], *([NOTHING] if not done else [])]
    assert oracle.digest(path) in expected
    with Library.open(path) as library:
        done += oracle.digest(path) in record.states[done + 1 : done + 2]
        for step in range(done, STEPS):
            flows.do(library, record.first + step)
    assert oracle.digest(path) == record.states[-1]
    oracle.sound(path)
    return noticed


def recovering(path: Path, fault: Fault, record: Recorded) -> None:
    """The same, but the fault ends and the program that met it goes on by the connection it has."""
    with on(Disk(), CHECKPOINT):
        Library.open(path).close()
    with on(Disk(fault=fault), CHECKPOINT), Library.open(path) as library:
        for step in range(STEPS):
            try:
                flows.do(library, record.first + step)
            except LibraryError as error:
                told(error, path)
                fault.lifted = True
                if oracle.digest(path) == record.states[step]:
                    flows.do(library, record.first + step)
    assert oracle.digest(path) == record.states[-1]
    oracle.sound(path)


def told(error: LibraryError, path: Path) -> bool:
    """A sentence that names the library and says what to do."""
    assert re.match(rf"the library {re.escape(str(path))}: ", str(error))
    return True


def faults(folder: Path, number: int, seed: int, record: Recorded) -> None:
    chance = random.Random(seed)
    limits = {made: operations(record.first, made=made) for made in (True, False)}
    noticed = 0
    for one in range(number):
        place = folder / str(one)
        place.mkdir()
        fault = Fault(chance.randrange(1, limits[False]), for_ever=chance.random() < 0.5, full=chance.random() < 0.5)
        if one % 3 == 2:
            fault.at = chance.randrange(OPENING, limits[True])
            recovering(place / "library.db", fault, record)
        else:
            noticed += failing(place / "library.db", fault, record)
        assert fault.struck
        if seed < SHOWN and one == number - 1:
            oracle.shows(place / "library.db")
        shutil.rmtree(place)
    assert noticed > number // 3
    count("I/O faults", number)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_disk_that_fails(quick_path: Path, part: int) -> None:
    faults(quick_path, FAULTS // PARTS, part, recorded(STEPS))


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_a_disk_that_fails_at_many_places(quick_path: Path, part: int) -> None:
    faults(quick_path, LONG_FAULTS // LONG_PARTS, 100 + part, recorded(STEPS, first=100 * (part % 10)))


KEEPER = """
import datetime as dt, os, sys
os.getpid = lambda: 1
from pathlib import Path
from store.backup import back_up, backups, restore
from store.errors import StoreError
from store.library import Library
from tests import flows
act, path, moment = sys.argv[1], Path(sys.argv[2]), dt.datetime(2031, 5, 7, tzinfo=dt.UTC)
try:
    if act == "backup":
        back_up(path, moment)
    elif act == "restore":
        restore(path, backups(path)[-1].path, moment)
    else:
        with Library.open(path) as library:
            flows.do(library, 1015)
except StoreError as error:
    sys.exit(str(error))
"""
CALLS = ("fsync:error=EIO", "pwrite64:error=ENOSPC", "sendfile:error=EIO", "rename:error=EACCES", "ftruncate:error=EIO",
         "unlink:error=EACCES", "pread64:error=EIO", "fdatasync:error=EIO", "mkdir:error=EROFS")  # fmt: skip
CASES = [(act, call, when) for act in ("backup", "restore", "step") for call in CALLS for when in ("1", "2+3")]
SUITE = 12
PART, WORKPLACE = ".library-20310507T000000Z.1.part", ".library.restoring-20310507T000000Z"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a backup beside it and a step after that."""
    path = tmp_path_factory.mktemp("kept") / "library.db"
    with Library.open(path) as library:
        for step in range(STEPS):
            flows.do(library, step)
        backup = back_up(path, dt.datetime(2031, 5, 6, tzinfo=dt.UTC))
        flows.do(library, 1019)
    assert oracle.digest(path) != oracle.digest(backup.path)
    return path


NAMES = (".", "library.db", "library.db-wal", "backups", WORKPLACE, f"{WORKPLACE}/library.db", f"backups/{PART}")


def traced(program: str, act: str, path: Path, told: str, out: str) -> subprocess.CompletedProcess[str]:
    """A program under strace, which looks only at what it does to the library and to what lies beside that."""
    watched = [word for name in NAMES for word in ("-P", str(path.parent / name))]
    return subprocess.run(
        ["strace", "-f", "-qq", "-o", out, "-e", told, *watched, sys.executable, "-c", program, act, str(path)],
        capture_output=True, text=True, timeout=60, cwd=ROOT, check=False,
    )  # fmt: skip


def injected(kept: Path, folder: Path, act: str, call: str, when: str) -> None:
    """One act of the program while the kernel refuses a call; then the library is as before or as after it."""
    shutil.copytree(kept.parent, folder)
    path = folder / "library.db"
    before, older = oracle.digest(path), oracle.digest(backups(path)[-1].path)
    done = traced(KEEPER, act, path, f"inject={call}:when={when}", "/dev/null")
    if call.startswith("fsync") and act != "step":
        assert done.returncode, "the fault did not reach the program"
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 0 or re.match(r"(the library|no backup of|the backup) \S+", done.stderr), done.stderr
    found = oracle.digest(path)
    if done.returncode == 0 and act == "step":
        assert found != before
    elif done.returncode == 0 and act == "restore":
        assert found == older
    else:
        assert found in ((before, older) if act == "restore" else (before,))
    for backup in backups(path):
        assert oracle.digest(backup.path) in (before, older)
    oracle.sound(path)


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("part", range(SUITE))
def test_a_system_call_that_fails(kept: Path, quick_path: Path, part: int) -> None:
    injected(kept, quick_path / "one", *random.Random(part).choice(CASES))
    count("I/O faults")


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_each_system_call_that_fails(kept: Path, quick_path: Path, case: tuple[str, str, str]) -> None:
    injected(kept, quick_path / "one", *case)
    count("I/O faults")


FLOWS = ("make", "migrate", "add", "edit", "delete", "tag", "undo", "redo", "import", "again", "backup", "restore")
EVERY = 4
"""In the long run each system call of so many is refused."""
DOER = """
import datetime as dt, os, sys
os.getpid = lambda: 1
from pathlib import Path
from store import anchors
from store import annotations as rules
from store.backup import back_up, backups, restore
from store.errors import StoreError
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.records import Scope
from tests.flows import edition
from tests.libraries import NOW, SOURCE, debate
act, path, moment = sys.argv[1], Path(sys.argv[2]), dt.datetime(2031, 5, 7, tzinfo=dt.UTC)
author = rules.Author(NOW)
def do(library):
    read = next(one for row in library.shelf() if library.notes((one := library.debate(row.id)).id))
    notes, where = library.notes(read.id), (Scope.SPEECH, (anchors.whole(read.speeches[-1].id),))
    if act == "add":
        library.apply(rules.note_on(NoteId("e" * 32), read, where, author, body="Added"), now=NOW)
    elif act == "edit":
        library.apply(rules.edit_note(read, notes[0], author, body="Edited"), now=NOW)
    elif act == "delete":
        library.apply(rules.delete_note(read, notes[0]), now=NOW)
    elif act == "tag":
        library.apply(rules.tag(read, notes, [where], ["other"], author, [NoteId("f" * 32)]), now=NOW)
    elif act == "undo":
        library.undo(now=NOW)
    elif act == "redo":
        library.redo(now=NOW)
    elif act == "import":
        library.add(Parsed((debate("Weirs", 9, "debate/weirs"),)), SOURCE, now=NOW)
    elif act == "again":
        library.add(Parsed((edition(read, 1),)), SOURCE, now=NOW)
try:
    if act == "backup":
        back_up(path, moment)
    elif act == "restore":
        restore(path, backups(path)[-1].path, moment)
    else:
        with Library.open(path) as library:
            act in ("make", "migrate") or do(library)
except StoreError as error:
    sys.exit(str(error))
"""


def laid_out(kept: Path, folder: Path, act: str) -> Path:
    """The library as it is before a flow."""
    path = folder / "library.db"
    if act in ("make", "migrate"):
        folder.mkdir(mode=0o700)
    else:
        shutil.copytree(kept.parent, folder)
    if act == "migrate":
        schemas.made(path, JOURNAL, kept)
    elif act == "redo":
        with Library.open(path) as library:
            library.undo(now=NOW)
    return path


def looked_at(path: Path) -> str:
    return oracle.digest(path) if path.exists() else NOTHING


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")
@pytest.mark.parametrize("act", FLOWS)
def test_system_calls_of_a_flow_that_fail(kept: Path, quick_path: Path, act: str) -> None:
    whole = laid_out(kept, quick_path / "whole", act)
    before = looked_at(whole)
    names = [call.partition(":")[0] for call in CALLS]
    log = quick_path / "log"
    assert traced(DOER, act, whole, f"trace={','.join(names)}", str(log)).returncode == 0
    after = looked_at(whole)
    assert (after == before) == (act == "backup")
    called = re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.M)
    assert len(called) > EVERY
    for place in range(0, len(called), EVERY):
        name, nth = called[place], called[: place + 1].count(called[place])
        call = next(call for call in CALLS if call.startswith(f"{name}:"))
        path = laid_out(kept, quick_path / f"{place}", act)
        done = traced(DOER, act, path, f"inject={call}:when={nth}", "/dev/null")
        assert "Traceback" not in done.stderr, (call, nth, done.stderr)
        found = looked_at(path)
        assert found == after if done.returncode == 0 else found in (before, after, NOTHING), (call, nth, done.stderr)
        if act == "migrate":
            Library.open(path).close()
        if path.exists() and found != NOTHING:
            oracle.sound(path)
        shutil.rmtree(path.parent)
    count("system calls refused, of twelve flows", len(range(0, len(called), EVERY)))
