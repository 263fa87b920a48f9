"""Imports and fetches beside the reader, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.filenames import answered, holds_many
from tui.beside import Beside

if TYPE_CHECKING:
    from store.coming import Coming

PASTED = "standard input"
"""What the importer calls a page that it was not given as a file."""


class Intake(Beside):
    """One import that is going on, or one that is only tried."""

    def __init__(
        self, library: Path, paths: Sequence[str], text: str | None, house: str | None = None, *, dry: bool = False
    ) -> None:
        """`paths` as on the command line; `text` is a page that was pasted, for standard input."""
        options = ["--house", house] if house else []
        options += ["--dry-run"] if dry else []
        named = ["-"] if text is not None else list(paths)
        super().__init__(library, ["import", "--json", "--progress", *options, "--", *named], text)

    async def run(self, progress: Callable[[str], None]) -> dict[str, Any]:
        """Nobody who pastes a page knows that it went by the standard input."""
        report = await super().run(progress)
        for file in report["files"]:
            if file["error"] and self._text is not None:
                file["error"] = file["error"].replace(PASTED, "what was pasted", 1)
        return report


class Fetching(Beside):
    """A debate or a day that is fetched and brought in."""

    def __init__(self, library: Path, what: str, house: str | None) -> None:
        """`what` and `house` as on the command line."""
        options = ["--house", house] if house else []
        super().__init__(library, ["fetch", "--json", "--progress", *options, "--", what])


def many(paths: Sequence[str]) -> bool:
    """Whether more than one file may come in, so that the reader is asked first."""
    return len(paths) > 1 or any(answered(Path(path).is_dir) or holds_many(path) or has_magic(path) for path in paths)


def coming(house: Coming) -> str:
    """`House of Commons, Tuesday 11 March 2025: 12 debates, 340 speeches; 3 of the debates are there already`."""
    from store.plain import HOUSES, long_date
    from tui.cli.output import counted

    days = long_date(house.first) + (f" to {long_date(house.last)}" if house.last != house.first else "")
    counts = f"{counted(house.debates, 'debate')}, {counted(house.speeches, 'speech')}"
    there = f"; {house.known:,} of the debates are there already" if house.known else ""
    return f"{HOUSES.get(house.house, house.house)}, {days}: {counts}{there}"


def summary(files: Sequence[dict[str, Any]]) -> str:
    """One sentence on what came in."""
    debates = {debate for file in files for debate in file["debates"]}
    new, updated = sum(file["new"] for file in files), sum(file["updated"] for file in files)
    errors = [file["error"] for file in files if file["error"]]
    notes = _notes(files)
    if not debates:
        return errors[0] if errors and not notes else notes or "nothing came in"
    changes = [f"{new:,} new speech{'es' if new != 1 else ''}"] if new else []
    changes += [f"{updated:,} changed"] if updated else []
    said = f"{len(debates):,} debate{'s' if len(debates) != 1 else ''}: {', '.join(changes) or 'all there already'}"
    skipped = sum(len(file["skipped"]) for file in files)
    said += f"; {skipped} line{'s' if skipped != 1 else ''} left out (g l lists them)" if skipped else ""
    said += f"; {notes}" if notes else ""
    return said + (f"; {len(errors)} file{'s' if len(errors) != 1 else ''} could not be read" if errors else "")


def _notes(files: Sequence[dict[str, Any]]) -> str:
    """`4 notes: 3 new, 1 waits in the tray (g u)`; empty where no file of notes came in."""
    found = [file["notes"] for file in files if "notes" in file and not file["error"]]
    if not found:
        return ""
    new, changed, unchanged, waiting = (sum(each[key] for each in found) for key in _OF_NOTES)
    parts = [f"{new:,} new"] if new else []
    parts += [f"{changed:,} changed"] if changed else []
    parts += [f"{unchanged:,} here already"] if unchanged else []
    parts += [f"{waiting:,} in the tray (g u)"] if waiting else []
    count = new + changed + unchanged
    return f"{count:,} note{'s' if count != 1 else ''}" + (f": {', '.join(parts)}" if parts else "")


_OF_NOTES = ("new", "changed", "unchanged", "waiting")


def details(files: Sequence[dict[str, Any]]) -> list[str]:
    """What the reader must know besides: what could not come in, and what a source leaves out."""
    return [line for file in files for line in ([file["error"]] if file["error"] else []) + file["warnings"]]


def left_out(files: Sequence[dict[str, Any]]) -> list[str]:
    """Every line that was skipped, and why."""
    return [f"{file['path']}, line {skip['line']}: {skip['why']}" for file in files for skip in file["skipped"]]
