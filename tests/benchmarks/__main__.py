"""`python -m tests.benchmarks [RUNS]`: reading against its floors, in one run of about two minutes.

`python -m tests.benchmarks importing` measures imports (tests/benchmarks/importing.py), `… beside` what one costs the
reader beside it (tests/benchmarks/beside.py), `… verifying LIBRARY` the check of a draft
(tests/benchmarks/verifying.py), `… citing` citations and copying (tests/benchmarks/citing.py), `… pairs LIBRARY` pages
of two people (tests/benchmarks/pairs.py), `… marking` a debate of 10,000 annotations and a notebook of 100,000
(tests/benchmarks/marking.py). `python -m tests.benchmarks.finding` measures finding in a million speeches."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import beside, citing, importing, libraries, marking, pairs, verifying
from tests.benchmarks.figures import report
from tests.benchmarks.reading import key_figures, launch_figures
from tests.installed import compile_all

RUNS = 5


def main() -> None:
    compile_all()
    if sys.argv[1:2] == ["marking"]:
        marking.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["importing"]:
        importing.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["citing"]:
        citing.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["beside"]:
        beside.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["verifying"]:
        verifying.main(sys.argv[2:])
        return
    if sys.argv[1:2] == ["pairs"]:
        pairs.main(sys.argv[2:])
        return
    runs = int(sys.argv[1]) if sys.argv[1:] else RUNS
    with tempfile.TemporaryDirectory(prefix="dispatchbox-benchmarks-") as folder:
        library = Path(folder) / "library.db"
        text_bytes = libraries.make(library)
        figures = [*launch_figures(library, text_bytes, runs), *key_figures(library, runs)]
    print(report(figures))


if __name__ == "__main__":
    main()
