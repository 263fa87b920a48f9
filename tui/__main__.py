"""`python -m tui` and the `dispatchbox` command."""

from __future__ import annotations

from tui.launching import main

if __name__ == "__main__":
    main()
