"""What the program is measured against: floors and figures, all in one run. `python -m tests.benchmarks`."""
