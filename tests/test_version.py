"""What the program calls itself."""

from __future__ import annotations

from importlib import metadata

import pytest
from click.testing import CliRunner

from tui.cli import dispatchbox


def test_the_version_is_that_of_the_package() -> None:
    told = CliRunner().invoke(dispatchbox, ["--version"])
    assert (told.exit_code, told.output) == (0, f"dispatchbox, version {metadata.version('dispatchbox')}\n")


def test_files_that_are_not_installed_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    told = CliRunner().invoke(dispatchbox, ["--version"])
    assert told.exit_code == 0
    assert "not installed" in told.output
