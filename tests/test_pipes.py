"""Whoever reads what a command prints may stop: the command ends quietly, and as it would have ended."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from store.library import Library
from store.parsed import Parsed
from tests import oracle
from tests.libraries import NOW, SOURCE, debate
from tui.launching import COMMANDS

PROGRAM = """
import json, os, sys
from tui.cli import dispatchbox, main
import store.exports, store.library, tui.cli.citing, tui.cli.exporting, tui.cli.importing, tui.cli.judging, tui.clock
def run(words, out):
    said, told = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(out, 1), os.dup2(told, 2)
        sys.argv = ["dispatchbox", *words]
        sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))
        code = 120
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
            sys.stdout.flush(), sys.stderr.flush()
        finally:
            os._exit(code)
    os.close(told)
    _, status = os.waitpid(child, 0)
    with open(said, encoding="utf-8") as file:
        return os.waitstatus_to_exitcode(status), file.read()
nowhere, unread = os.pipe()
os.close(nowhere)
print(json.dumps([run(words, unread) for words in json.loads(sys.argv[1])]))
"""
LINES = {
    "note": ["note", "SPEECH", "Words"],
    "tag": ["tag", "SPEECH", "one"],
    "list": ["list"],
    "show": ["show", "Harbour"],
    "pair": ["pair", "Vane", "Prydderch"],
    "search": ["search", "lowering"],
    "cite": ["cite", "SPEECH"],
    "verify": ["verify", "draft.md"],
    "import": ["import", "library.db"],
    "fetch": ["fetch", "--help"],
    "resolve": ["resolve", "--help"],
    "basket": ["basket", "--help"],
    "codebook": ["codebook", "--json"],
    "sql": ["sql", "--csv", "SELECT 1"],
    "people": ["people", "--help"],
    "verdict": ["verdict", "--by", "topic"],
    "promises": ["promises"],
    "library": ["library"],
    "backup": ["backup"],
    "restore": ["restore", "--help"],
    "doctor": ["doctor"],
    "export": ["export", "--format", "jsonl"],
    "agreement": ["agreement", "--help"],
}
"""One line of each subcommand that prints something."""
CODES = {"verify": 1, "import": 2, "verdict": 1}
"""Those that say that something is wrong, or that there is nothing, say so all the same."""


def test_nobody_reads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert set(LINES) == set(COMMANDS) - {"open", "demo"}
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((debate(),)), SOURCE, now=NOW)
        speech = str(library.debate(library.shelf()[0].id).speeches[1].id)
    Path("draft.md").write_text("He said “We are lowering them, and raising the others.”\n", encoding="utf-8")
    lines = [
        ["--help"],
        ["--version"],
        *([speech if word == "SPEECH" else word for word in line] for line in LINES.values()),
    ]
    given = json.dumps([["--library", str(path), *line] for line in lines])
    done = subprocess.run([sys.executable, "-c", PROGRAM, given], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for line, (code, told) in zip(lines, json.loads(done.stdout), strict=True):
        assert (code, "Traceback" in told, "Broken" in told) == (CODES.get(line[0], 0), False, False), (line, told)
    with Library.open(path) as library:
        assert [note.body for note in library.notes(library.shelf()[0].id)] == ["Words"]
    oracle.sound(path)
