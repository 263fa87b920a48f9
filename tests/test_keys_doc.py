"""docs/keys.md lists every binding; `DISPATCHBOX_REWRITE=1 pytest tests/test_keys_doc.py` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

from textual.binding import Binding

from tui.bindings import panes
from tui.keys import clashes, face

DOC = Path(__file__).parent.parent / "docs" / "keys.md"
HEAD = """# Keys

Made from the bindings of the program by `tests/test_keys_doc.py`. Each has an id, by which the config file can give it
other keys:

    [keys]
    "reader.next" = "j,down,ctrl+j"

A key with a space is a sequence: press one after the other; a hint line lists what may follow and waits. While a text
box has the focus, no single letter is a command.
"""


def document() -> str:
    parts = [HEAD]
    for name, bindings in panes():
        parts.append(f"\n## {name}\n\n| Keys | Does | Id |\n|---|---|---|\n")
        for binding in bindings:
            keys = " ".join(f"`{face(key)}`".replace("|", "\\|") for key in binding.key.split(","))
            parts.append(f"| {keys} | {binding.tooltip} | {binding.id} |\n")
    return "".join(parts)


def test_the_document_is_true() -> None:
    if os.environ.get("DISPATCHBOX_REWRITE"):
        DOC.write_text(document(), encoding="utf-8")
    assert DOC.read_text(encoding="utf-8") == document()


def test_every_binding_is_a_whole_command() -> None:
    for name, bindings in panes():
        for binding in bindings:
            assert binding.id, f"{name}: {binding.key} has no id"
            assert binding.description, f"{name}: {binding.id} has no description"
            assert binding.tooltip, f"{name}: {binding.id} has no tooltip"


def test_every_key_is_shown_as_it_is_printed() -> None:
    """None by a name that only Textual gives it."""
    for _, bindings in panes():
        for binding in bindings:
            for key in binding.key.split(","):
                assert "_" not in face(key.strip()), binding.id


def test_no_key_hides_another() -> None:
    for name, bindings in panes():
        assert not clashes(single for binding in bindings for single in Binding.make_bindings([binding])), name
