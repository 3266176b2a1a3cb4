"""A made-up crisis with its reports, claims, dossier and answers: what a brief is composed from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from detente.briefing.given import Given
from detente.display import charts, words
from detente.dossier import Claim, Dossier, Evidence, Report, digest, loads
from detente.dossier.evidence import claim_id
from detente.questions.answer import Answer, Method, Sentence, estimate_of

WIRE = """Avalon tables a text on the straits

AVALON CITY (NWS) — Avalon's envoy, Ms. Ida Thorn, said on Monday that nothing short of "binding measures" would do.
Borduria's foreign ministry called the draft "a step towards war." Its ambassador, Mr. O. Krull, did not say whether he
would cast a veto.

Syldavia would support a text that condemns the closure, officials said, provided that talks go on."""
HOSTILE = """<script>alert("report")</script> & <img src=x onerror=alert(1)> [[x]] {{ 7 * 7 }}

Borduria said </mark></bdi><style>*{display:none}</style> it would "never" accept sanctions.\x07 \u202emirrored\u202c"""

DOSSIER = """
detente: 1
title: The closing of the straits
as_of: 2031-03-10
horizon: 2031-09-30
actors:
  ava: {name: Avalon, code: AVA, capability: 90}
  bor: {name: Borduria, code: BOR, capability: 70}
  syl: {name: Syldavia, code: SYL, capability: 40}
issues:
  straits:
    asks: How strongly will the council answer the closing of the straits?
    scale: {0: no action, 30: a statement, 60: a text that condemns, 100: binding measures}
    status_quo: 0
    positions:
      ava: {position: {low: 80, mode: 95, high: 100}, salience: 80, because: [AVA]}
      bor: {position: {low: 0, mode: 10, high: 30}, salience: 90, because: [BOR, HOSTILE]}
      syl: {position: {mean: 60, sd: 10}, salience: 40, note: by its officials}
councils:
  council:
    name: The Council of the Straits
    decides: [straits]
    members: {ava: {veto: true}, bor: {veto: true}, syl: {}}
    quota: 2
    drafts:
      avalon-text: {sponsors: [ava], text: {straits: 95}, because: [AVA]}
      syldavia-text: {sponsors: [syl], text: {straits: 45}}
"""


def report(text: str, title: str, day: str | None) -> Report:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Report.model_validate({"sha256": sha, "text": text, "title": title, "published": day, "publisher": "NWS"})


def claim(of: Report, quote: str, actor: str, **more: Any) -> Claim:
    start = of.text.index(quote)
    span = {"start": start, "end": start + len(quote), "quote": quote}
    data = {"kind": "statement", "status": "occurred", "rule": "made-up", "report": of.sha256} | more
    id = claim_id(
        of.sha256, data["kind"], Claim.model_validate(data | {"id": "c-" + "0" * 12, "spans": [span]}).spans, actor
    )
    return Claim.model_validate(data | {"id": id, "actor": actor, "spans": [span]})


REPORTS = (report(WIRE, "Avalon tables a text", "2031-03-09"), report(HOSTILE, "<b>Hostile</b> & co {{ 7 * 7 }}", None))
CLAIMS = {
    "AVA": claim(
        REPORTS[0],
        'nothing short of "binding measures" would do',
        "AVA",
        agent={"name": "Ida Thorn", "role": "envoy", "acts_for": "AVA"},
        quoted="mixed",
    ),
    "BOR": claim(REPORTS[0], 'called the draft "a step towards war."', "BOR", quoted="mixed"),
    "HOSTILE": claim(REPORTS[1], '</mark></bdi><style>*{display:none}</style> it would "never" accept', "BOR"),
}


def dossier(evidence: bool = True) -> Dossier:
    text = DOSSIER
    for name, made in CLAIMS.items():
        text = text.replace(name + "]", made.id + "]").replace(f"[{name}, ", f"[{made.id}, ")
    believed = loads(text)
    archive = Evidence(reports=REPORTS, claims=tuple(CLAIMS.values())) if evidence else Evidence()
    return believed.resting_on(archive)


@dataclass(frozen=True)
class Made(Answer):
    """An answer with the table and charts that it is given."""

    rows: tuple[dict[str, Any], ...] = ()
    drawn: Any = None

    def table(self):
        return list(self.rows)

    def drawings(self):
        return self.drawn() if self.drawn else {}


def made(question: str, subject: str | None, results: dict[str, Any], said: list[Sentence], **more: Any) -> Made:
    believed = dossier()
    return Made(
        question=question,
        subject=subject,
        as_of=believed.as_of,
        method=Method("made up", {"beta": 4.55, "rounds": 10}, "Nobody (2031), p. 1"),
        seed=0,
        draws=500,
        digest=digest(believed),
        results=results,
        said=tuple(said),
        **more,
    )


def estimate(mean: float, width: float = 5) -> dict[str, float]:
    return estimate_of([mean - width, mean, mean + width])


SCALE = {"0": "no action", "30": "a statement", "60": "a text that condemns", "100": "binding measures"}
NAMES = {"ava": "Avalon", "bor": "Borduria", "syl": "Syldavia"}


def forecast() -> Made:
    models = {"mean": 52.0, "median": 61.0, "challenge": 44.0, "status_quo": 0.0}
    stands = {"ava": (93, 80), "bor": (12, 90), "syl": (60, 40)}
    results = {
        "models": {name: {"outcome": estimate(mean)} for name, mean in models.items()},
        "status_quo": estimate(0, 0),
        "actors": {
            id: {"name": NAMES[id], "position": estimate(at), "salience": estimate(cares), "weight": 1.0}
            for id, (at, cares) in stands.items()
        },
    }
    said = [
        Sentence(
            words.sentence(words.chance_that(0.72, "the council ends nearest to “a text that condemns”")),
            0.72,
            "moderate",
            (CLAIMS["AVA"].id, CLAIMS["BOR"].id, CLAIMS["HOSTILE"].id),
            ("issues.straits.positions.syl.position",),
        ),
        Sentence("The outcome is 52 (80% interval 47 to 57).", None, None, (CLAIMS["AVA"].id,)),
    ]
    return made("forecast", "straits", results, said, drawn=lambda: forecast_charts(models))


def forecast_charts(models):
    actors = [
        {"name": name, "mean": mean, "low80": mean - 8, "high80": min(100, mean + 8), "weight": weight}
        for name, mean, weight in (("Avalon", 93, 72), ("Borduria", 12, 63), ("Syldavia", 60, 16))
    ]
    rows = [
        {
            "name": name,
            "mean": mean,
            "median": mean,
            "low80": mean - 5,
            "high80": mean + 5,
            "baseline": name != "challenge",
        }
        for name, mean in models.items()
    ]
    return {
        "positions": charts.ladder("The straits", SCALE, actors, estimate(52), 0),
        "models": charts.models("The straits", SCALE, rows),
    }


def vote() -> Made:
    def draft(adopted, vetoed, **yes):
        members = {id: {"yes": p, "no": (1 - p) * 0.7, "abstain": (1 - p) * 0.3, "pivot": 0.1} for id, p in yes.items()}
        tallies = [{"yes": 2, "no": 1, "abstain": 0, "probability": 0.6}]
        return {
            "adopted": estimate(adopted, 0.05),
            "vetoed": estimate(vetoed, 0.05),
            "tallies": tallies,
            "members": members,
        }

    drafts = {
        "avalon-text": draft(0.07, 0.9, ava=0.97, bor=0.06, syl=0.5),
        "syldavia-text": draft(0.64, 0.2, ava=0.7, bor=0.55, syl=0.95),
    }
    curve = [{"strength": s, "adopted": max(0.0, 0.8 - abs(s - 35) / 70)} for s in range(0, 101, 5)]
    results = {"drafts": drafts, "dilution": curve, "strongest": {"0.5": 50.0, "0.8": None, "0.95": None}}
    said = [
        Sentence(
            words.sentence(words.chance_to("Avalon’s text", 0.07, "be adopted", "being adopted")),
            0.07,
            "low",
            (CLAIMS["AVA"].id, CLAIMS["BOR"].id),
        ),
        Sentence(
            words.sentence(words.chance_of(0.9, "a Bordurian veto of Avalon’s text")), 0.9, None, (CLAIMS["BOR"].id,)
        ),
        Sentence(
            words.sentence(words.chance_to("Syldavia’s text", 0.64, "be adopted", "being adopted")),
            0.64,
            None,
            (),
            ("councils.council.drafts.syldavia-text.text.straits",),
        ),
    ]
    return made("vote", "council", results, said, drawn=lambda: vote_charts(drafts, curve))


def vote_charts(drafts, curve):
    strength = {"avalon-text": 95, "syldavia-text": 45}
    rows = [
        {"name": n, "strength": strength[n], "adopted": d["adopted"]["mean"], "members": d["members"]}
        for n, d in drafts.items()
    ]
    members = [{"id": id, "name": name, "code": id.upper(), "veto": id != "syl"} for id, name in NAMES.items()]
    return {
        "seats": charts.seats("The Council of the Straits", rows, members),
        "dilution": charts.dilution("The Council of the Straits", SCALE, curve, rows),
    }


def given() -> Given:
    return Given.of([forecast(), vote()])
