"""Plain-text goldens: what a screen showed when somebody last looked at it and found it good.

`DISPATCHBOX_REWRITE=1` in the environment writes them anew; then look at the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "goldens"


def check(name: str, shown: str) -> None:
    """Compare a screen with its golden. Spaces at line ends do not count."""
    text = "\n".join(line.rstrip() for line in shown.splitlines()) + "\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("DISPATCHBOX_REWRITE"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs: look, then DISPATCHBOX_REWRITE=1"
