"""Damaged copies of a source, the same ones for the same seed."""

from __future__ import annotations

import datetime as dt
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from store.errors import StoreError
from store.importers.options import Options
from store.parsed import Parsed

DATA = Path(os.environ.get("DISPATCHBOX_DATA") or Path(__file__).parents[2] / "shared" / "data")
TODAY = dt.date(2026, 11, 23)
OPTIONS = Options(captured=TODAY)
PIECES = (
    b"<",
    b">",
    b"&",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"null",
    b"-1",
    b"\\ud800",
    b"1e999",
    b"\n",
    b"\0",
    b"\xff",
)


def damaged(data: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """`count` copies, each with one to four changes: bits flipped; bytes cut, doubled, moved, put in; the end lost."""
    chance = random.Random(seed)
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            _change(copy, chance)
        yield bytes(copy)


def _change(copy: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(copy) + 1)
    end = min(len(copy), start + int(chance.expovariate(1 / 30)))
    match chance.randrange(6):
        case 0 if start < len(copy):
            copy[start] ^= 1 << chance.randrange(8)
        case 1:
            del copy[start:end]
        case 2:
            copy[end:end] = copy[start:end]
        case 3:
            piece = copy[start:end]
            del copy[start:end]
            copy[start // 2 : start // 2] = piece
        case 4:
            copy[start:start] = chance.choice(PIECES)
        case _ if chance.random() < 0.2:
            del copy[start:]


def survives(
    parse: Callable[[bytes, str, Options], Parsed], data: bytes, count: int, options: Options = OPTIONS
) -> int:
    """Parses damaged copies; only StoreError may escape, within 2 s a megabyte.

    Returns how many came in all the same.
    """
    whole = 0
    limit = 2 * (1 + len(data) / 2**20)
    for copy in damaged(data, count):
        begun = time.process_time()
        try:
            parse(copy, "damaged", options)
            whole, said = whole + 1, ""
        except StoreError as error:
            said = str(error)
        assert not said or ": " in said
        assert time.process_time() - begun < limit
    return whole
