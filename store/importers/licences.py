"""What a parliament says of the use of its words; sources that do not print it are published under it all the same."""

from __future__ import annotations

from typing import Final

PARLIAMENT: Final = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."
OF_HOUSES: Final = {
    "commons": PARLIAMENT,
    "lords": PARLIAMENT,
    "scotland": "Contains information licensed under the Open Scottish Parliament Licence v1.0.",
}
