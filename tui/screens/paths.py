"""Completes a path as it is typed."""

from __future__ import annotations

import os
from pathlib import Path

from textual.suggester import Suggester


class Paths(Suggester):
    """Suggests the first file or folder, by name, that begins with what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        if not value:
            return None
        folder, typed = os.path.split(value)
        try:
            names = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry in os.scandir(Path(folder or ".").expanduser())
                if entry.name.startswith(typed) and (typed or not entry.name.startswith("."))
            )
        except OSError:
            return None
        longer = next((name for name in names if len(name) > len(typed)), None)
        return value[: len(value) - len(typed)] + longer if longer else None
