"""The program as pip installs it: with its bytecode.

pip compiles what it installs. A checkout is compiled as it is imported, and every time again where
PYTHONDONTWRITEBYTECODE is set, as it is in many images of machines: there each start would take a third longer.
"""

from __future__ import annotations

import compileall
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent


def compile_all() -> None:
    """Compile what has changed of this checkout since it was compiled the last time."""
    for package in ("store", "tui", "tests"):
        compileall.compile_dir(CHECKOUT / package, quiet=2)
