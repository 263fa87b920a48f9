"""What every test may ask for."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
"""A disk in memory, where there is one: a sync costs nothing there."""


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder on the quickest disk there is, for tests that write thousands of libraries."""
    folder = Path(tempfile.mkdtemp(prefix="dispatchbox-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)
