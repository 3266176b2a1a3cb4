"""Reports as one page with their claims marked in place: kind by colour, rule, speaker and status on hover or focus.

The page is one file without script or outside request; the text of a report is untrusted and always escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from detente.dossier.evidence import Claim, Evidence, Report

__all__ = ["highlighted"]

KINDS = ("statement", "event", "stance", "tie", "condition", "rule")
STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fdfcf9;--quiet:#6b6b6b;--statement:#bfd9f2;--event:#f3cf9e;
--stance:#cfe6b8;--tie:#e2cdee;--condition:#f2c4c4;--rule:#d9d9b8;--rim:#0003}
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#191817;--quiet:#a09c94;--statement:#24425f;
--event:#6a4a1a;--stance:#3a5524;--tie:#513a62;--condition:#653030;--rule:#54542c;--rim:#fff4}}
body{font:1.05rem/1.65 Georgia,serif;color:var(--ink);background:var(--paper);max-width:44rem;margin:2rem auto;
padding:0 1rem}
h1{font-size:1.4rem;line-height:1.25}
h2{font-size:1.15rem;margin-top:2.5rem}
.quiet,.skip{color:var(--quiet)}
.text{white-space:pre-wrap}
mark{color:inherit;border-radius:.15em;position:relative;background:none;border-bottom:2px solid var(--rim)}
mark:focus{outline:2px solid}
mark .tip{display:none;position:absolute;left:0;top:1.7em;z-index:1;width:23rem;max-width:80vw;
font:.82rem/1.4 system-ui,sans-serif;white-space:normal;background:var(--paper);border:1px solid var(--quiet);
padding:.5rem .7rem}
mark:hover .tip,mark:focus .tip{display:block}
.tip span{display:block;margin:.15rem 0}
.statement{background:var(--statement)}
.event{background:var(--event)}
.stance{background:var(--stance)}
.tie{background:var(--tie)}
.condition{background:var(--condition)}
.rule{background:var(--rule)}
.key span{padding:.1em .4em;margin-right:.4em;border-radius:.15em}
@media print{mark .tip{display:none!important}}
"""


def highlighted(evidence: Evidence) -> str:
    """A page of every report with its claims marked.

    1. Cut each text where a span or a piece of boilerplate begins or ends, so that overlapping claims nest nowhere.
    2. Mark a piece by the most particular kind that covers it, and tell all its claims on hover or focus.
    """
    by_report: dict[str, list[Claim]] = {report.sha256: [] for report in evidence.reports}
    for claim in evidence.claims:
        by_report.setdefault(claim.report, []).append(claim)
    key = "".join(f'<span class="{kind}">{kind}</span>' for kind in KINDS)
    body = "".join(_report(report, by_report[report.sha256]) for report in evidence.reports)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><title>Reports and their claims</title>'
        f"<style>{STYLE}</style></head><body><h1>Reports and their claims</h1>"
        f'<p class="key">{key}</p><p class="quiet">Grey is boilerplate, which no rule reads.</p>{body}</body></html>\n'
    )


def _report(report: Report, claims: Sequence[Claim]) -> str:
    day = f", {report.published}" if report.published else ", undated"
    counts = ", ".join(f"{n} {kind}s" for kind in KINDS if (n := sum(c.kind == kind for c in claims)))
    pieces = "".join(_pieces(report, claims))
    return (
        f"<section><h2>{escape(report.name)}</h2>"
        f"<p class='quiet'>{escape(report.publisher or 'unknown publisher')}{day}; "
        f"{counts or 'no claims'}</p><div class='text'>{pieces}</div></section>"
    )


def _pieces(report: Report, claims: Sequence[Claim]) -> Iterator[str]:
    edges = {0, len(report.text)}
    starts: dict[int, list[Claim]] = {}
    ends: dict[int, list[Claim]] = {}
    for claim in claims:
        for span in claim.spans:
            edges |= {span.start, span.end}
            starts.setdefault(span.start, []).append(claim)
            ends.setdefault(span.end, []).append(claim)
    for skipped in report.boilerplate:
        edges |= {skipped.start, skipped.end}
    grey = {s.start: s.end for s in report.boilerplate}
    open_claims: list[Claim] = []
    grey_until = -1
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        for claim in ends.get(start, ()):
            open_claims.remove(claim)
        open_claims += starts.get(start, ())
        grey_until = max(grey_until, grey.get(start, -1))
        yield _piece(report.text[start:end], open_claims, start < grey_until)


def _piece(text: str, claims: Sequence[Claim], skipped: bool) -> str:
    words = escape(text)
    if not claims:
        return f'<span class="skip">{words}</span>' if skipped else words
    kind = max((claim.kind for claim in claims), key=KINDS.index)
    tip = "".join(f"<span>{escape(line)}</span>" for line in _told(claims))
    return f'<mark class="{kind}" tabindex="0">{words}<span class="tip" role="note">{tip}</span></mark>'


def _told(claims: Iterable[Claim]) -> Iterator[str]:
    """A line for each claim: kind, what, who, to whom, status and the rule that made it."""
    for claim in claims:
        what = ":".join(part for part in (claim.type, claim.mode) if part) or claim.issue or claim.quoted or ""
        who = claim.agent.name or claim.agent.role if claim.agent else None
        actor = f"{who} ({claim.actor or 'speaks for nobody'})" if who else claim.actor or "unresolved"
        to = f" to {claim.recipient}" if claim.recipient else ""
        reads = f", reads {claim.reading.value:g} ± {claim.reading.sd:g}" if claim.reading else ""
        others = len((claim.detail or {}).get("corroborated_by", ()))
        also = f", corroborated by {others} other report{'s' * (others > 1)}" if others else ""
        told = f"{claim.kind} {what}: {actor}{to}, {claim.stance or claim.status}{reads}{also}"
        yield f"{told} [{claim.rule}, {claim.id}]"
