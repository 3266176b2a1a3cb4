"""The floors: imports go down only, and each contract catches a planted violation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# contract, the module that a violation is planted in, the import that violates it
PLANTED = [
    ("Imports go down only", "engines/logit.py", "import detente.cli"),
    ("Imports go down only", "dossier/model.py", "import detente.questions.answer"),
    ("Imports go down only", "display/__init__.py", "import detente.reading"),
    ("Imports go down only", "questions/draws.py", "import detente.briefing"),
    ("Imports go down only", "errors.py", "import detente.dossier.model"),
    ("Engine families do not see each other", "engines/graph/__init__.py", "import detente.engines.games"),
    ("Engine families do not see each other", "engines/bargaining/__init__.py", "import detente.engines.graph"),
    ("Engines and display reach neither the dossier nor pydantic", "engines/logit.py", "import pydantic"),
    ("Engines and display reach neither the dossier nor pydantic", "display/__init__.py", "import detente.dossier"),
    ("Reading and the dossier never reach JAX", "reading/__init__.py", "import jax"),
    ("Reading and the dossier never reach JAX", "dossier/model.py", "import jax"),
    ("Only the wire of the language-model reader opens a connection", "reading/opening.py", "import socket"),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source tree in which to plant."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_tree_keeps_every_contract(tree: Path) -> None:
    result = lint(tree)
    assert result.returncode == 0, result.stdout
    assert " 0 broken" in result.stdout


@pytest.mark.parametrize(("contract", "module", "violation"), PLANTED, ids=[f"{m}: {v}" for _, m, v in PLANTED])
def test_a_planted_violation_is_caught(tree: Path, contract: str, module: str, violation: str) -> None:
    file = tree / "src" / "detente" / module
    kept = file.read_text(encoding="utf-8")
    file.write_text(f"{kept}\n{violation}\n", encoding="utf-8")
    try:
        result = lint(tree)
    finally:
        file.write_text(kept, encoding="utf-8")
    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout


def test_every_contract_has_a_planted_violation(tree: Path) -> None:
    kept = [line.split(" KEPT")[0] for line in lint(tree).stdout.splitlines() if " KEPT" in line]
    assert sorted(kept) == sorted({contract for contract, _, _ in PLANTED})


@pytest.mark.parametrize("command", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    program = (
        "import sys\n"
        f"sys.argv = ['detente', *{command!r}]\n"
        "from detente.cli import run\n"
        "try:\n    run()\nexcept SystemExit as leaving:\n    assert not leaving.code\n"
        "heavy = {'pydantic', 'jax', 'altair', 'numpy', 'scipy', 'trafilatura', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, detente; assert not {'pydantic', 'jax', 'altair', 'numpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_public_name_loads() -> None:
    import detente

    for name in detente.__all__:
        assert getattr(detente, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = detente.nonsense  # type: ignore[attr-defined] # that is the point
