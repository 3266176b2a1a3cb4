"""Rules of the whole suite: where the reference data is, and which tests may be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DETENTE_SHARED", ROOT.parent / "shared"))

settings.register_profile("detente", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("detente")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-shared", action="store_true", help="fail where the reference data is absent")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--require-shared") and not SHARED.is_dir():
        raise pytest.UsageError(f"no reference data at {SHARED}: set DETENTE_SHARED to its folder")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason=f"needs the reference data, and {SHARED} is absent")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data (mark the test ``shared``)."""
    return SHARED


def _listed_skips() -> list[str]:
    lines = (ROOT / "tests" / "skips.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("  ")[0] for line in lines if line.strip() and not line.startswith("#")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.getreports("skipped")
    listed = _listed_skips()
    terminalreporter.section("skipped tests")
    terminalreporter.line(f"{len(skipped)} skipped")
    for report in skipped:
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        mark = "" if report.nodeid.startswith(tuple(listed)) else "NOT LISTED in tests/skips.txt: "
        terminalreporter.line(f"{mark}{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    listed = tuple(_listed_skips())
    unlisted = [r for r in reporter.getreports("skipped") if not r.nodeid.startswith(listed)]
    if unlisted and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
