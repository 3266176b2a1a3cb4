"""Compiled programs: kept between processes, compiled anew when anything that goes into them differs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from detente.engines import programs
from detente.engines.programs import compiled


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    programs._folder.cache_clear()
    yield tmp_path
    programs._folder.cache_clear()


def traced(count: list[int]) -> Callable[..., Any]:
    """A new process's view of one function: nothing in memory, the folder as it is; ``count`` grows by a trace."""

    @compiled("power")
    def raised(numbers: jax.Array, power: int = 2) -> jax.Array:
        count.append(power)
        return numbers**power

    return raised


def test_a_second_process_traces_nothing() -> None:
    count: list[int] = []
    first = traced(count)(np.array([1.0, 3.0]))
    second = traced(count)(np.array([1.0, 3.0]))
    assert first.tolist() == second.tolist() == [1.0, 9.0]
    assert count == [2]


@pytest.mark.parametrize("other", [(np.zeros(3), 2), (np.zeros(2, np.int64), 2), (np.zeros(2), 3)])
def test_another_shape_type_or_setting_is_another_program(other: tuple[np.ndarray, int]) -> None:
    count: list[int] = []
    function = traced(count)
    function(np.zeros(2), power=2)
    function(other[0], other[1])
    assert len(count) == 2


def test_inside_another_program_it_is_part_of_that() -> None:
    count: list[int] = []
    function = traced(count)
    assert jax.vmap(function)(jnp.array([[2.0], [3.0]])).tolist() == [[4.0], [9.0]]
    assert not list(programs._folder(function.__module__).glob("*"))


@pytest.mark.parametrize("spoilt", [b"", b"no program", b"\n"])
def test_half_a_file_is_no_program(spoilt: bytes) -> None:
    count: list[int] = []
    function = traced(count)
    function(np.zeros(2))
    (kept,) = programs._folder(function.__module__).iterdir()
    whole = kept.read_bytes()
    for data in (spoilt, whole[: len(whole) // 2], whole[:-1] + bytes([whole[-1] ^ 1])):
        kept.write_bytes(data)
        assert traced(count)(np.array([2.0, 5.0])).tolist() == [4.0, 25.0]
    assert len(count) == 4
    assert kept.read_bytes() == whole or len(kept.read_bytes()) > 0


def test_a_cache_that_cannot_be_written_is_no_error(cache: Path) -> None:
    (cache / "detente").write_text("in the way")
    assert traced([])(np.array([2.0])).tolist() == [4.0]


def test_a_changed_engine_has_its_own_folder_and_old_ones_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = tmp_path / "engines"
    (engines / "council").mkdir(parents=True)
    monkeypatch.setattr(programs, "ENGINES", engines)
    folders = []
    for version in range(programs.KEPT + 2):
        (engines / "council" / "rule.py").write_text(f"VERSION = {version}")
        programs._folder.cache_clear()
        folders.append(programs._folder("detente.engines.council.rule"))
        programs._keep(folders[-1] / "name", jax.jit(jnp.sin).lower(1.0).compile())
        os.utime(folders[-1], (version, version))
    assert len(set(folders)) == len(folders)
    assert [folder.exists() for folder in folders] == [False] * 2 + [True] * programs.KEPT
    (engines / "power.py").write_text("shared by all families")
    programs._folder.cache_clear()
    assert programs._folder("detente.engines.council.rule") not in folders


SOLVE = """
import numpy as np
import jax.numpy as jnp
from detente.engines.programs import compiled
@compiled()
def solve(table, right):
    print("traced")
    return jnp.linalg.solve(table, right)
print(np.asarray(solve(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([3.0, 4.0]))).round(9).tolist())
"""


def test_a_program_that_calls_lapack_runs_in_a_new_process(cache: Path) -> None:
    def run() -> str:
        paths = os.pathsep.join(path for path in sys.path if path)
        there = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": paths}
        return subprocess.run(
            [sys.executable, "-c", SOLVE], env=there, capture_output=True, text=True, check=True
        ).stdout

    assert run() == "traced\n[1.0, 1.0]\n"
    assert run() == "[1.0, 1.0]\n"
