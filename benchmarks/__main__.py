"""``python -m benchmarks [NAME…]``: run all measurements, or these."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    names = sorted(file.stem for file in Path(__file__).parent.glob("bench_*.py"))
    wanted = [f"bench_{name.removeprefix('bench_')}" for name in sys.argv[1:]] or names
    for name in wanted:
        if name not in names:
            sys.exit(f"no measurement is called '{name}'; known: {', '.join(names)}")
        print(f"\n== {name.removeprefix('bench_')}", flush=True)
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
