"""What the subcommands print: cleaned text and JSON, through one door."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import StoreError
from store.sanitise import clean

if TYPE_CHECKING:
    from store.library import Library


def say(text: str) -> None:
    """Print a line of text in which nothing can act on a terminal."""
    _print(clean(text))


def _print(text: str) -> None:
    try:
        click.echo(text)
    except OSError as error:
        raise StoreError(f"the output could not be written: {error.strerror}") from None


def tell(text: str) -> None:
    """The same on standard error."""
    click.echo(clean(text), err=True)


def counted(number: int, noun: str) -> str:
    """`1 speech`, `2 speeches`, `3 debates`."""
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def say_csv(rows: Iterable[Sequence[str]]) -> None:
    """Print rows as CSV in which nothing can act on a terminal or a spreadsheet."""
    from store.csv_text import csv_text

    _print(csv_text([clean(cell) for cell in row] for row in rows).removesuffix("\n"))


def say_json(value: Any) -> None:
    """Print a value as JSON; its escapes keep control characters from the terminal."""
    _print(json.dumps(value, ensure_ascii=not _unicode_out(), indent=1).translate(_ESCAPES))


_UNSAFE = (range(0x7F, 0xA0), range(0x2028, 0x202F), range(0x2066, 0x206A))
_ESCAPES = {code: f"\\u{code:04x}" for codes in _UNSAFE for code in codes}


def _unicode_out() -> bool:
    encoding = getattr(sys.stdout, "encoding", None) or ""
    return encoding.lower().replace("-", "").startswith("utf")


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Library]:
    """The library of this command line."""
    from store.library import Library

    library = Library.open(path, read_only=read_only)
    try:
        yield library
    finally:
        library.close()
