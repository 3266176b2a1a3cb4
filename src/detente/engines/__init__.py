"""ARRAYS → OUTCOMES: pure JAX functions that know no dossier, no text and no file.

Importing this package switches JAX to float64. Compiled programs are kept in the user's cache folder
(``$XDG_CACHE_HOME/detente/programs``, see :mod:`detente.engines.programs`).
"""

from __future__ import annotations

import jax

__all__: list[str] = []

jax.config.update("jax_enable_x64", True)
