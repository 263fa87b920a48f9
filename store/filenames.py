"""What the name of a file says: whether it may hold a debate, and whether it may hold many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Final

SUFFIXES: Final = frozenset({".xml", ".txt", ".text", ".html", ".htm", ".json", ".jsonl"})
"""What is looked at in a folder or an archive; a file that is named is read whatever it is called."""
ALONE: Final = frozenset({".gz", ".xz"})
"""These pack one file, unless it is a `.tar`."""
TOGETHER: Final = frozenset({".zip", ".tar", ".tgz", ".txz"})


def is_wanted(inside: str) -> bool:
    """Whether a file of a folder or an archive is looked at: by its suffix, and not if it is hidden."""
    path = PurePosixPath(inside.replace("\\", "/"))
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in path.parts)
    return not hidden and path.suffix.lower() in SUFFIXES | ALONE | TOGETHER


def holds_many(name: str) -> bool:
    """Whether a file is an archive of others."""
    path = PurePosixPath(name.lower())
    return path.suffix in TOGETHER or (path.suffix in ALONE and path.with_suffix("").suffix == ".tar")


def answered(asked: Callable[[], bool], *, otherwise: bool = False) -> bool:
    """What a file says of itself, as `Path.is_dir` asks it; `otherwise` where it may not be looked at: whoever reads
    it tells why."""
    try:
        return asked()
    except OSError:
        return otherwise
