"""Exports as files: whole or not at all, never over what somebody else wrote."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.exports import FORMATS, writer
from tui.files import replace_file

if TYPE_CHECKING:
    from store.exports.gathered import Export

LONGEST = 100
"""Bytes of a file's name without its ending."""


def slug(text: str) -> str:
    """A file's name made of words: only a to z, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-") or "notes"


def ending(path: str | None) -> str | None:
    """The format that a file's name asks for."""
    last = Path(path).suffix.lower() if path else ""
    also = {".json": "webannotation", ".htm": "html", ".markdown": "markdown", ".ndjson": "jsonl"}
    return next((name for name, (_, suffix, _) in FORMATS.items() if suffix == last), also.get(last))


def write_export(export: Export, form: str, path: Path, *, template: str | None = None, force: bool = False) -> str:
    """Write an export to a file; the sentence that says so. Raises StoreError, and the file is as it was."""
    path = path.expanduser()
    if form != "markdown":
        write_whole(path, writer(form)(export), force=force)
        return f"{_count(len(export.items), 'note')} to {path}"
    try:
        _refuse_links(path)
        return _write_markdown(export, path, template)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from None


def write_whole(path: Path, text: str, *, force: bool = False) -> None:
    """Write text to a file of its own. Raises StoreError, and the file is as it was."""
    path = path.expanduser()
    try:
        _refuse_links(path)
        if path.exists() and not force:
            raise StoreError(f"{path}: is there already; nothing was written (--force writes over it)")
        replace_file(path, text, over=force)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from None


def _write_markdown(export: Export, path: Path, template: str | None) -> str:
    from store.exports.markdown import TEMPLATE, rewrite

    try:
        before = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        if path.exists() and not before.strip():
            before = ""
        done = rewrite(export, before, template or TEMPLATE)
    except UnicodeDecodeError:
        raise StoreError(f"{path}: is not UTF-8 text; nothing was written") from None
    except StoreError as error:
        raise StoreError(f"{path}: {error}") from None
    if done.text != before:
        replace_file(path, done.text)
    parts = [f"{done.new} new", f"{done.changed} changed", f"{done.gone} gone"] if before else []
    by_hand = f"{_count(done.by_hand, 'block')} changed by hand left alone" if done.by_hand else ""
    told = ", ".join([*parts, *([by_hand] if by_hand else [])])
    return f"{_count(len(export.items), 'note')} to {path}" + (f" ({told})" if told else "")


def _refuse_links(path: Path) -> None:
    if path.is_symlink():
        raise StoreError(f"{path}: is a link to another file; nothing was written: name the file itself")
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file in it")
    if path.exists() and not os.access(path, os.W_OK):
        raise StoreError(f"{path}: may not be written; nothing was changed")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number != 1 else ''}"
