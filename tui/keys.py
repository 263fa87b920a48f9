"""Key sequences (`g g`, `y q`, `] a`) above Textual's bindings, and the hint line of what may follow.

A sequence is a `Binding` whose key holds a space: `Binding("g g,home", …)`. Textual itself never matches such a key;
`Sequences` gathers the keys as they come and finds the binding among those that are active. `any` as the last key
stands for one typed character, which the action is given: `Binding("m any", "bookmark", …)` runs `bookmark('x')`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import ActiveBinding, Binding

ANY = "any"

FACES = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "apostrophe": "'",
    "quotation_mark": '"',
    "question_mark": "?",
    "percent_sign": "%",
    "dollar_sign": "$",
    "number_sign": "#",
    "ampersand": "&",
    "asterisk": "*",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "full_stop": ".",
    "comma": ",",
    "slash": "/",
    "backslash": "\\",
    "vertical_line": "|",
    "colon": ":",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "f1": "F1",
    ANY: "letter",
}
"""How a key is shown where its Textual name is not what is printed on it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one key came to."""

    state: str
    """`none` no sequence begins with it; `waiting` more keys may follow; `done` a sequence is complete;
    `wrong` the keys begun lead nowhere."""
    binding: ActiveBinding | None = None
    character: str | None = None
    """The character typed where the sequence ends in `any`."""


class Sequences:
    """The keys begun so far, and what they may become."""

    def __init__(self) -> None:
        self.begun: tuple[str, ...] = ()

    def feed(self, key: str, character: str | None, active: Mapping[str, ActiveBinding]) -> Step:
        """Take a key. After `done`, `wrong` and `none` nothing is begun any more."""
        keys = (*self.begun, key)
        name = " ".join(keys)
        first = not self.begun
        self.begun = ()
        if not first and name in active:
            return Step("done", active[name])
        if any(other.startswith(name + " ") for other in active):
            self.begun = keys
            return Step("waiting")
        if first:
            return Step("none")
        wild = active.get(" ".join((*keys[:-1], ANY)))
        if wild is not None and character is not None and character.isprintable():
            return Step("done", wild, character)
        return Step("wrong")

    def cancel(self) -> None:
        self.begun = ()

    def choices(self, active: Mapping[str, ActiveBinding]) -> list[tuple[str, str]]:
        """(key as shown, what it does) of everything that may follow the keys begun."""
        start = " ".join(self.begun) + " "
        return [
            (face(name.removeprefix(start)), bound.binding.description)
            for name, bound in active.items()
            if name.startswith(start)
        ]


def face(key: str) -> str:
    """A binding's key as a person reads it: `] a`, `Ctrl+d`, `PgDn`."""
    shown = []
    for part in key.split():
        *modifiers, last = part.split("+")
        shown.append("+".join([*modifiers, FACES.get(last, last)]))
    return " ".join(shown)


def flow(choices: Iterable[tuple[str, str]], cells: int) -> list[str]:
    """Keys and what they do, as many on a line as so many cells hold."""
    lines = [""]
    for told in (f"{key} {words}" for key, words in choices):
        if lines[-1] and len(lines[-1]) + 3 + len(told) > cells:
            lines.append("")
        lines[-1] += f"{'   ' if lines[-1] else ''}{told}"
    return lines


def clashes(bindings: Iterable[Binding]) -> list[tuple[str, str, str]]:
    """(key, id, id) of every key that two bindings of one pane claim, or that hides the sequences it begins."""
    claimed: dict[str, str] = {}
    found = []
    for binding in bindings:
        name = binding.id or binding.action
        if binding.key in claimed and claimed[binding.key] != name:
            found.append((binding.key, claimed[binding.key], name))
        claimed.setdefault(binding.key, name)
    for key, name in claimed.items():
        found += [(key, name, other) for longer, other in claimed.items() if longer.startswith(key + " ")]
    return found
