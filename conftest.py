"""Docs are tests: every ```python block runs, and every `$ detente …` line of a ```console block exits with 0.

A console block runs in a scratch folder that its document's blocks share, so that a page can read like a session.
A line that is expected to fail is written with its status: `$ detente check bad.yaml  # exit status 2`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

_STATUS = re.compile(r"#\s*exit status (\d+)\s*$")
ROOT = Path(__file__).resolve().parent


def _run_console(example: Example) -> None:
    for line in example.parsed.splitlines():
        if not line.startswith("$ "):
            continue
        command, wanted = line[2:], _STATUS.search(line)
        words = shlex.split(_STATUS.sub("", command))
        if not words or words[0] != "detente":
            continue
        result = subprocess.run(
            [sys.executable, "-m", "detente", *words[1:]],
            cwd=example.namespace["folder"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        status = int(wanted[1]) if wanted else 0
        assert result.returncode == status, f"{command}\n{result.stdout[-2000:]}\n{result.stderr[-2000:]}"


def _scratch(namespace: dict[str, Any]) -> None:
    namespace["holder"] = tempfile.TemporaryDirectory()
    namespace["folder"] = namespace["holder"].name
    namespace["before"] = Path.cwd()
    os.chdir(namespace["folder"])


def _leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["before"])
    namespace["holder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser(language="console", evaluator=_run_console), SkipParser()],
    patterns=["*.md"],
    setup=_scratch,
    teardown=_leave,
).pytest()
