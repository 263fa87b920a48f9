"""The demo's library: the sample debates of the invented parliament, with six notes of a researcher."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from store.annotations import note_on, put_code
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from tui.clock import now, today

LEFT_OUT = ("people", "README.md", "demo.json", "divisions_for_debate.json", "search_debates_day.json")
"""What lies in the folder and holds no debate."""


def sample_folder() -> Path:
    """`sample_data`: inside the installed package, or beside it in a checkout."""
    installed = Path(str(files("store"))) / "sample_data"
    return installed if installed.is_dir() else Path(str(files("store"))).parent / "sample_data"


def fill(path: Path) -> None:
    """Make a library at `path` with the sample debates and notes."""
    folder = sample_folder()
    with Library.open(path) as library:
        sources = [str(entry) for entry in sorted(folder.iterdir()) if entry.name not in LEFT_OUT]
        for _ in bring_in(library, sources, Options(today(), "commons"), now=now()):
            pass
        _annotate(library, json.loads((folder / "demo.json").read_text(encoding="utf-8")))
