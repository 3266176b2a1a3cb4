"""Read the dispatches of a worked case again, and tie its dossier's numbers to the claims anew.

``python -m tools.cases.evidence korea-2006`` writes ``evidence/reports.jsonl`` and ``evidence/claims.jsonl`` with
the present reader, and the ``because`` lists of ``dossier.yaml`` from ``because.yaml``. Claim ids are hashes of what
the reader found, so they change when it improves; the quotations of ``because.yaml`` do not. With ``--check``
nothing is written, and the exit status is 1 where something would change.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

from detente.dossier import yaml
from detente.dossier.evidence import Claim, Evidence, Report
from detente.errors import Fault, InputError
from detente.reading import read

CASES = Path(__file__).resolve().parents[2] / "src" / "detente" / "data" / "cases"


class Quotation(NamedTuple):
    """Words of a dispatch (its file's name); ``only`` keeps claims of one actor (``CHN``) or kind (``event``)."""

    dispatch: str
    words: str
    only: str | None = None


def evidence_of(case: Path) -> Evidence:
    """Reports and claims that the reader makes of the case's dispatches now, with paths inside the case."""
    found = read(sorted((case / "dispatches").iterdir()))
    reports = (report.model_copy(update={"path": f"dispatches/{_file(report)}"}) for report in found.reports)
    return Evidence(reports=tuple(reports), claims=tuple(found.claims))


def _file(report: Report) -> str:
    return Path(report.path or "").name


def quotations(case: Path) -> dict[str, list[Quotation]]:
    """The reviewed quotations behind each path of the dossier."""
    file = case / "because.yaml"
    listed = yaml.plain(yaml.parse(yaml.read_text(file), file))
    return {path: [Quotation(*row) for row in rows] for path, rows in listed.items()}


def anchored(quoted: Mapping[str, Iterable[Quotation]], evidence: Evidence) -> dict[str, list[str]]:
    """The ids of the claims that the reader made of each path's quotations.

    Raises:
        InputError: paths of none of whose quotations the reader made a claim; all at once.
    """
    ids = {path: _ids(path, rows, evidence) for path, rows in quoted.items()}
    bare = [path for path, found in ids.items() if not found]
    if bare:
        hint = "mend the reader, quote other words, or take the path out and give the number a note"
        raise InputError.of(Fault("the reader made no claim of its quotations", key=path, hint=hint) for path in bare)
    return ids


def _ids(path: str, rows: Iterable[Quotation], evidence: Evidence) -> list[str]:
    made = (claim for row in rows for claim in claims_of(row, evidence) if _on(path, claim))
    return list(dict.fromkeys(claim.id for claim in made))


def unclaimed(quoted: Mapping[str, Iterable[Quotation]], evidence: Evidence) -> list[Quotation]:
    """The quotations of which the reader made no claim: what it still misses."""
    rows = dict.fromkeys(row for listed in quoted.values() for row in listed)
    return [row for row in rows if not claims_of(row, evidence)]


def claims_of(quoted: Quotation, evidence: Evidence) -> list[Claim]:
    """The claims one of whose spans shares at least half of the shorter with the quoted words."""
    report = next((report for report in evidence.reports if _file(report) == quoted.dispatch), None)
    if report is None:
        return []
    match = re.search(r"\s+".join(map(re.escape, quoted.words.split())), report.text)
    if match is None:
        return []
    mine = (c for c in evidence.claims if c.report == report.sha256 and quoted.only in (None, c.actor, c.kind))
    return [claim for claim in mine if any(_shared(s.start, s.end, *match.span()) for s in claim.spans)]


def _on(path: str, claim: Claim) -> bool:
    """Whether a claim may stand behind a path: a stance on one issue is no evidence for another."""
    return claim.issue is None or not path.startswith("issues.") or claim.issue == path.split(".")[1]


def _shared(start: int, end: int, first: int, last: int) -> bool:
    return min(end, last) - max(start, first) >= min(end - start, last - first) / 2


def rewritten(text: str, ids: Mapping[str, list[str]]) -> str:
    """The dossier's YAML with these ``because`` lists and no others; comments stay."""
    before = yaml.plain(yaml.parse(text))
    after = deepcopy(before)
    _clear(after)
    for path, claims in ids.items():
        record = after
        for part in path.split("."):
            record = record[part]
        record["because"] = claims
    return yaml.update(yaml.parse(text), before, after)


def _clear(node: Any) -> None:
    if isinstance(node, dict):
        node.pop("because", None)
        for value in node.values():
            _clear(value)


def files_of(case: Path, evidence: Evidence) -> dict[Path, str]:
    """Every file that this tool writes, with the text that it should have now."""
    dossier = case / "dossier.yaml"
    text = rewritten(dossier.read_text(encoding="utf-8"), anchored(quotations(case), evidence))
    return {dossier: text} | {case / "evidence" / name: row for name, row in evidence.to_files().items()}


def changes(files: Mapping[Path, str]) -> list[Path]:
    """The files whose text on disk is another."""
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write what has changed, or with ``--check`` only name it."""
    names = [argument for argument in arguments if argument != "--check"]
    if len(names) != 1 or not (CASES / names[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    case = CASES / names[0]
    evidence = evidence_of(case)
    for row in unclaimed(quotations(case), evidence):
        print(f"no claim of {row.words!r} in {row.dispatch}", file=sys.stderr)
    try:
        files = files_of(case, evidence)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    changed = changes(files)
    for path in changed:
        print(path.relative_to(CASES))
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
    return int("--check" in arguments and bool(changed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
