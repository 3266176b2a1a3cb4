"""A made-up crisis whose numbers rest on claims of three reports: drafted, reviewed and assumed ones."""

from __future__ import annotations

import hashlib
from typing import Any

from detente.dossier import Claim, Dossier, Evidence, Report, loads
from detente.dossier.evidence import Span, claim_id

TEXTS = {
    "wire": ("2031-03-01", "Avalon insists on sanctions. Borduria rejects sanctions. Syldavia is undecided."),
    "paper": ("2031-03-05", "Avalon would accept a statement. Borduria may yield. Avalon wants money first."),
    "letter": ("2031-03-09", "Syldavia leans to sanctions. Borduria hints at a veto. The funds are frozen."),
}
CLAIMS: dict[str, tuple[str, str, str, tuple[float, float] | None]] = {
    "A1": ("wire", "Avalon insists on sanctions", "AVA", (90, 10)),
    "B1": ("wire", "Borduria rejects sanctions", "BOR", (10, 10)),
    "S1": ("wire", "Syldavia is undecided", "SYL", None),
    "A2": ("paper", "Avalon would accept a statement", "AVA", (35, 12)),
    "B2": ("paper", "Borduria may yield", "BOR", (45, 15)),
    "M1": ("paper", "Avalon wants money first", "AVA", None),
    "S2": ("letter", "Syldavia leans to sanctions", "SYL", None),
    "B3": ("letter", "Borduria hints at a veto", "BOR", (5, 10)),
    "F1": ("letter", "The funds are frozen", "BOR", None),
}
DOSSIER = """
detente: 1
title: The closing of the straits
as_of: 2031-03-10
horizon: 2031-09-30
actors:
  ava: {name: Avalon, code: AVA, capability: 90}
  bor: {name: Borduria, code: BOR, capability: {low: 50, mode: 70, high: 80}}
  syl: {name: Syldavia, code: SYL, capability: 40}
issues:
  straits:
    asks: How strongly will the council answer?
    scale: {0: no action, 30: a statement, 60: a text that condemns, 100: binding measures}
    status_quo: 0
    positions:
      ava: {position: {mean: 62.0, sd: 9.0, because: [A1, A2], prior: {mean: 50, sd: 25}}, salience: 80}
      bor:
        position: {mean: 14.0, sd: 8.0, because: [B1, B2, B3], prior: {mean: 30, sd: 20}}
        salience: {mean: 55.0, sd: 13.0, because: [B1, B2, B3], prior: {mean: 40, sd: 18.9}}
      syl: {position: {low: 40, mode: 55, high: 75}, salience: {low: 20, mode: 40, high: 60}, because: [S1, S2]}
  aid:
    asks: How much aid?
    scale: {0: none, 50: some, 100: much}
    status_quo: 10
    positions:
      ava: {position: {low: 0, mode: 20, high: 40}, salience: 30}
      bor: {position: 90, salience: 60}
councils:
  council:
    name: The Council of the Straits
    decides: [straits]
    members: {ava: {}, bor: {veto: true}, syl: {}}
    quota: 2
    drafts:
      avalon-text: {sponsors: [ava], text: {straits: {value: 60, because: [A1]}}}
      syldavia-text: {sponsors: [syl], text: {straits: 30}}
talks:
  table:
    settles: [straits, aid]
    controls: {straits: [bor], aid: [ava]}
    formats:
      three: {needs: [ava, bor, syl], success: {low: 0.2, mode: 0.4, high: 0.6}}
      two: {needs: [ava, bor]}
    worth:
      three: {bor: -8}
    conditions:
      funds: {by: bor, of: ava, what: release of the funds, worth: 12, cost: 5, option: ava.release, because: [F1]}
      freeze: {by: ava, of: bor, what: a freeze first, worth: 6, cost: 9, granted: 0.3}
ties:
  fuel:
    {holder: syl, dependent: bor, what: fuel, worth: 40, replace: 0.2, cost: 10, used: 0.2, ceiling: 0.6, because: [S1]}
  bank: {holder: ava, dependent: bor, what: banking, worth: 20, cost: 3, used: 0.5, ceiling: 1}
conflict:
  options:
    ava: {release: release the funds, cut: cut off trade}
    bor: {close: close the straits, attend: come to talks}
  now: [bor.close]
  one_way: [ava.cut]
  impossible: ["ava.cut and bor.attend"]
  preferences:
    ava: [not bor.close, bor.attend, not ava.release, not ava.cut]
    bor: [ava.release, not ava.cut, bor.close unless ava.release, bor.attend if ava.release]
"""


def evidence() -> tuple[Evidence, dict[str, str]]:
    """The reports and claims, and the id of each claim by its name here."""
    reports = {
        name: Report(sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, title=name, published=day)
        for name, (day, text) in TEXTS.items()
    }
    ids: dict[str, str] = {}
    claims: list[Claim] = []
    for name, (source, quote, actor, reading) in CLAIMS.items():
        report = reports[source]
        start = report.text.index(quote)
        span = Span(start=start, end=start + len(quote), quote=quote)
        ids[name] = claim_id(report.sha256, "stance", [span], actor)
        more: dict[str, Any] = {"reading": {"value": reading[0], "sd": reading[1]}} if reading else {}
        data = {"id": ids[name], "report": report.sha256, "kind": "stance", "actor": actor, "status": "occurred"}
        claims.append(Claim.model_validate({**data, "spans": [span], "rule": "made-up", **more}))
    return Evidence(reports=tuple(reports.values()), claims=tuple(claims)), ids


def crisis() -> Dossier:
    """The dossier, resting on its evidence."""
    archive, ids = evidence()
    text = DOSSIER
    for name, id in ids.items():
        for before, after in (("[", "]"), ("[", ","), (" ", "]"), (" ", ",")):
            text = text.replace(f"{before}{name}{after}", f"{before}{id}{after}")
    return loads(text).resting_on(archive)
