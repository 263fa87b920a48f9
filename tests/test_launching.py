"""A command line that just opens the app is read without the parser of the subcommands, and no other."""

from __future__ import annotations

import pytest

from tui.launching import COMMANDS, plainly


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("", (None, ())),
        ("--library x.db", ("x.db", ())),
        ("--library x.db page.txt", ("x.db", ("page.txt",))),
        ("page.txt other.xml", (None, ("page.txt", "other.xml"))),
        ("-", (None, ("-",))),
        ("page.txt import", (None, ("page.txt", "import"))),
        ("--library", None),
        ("--library=x.db", None),
        ("--help", None),
        ("--version", None),
        ("page.txt --library x.db", None),
        ("-- -odd.txt", None),
        *((f"{command} x", None) for command in COMMANDS),
        *((f"--library x.db {command}", None) for command in COMMANDS),
    ],
)
def test_what_is_opened_plainly(line: str, asked: object) -> None:
    assert plainly(line.split()) == asked
