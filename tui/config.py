"""The config file: TOML in, a frozen `Config` out, every mistake a sentence that names the file and the setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from store.errors import StoreError
from store.grades import GRADES


@dataclass(frozen=True, slots=True)
class Config:
    """What a user may set. Each field is a key of the TOML file."""

    theme: str = "chamber"
    """A theme's name: chamber, order-paper, or any of Textual's."""
    text_width: int = 72
    """Columns of the text, 40 to 120."""
    style: str = "parliament"
    """The citation style of `y y` and `y c` until another is chosen."""
    form: str = "text"
    """The form of `y y`: text, markdown or html."""
    clipboard_command: str = ""
    """A program that takes a copy on its standard input, beating every other way."""
    author: str = ""
    """Your name on your notes."""
    hansard_api: str = "https://hansard-api.parliament.uk"
    """Where `fetch` and `resolve` find the Hansard API."""
    theyworkforyou_xml: str = "https://www.theyworkforyou.com/pwdata/scrapedxml"
    """Where `fetch` finds TheyWorkForYou's XML folder."""
    verdicts: Mapping[str, str] = field(default_factory=lambda: GRADES)
    """What an answer may be judged to be: a name and its letter, as in `"evaded" = "e"`. Given, it is the whole set."""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Keys of your own: a binding's id and its keys, as in `"reader.next" = "j,down"`."""


def read_config(file: Path) -> Config:
    """The config in `file`, the defaults where there is none. Raises StoreError."""
    try:
        if not file.exists():
            return Config()
        import tomllib  # read where there is a config

        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file}: the config cannot be read ({error}); mend or remove it") from None
    except (ValueError, RecursionError) as error:  # the first also of numbers of thousands of digits
        raise StoreError(f"{file}: not valid TOML: {error}") from None
    return _checked(settings, file)


def _checked(settings: Mapping[str, object], file: Path) -> Config:
    known = {f.name: type(getattr(Config(), f.name)) for f in fields(Config) if f.name not in TABLES}
    chosen: dict[str, object] = {}
    for name, value in settings.items():
        if name in TABLES:
            chosen[name] = TABLES[name](value, file)
        elif name not in known:
            raise StoreError(f"{file}: there is no setting “{name}”; the settings are {', '.join([*known, *TABLES])}")
        elif type(value) is not known[name]:
            raise StoreError(f"{file}: {name} takes {'a whole number' if known[name] is int else 'text in quotes'}")
        else:
            chosen[name] = value
    config = Config(**chosen)  # type: ignore[arg-type]  # each was checked against its field just above
    if not 40 <= config.text_width <= 120:
        raise StoreError(f"{file}: text_width is {config.text_width}; it can be 40 to 120 columns")
    for name in ("hansard_api", "theyworkforyou_xml"):
        if not getattr(config, name).startswith(("https://", "http://")):
            raise StoreError(f"{file}: {name} takes an address that begins with https://")
    return config


def _keys(value: object, file: Path) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(keys, str) for keys in value.values()):
        raise StoreError(f'{file}: [keys] takes lines such as "reader.next" = "j,down"')
    return MappingProxyType(dict(value))


def _verdicts(value: object, file: Path) -> Mapping[str, str]:
    if not isinstance(value, dict) or not value or not all(isinstance(letter, str) for letter in value.values()):
        raise StoreError(f'{file}: [verdicts] takes lines such as "evaded" = "e"')
    for name, letter in value.items():
        if len(letter) != 1 or not letter.isalnum():
            raise StoreError(f"{file}: [verdicts] gives “{name}” the letter “{letter}”; it takes one letter or figure")
        if letter in RESERVED:
            raise StoreError(f"{file}: [verdicts] gives “{name}” the letter {letter}, which is a key of the list")
    if len(set(value.values())) < len(value):
        raise StoreError(f"{file}: [verdicts] gives two verdicts the same letter")
    return MappingProxyType(dict(value))


TABLES: Mapping[str, Callable[[object, Path], Mapping[str, str]]] = {"keys": _keys, "verdicts": _verdicts}
"""The settings that are tables, and what reads each."""
RESERVED = frozenset("jkqx")
"""Letters that the list of verdicts has for itself."""


def check_keys(keys: Mapping[str, str], known: Iterable[str], file: Path) -> None:
    """Refuse a key for an action that there is not. Raises StoreError."""
    if unknown := sorted(set(keys) - set(known)):
        raise StoreError(f"{file}: [keys] names {', '.join(unknown)}, which is no action; docs/keys.md lists them all")
