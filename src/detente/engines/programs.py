"""``compiled``: ``jax.jit`` whose programs are kept on disk, so that a new process neither traces nor compiles them.

JAX's own cache saves the compilation only: every new process still traces and lowers each program in Python, half a
second for a large one, and a brief of korea-2006 takes 26. Here a finished program is found by what goes into it: the
source of its engine, the function, its static arguments, and the shapes and types of the others.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import inspect
import os
import pickle
import platform
import shutil
import tempfile
import threading
from collections.abc import Callable, Hashable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import jax
import numpy as np
from jax.experimental.serialize_executable import deserialize_and_load, serialize
from jaxlib import lapack
from numpy.typing import ArrayLike

__all__ = ["compiled", "on_device"]

Result = TypeVar("Result")
ENGINES = Path(__file__).parent
KEPT = 3
"""How many states of an engine's source have their programs kept."""
UNREADABLE = (
    OSError,
    EOFError,
    pickle.UnpicklingError,
    AttributeError,
    ImportError,
    ValueError,
    jax.errors.JaxRuntimeError,
)
"""What loading a program may raise that was cut short, or that this build of the libraries cannot take."""


def compiled(*static: str) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """A decorator: compile a function of arrays for each shape, and keep the programs between processes.

    1. Arguments named in ``static`` are part of the program; the leaves of the others are its inputs, known by
       shape and type.
    2. A program is looked up in this process, then in the cache folder, and else compiled and kept there.
    3. Called with traced values, so inside another program, the function is plain ``jax.jit``.

    The folder is the user's own (``$XDG_CACHE_HOME/detente/programs``); a program there that cannot be read is
    compiled anew, and one that cannot be written is compiled again in the next process.

    Args:
        static: names of arguments that are hashable values, with a ``repr`` that says all of them.

    >>> @compiled("power")
    ... def raised(numbers: np.ndarray, power: int) -> jax.Array:
    ...     return numbers**power
    >>> raised(np.array([1.0, 2.0]), power=2).tolist()
    [1.0, 4.0]
    """

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        programs = _Programs(function, static)

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Result:
            result: Result = programs.call(*args, **kwargs)
            return result

        return call

    return decorate


def on_device(array: ArrayLike) -> jax.Array:
    """The array on the device; ``jnp.asarray`` would trace and compile a program for every new shape.

    >>> on_device([1.0, 2.0]).sum().item()
    3.0
    """
    held: jax.Array = jax.device_put(np.asarray(array))
    return held


class _Programs:
    """A function and its programs, by what goes into them."""

    def __init__(self, function: Callable[..., Any], static: tuple[str, ...]) -> None:
        self._function = function
        self._signature = inspect.signature(function)
        self._static = static
        self._jitted = jax.jit(function, static_argnames=static)
        self._ready: dict[Hashable, Callable[..., Any]] = {}
        self._one_at_a_time = threading.Lock()

    def call(self, *args: Any, **kwargs: Any) -> Any:
        given = self._signature.bind(*args, **kwargs)
        given.apply_defaults()
        arrays = {name: value for name, value in given.arguments.items() if name not in self._static}
        leaves, tree = jax.tree.flatten(arrays)
        if any(isinstance(leaf, jax.core.Tracer) for leaf in leaves):
            return self._jitted(**given.arguments)
        key = (tuple(given.arguments[name] for name in self._static), tree, tuple(map(_kind, leaves)))
        if key not in self._ready:
            with self._one_at_a_time:
                self._ready[key] = self._ready.get(key) or self._program(key, given.arguments)
        return self._ready[key](**arrays)

    def _program(self, key: Hashable, given: dict[str, Any]) -> Callable[..., Any]:
        """The program of a key: out of the folder, or compiled now and put there."""
        name = hashlib.sha256(f"{self._function.__qualname__}\n{key!r}".encode()).hexdigest()[:32]
        kept = _folder(self._function.__module__) / name
        found = _loaded(kept)
        if found is None:
            found = self._jitted.lower(**given).compile()
            _keep(kept, found)
        return found


def _kind(leaf: Any) -> Hashable:
    """What a program must know of an input."""
    if isinstance(leaf, jax.Array | np.ndarray | np.generic):
        return leaf.shape, str(leaf.dtype), getattr(leaf, "weak_type", False)
    return type(leaf).__name__


def _loaded(path: Path) -> jax.stages.Compiled | None:
    """A program that was kept, or None: checked against its own hash, so that half a file is no program."""
    try:
        digest, data = path.read_bytes().split(b"\n", 1)
        if digest != hashlib.sha256(data).hexdigest().encode():
            return None
        _lapack()
        program: jax.stages.Compiled = deserialize_and_load(*pickle.loads(data))
        return program
    except UNREADABLE:
        return None


@functools.cache
def _lapack() -> None:
    """Point the programs' calls of LAPACK at it, which JAX does only when it lowers one."""
    lapack.prepare_lapack_call("getrf_ffi", np.dtype(np.float64))  # type: ignore[no-untyped-call] # of jaxlib


def _keep(path: Path, program: jax.stages.Compiled) -> None:
    """Write a program beside its place and move it there; a cache that cannot be written is no error."""
    data = pickle.dumps(serialize(program))
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
        Path(temporary).replace(path)
        _forget(path.parent)


def _forget(current: Path) -> None:
    """Drop the programs of source that has changed since, but for the latest few states of it."""
    states = sorted((p for p in current.parent.iterdir() if p != current), key=lambda p: p.stat().st_mtime)
    for old in states[: -KEPT + 1]:
        shutil.rmtree(old, ignore_errors=True)


@functools.cache
def _folder(module: str) -> Path:
    """Where a module's programs are kept; families of engines do not see each other, so each has its own."""
    family = module.removeprefix("detente.engines.").split(".")[0]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return cache / "detente" / "programs" / family / _state(family)


def _state(family: str) -> str:
    """The hash of all that a family's programs depend on: its source, the libraries, the machine."""
    state = hashlib.sha256("\n".join([jax.__version__, version("jaxlib"), *_machine()]).encode())
    for path in sorted([*ENGINES.glob("*.py"), *(ENGINES / family).rglob("*.py")]):
        state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _machine() -> list[str]:
    """The kind of device, and the processor's instructions where the system tells them."""
    try:
        about = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        about = platform.processor()
    instructions = next((line for line in about.splitlines() if line.startswith(("flags", "Features"))), about)
    return [jax.default_backend(), jax.devices()[0].device_kind, platform.machine(), instructions]
