"""What is read on the way to the first frame: every module costs a newcomer's first impression half a millisecond."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, sys
import tui.launching, tui.app, tui.ahead, store.library.starting
print(json.dumps(sorted(sys.modules)))
"""
ALLOWED = {
    "store",
    "store.errors",
    "store.folding",
    "store.grades",
    "store.library",
    "store.library.base",
    "store.library.connection",
    "store.library.failures",
    "store.library.note_journal",
    "store.library.opening",
    "store.library.shelving",
    "store.listed",
    "store.library.starting",
    "store.queries.debates",
    "store.model",
    "store.queries",
    "store.queries.reading",
    "store.queries.shelf",
    "store.schema",
    "store.schema.finding",
    "store.schema.settings",
}
HEAVY = {
    "sqlite_utils",
    "lxml",
    "httpx",
    "jinja2",
    "rapidfuzz",
    "pyperclip",
    "docx",
    "krippendorff",
    "markdown_it",
    "click",
}


def test_the_first_frame_reads_little() -> None:
    found = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    modules = set(json.loads(found.stdout))
    ours = {name for name in modules if name.split(".")[0] == "store"}
    assert ours <= ALLOWED, "import these where they are used, or under TYPE_CHECKING"
    assert not {name.split(".")[0] for name in modules} & (HEAVY - textual_itself())


def textual_itself() -> set[str]:
    """What Textual reads without us."""
    script = "import json, sys, textual.app, textual.widgets; from textual.widgets import Static, Input;"
    found = subprocess.run(
        [sys.executable, "-c", script + "print(json.dumps(sorted(sys.modules)))"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return {name.split(".")[0] for name in json.loads(found.stdout)}
