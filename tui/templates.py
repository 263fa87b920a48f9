"""The reader's own citation templates: the files in the folder `templates` beside the config."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from store.citations import STYLES
from store.citations.styles import near
from store.errors import StoreError
from store.templates import Template
from tui.files import config_file

FORMS = {".txt": "text", ".j2": "text", ".jinja": "text", ".md": "markdown", ".html": "html"}
"""What the ending of a file says of its fields: escaped as Markdown, as HTML, or not at all."""
LARGEST = 64 * 1024


def templates_folder(environ: Mapping[str, str]) -> Path:
    """Where they are kept."""
    return config_file(environ).parent / "templates"


def own_styles(environ: Mapping[str, str]) -> dict[str, Template]:
    """Every template by the name of its file. Raises StoreError for one that cannot be read."""
    folder = templates_folder(environ)
    if not folder.is_dir():
        return {}
    return {made.name: made for file in sorted(folder.iterdir()) if (made := _read(file)) is not None}


def style_named(name: str, environ: Mapping[str, str]) -> str | Template:
    """A style of ours or the reader's own template of that name. Raises StoreError."""
    if name in STYLES:
        return name
    own = own_styles(environ)
    if name in own:
        return own[name]
    folder = templates_folder(environ)
    mine = f"your own are {', '.join(own)}" if own else f"own templates belong into {folder}"
    raise StoreError(f"There is no style “{name}”{near(name, [*STYLES, *own])} ({mine})")


def _read(file: Path) -> Template | None:
    name, form = file.name, ""
    while (ending := Path(name).suffix) in FORMS:
        form = FORMS[ending] if form in ("", "text") else form
        name = name.removesuffix(ending)
    if not form or name.startswith(".") or not file.is_file():
        return None
    try:
        if file.stat().st_size > LARGEST:
            raise StoreError(f"{file}: is too large for a template ({LARGEST >> 10} KB at most)")
        return Template(name, file.read_text(encoding="utf-8"), str(file), form)
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file}: the template cannot be read ({error})") from None
