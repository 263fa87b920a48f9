"""`python -m tests.branches`: is every branch of the modules that import, sanitise, anchor and write run by a test?

It runs the tests that work in one process, some six minutes, prints what no test runs, and ends with 1 where there is
any. Tests that drive a terminal, kill or refuse are left out: what only they reach is not counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KEPT = (
    *("store/importers/*", "store/intake.py", "store/parsed.py", "store/identity.py", "store/rosters.py"),
    *("store/sanitise.py", "store/csv_text.py", "tui/wall.py", "tui/terminal.py", "store/values.py"),
    *("store/anchors.py", "store/annotations.py", "store/bulk.py", "store/records.py", "store/schema/*"),
    *("store/library/*", "store/backup/*", "store/exports/*", "tui/files.py", "tui/exporting.py"),
)
ONLY_READ = (
    *("advising", "compiling", "counting", "days", "filtering", "finding", "hits", "listing", "likening", "naming"),
    *("notebook", "noted", "notes", "pairs", "reading", "readings", "rows", "seeing", "selecting", "shelving"),
    *("verifying", "starting"),
)
"""Modules of `store/library` that write nothing."""
ELSEWHERE = {
    *("kill", "power", "faults", "terminal", "hostile_library", "every_key", "every_file", "start", "launching"),
    *("threads_gold", "people_checked", "library_crash", "page", "wrap", "motions", "motions_properties"),
}
"""Tests that take long or run the program apart, and those of nothing that is kept."""


def uncovered(folder: Path) -> list[str]:
    """What is not run, a line each, and whether a test failed."""
    tests = [str(file) for file in sorted(HERE.glob("test_*.py")) if file.stem.removeprefix("test_") not in ELSEWHERE]
    options = [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--override-ini=addopts=-q -m 'not long'",
        "--hypothesis-seed=0",
    ]
    told, omitted = folder / "told.json", ",".join(f"store/library/{name}.py" for name in ONLY_READ)
    env = {**os.environ, "COVERAGE_FILE": str(folder / "coverage")}
    measure = [sys.executable, "-m", "coverage"]
    run = [*measure, "run", "--branch", "--source=store,tui", "-m", "pytest", *options, *tests]
    failed = subprocess.run(run, env=env, cwd=HERE.parent, check=False).returncode
    told_of = [f"--include={','.join(KEPT)}", f"--omit={omitted}"]
    subprocess.run([*measure, "json", "-q", "-o", str(told), *told_of], env=env, cwd=HERE.parent, check=True)
    found = json.loads(told.read_text(encoding="utf-8"))
    total = found["totals"]
    print(f"{total['covered_branches']:,} of {total['num_branches']:,} branches, "
          f"{total['covered_lines']:,} of {total['num_statements']:,} statements")  # fmt: skip
    return [
        *(["a test failed"] if failed else []),
        *(f"{name}:{line}" for name, file in found["files"].items() for line in file["missing_lines"]),
        *(f"{name}:{a} to {b}" for name, file in found["files"].items() for a, b in file["missing_branches"]),
    ]


def main() -> int:
    """The exit code."""
    with tempfile.TemporaryDirectory(prefix="dispatchbox-branches-") as folder:
        left = uncovered(Path(folder))
    print("\n".join(left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
