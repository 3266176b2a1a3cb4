"""ARRAYS → OUTCOMES: pure JAX functions that know no dossier, no text and no file.

Importing this package switches JAX to float64 and keeps compiled programs in the user's cache folder
(``$XDG_CACHE_HOME/detente/jax``), so that a second run need not compile again.
"""

from __future__ import annotations

import os
from pathlib import Path

import jax

__all__: list[str] = []


def _configure() -> None:
    jax.config.update("jax_enable_x64", True)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / "detente" / "jax"
    jax.config.update("jax_compilation_cache_dir", str(cache))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


_configure()
