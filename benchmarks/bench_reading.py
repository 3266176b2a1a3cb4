"""The reader: sentences a second, and how well it reads our twelve reports and, where there, the reference texts.

``python -m benchmarks.bench_reading [--misses]``: counts are printed with each share, so that small sets look small.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from detente.dossier.evidence import Claim, Report, sha256_of
from detente.dossier.yaml import parse, plain
from detente.reading.boilerplate import boilerplate
from detente.reading.codebooks import load_codebook
from detente.reading.reader import read_report
from detente.reading.sentences import paragraphs, quotations, sentences

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "reading" / "gold"
SHARED = Path(os.environ.get("DETENTE_SHARED", ROOT.parent / "shared")) / "reference" / "reading-dev"
WRITTEN = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "NGO": "IGO"}  # slips of the gold, and one word for organisations
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
Counts = Counter[str]


def report_of(text: str, published: object = None) -> Report:
    return Report.model_validate(
        {"sha256": sha256_of(text), "text": text, "published": published, "boilerplate": boilerplate(text)}
    )


def main() -> None:
    misses = "--misses" in sys.argv
    speed()
    for folder in ("first", "aside"):
        print(f"\nour reports, {folder}:")
        show(gold(sorted((GOLD / folder).glob("*.yaml")), misses))
    if not SHARED.is_dir():
        print(f"\nno reference texts at {SHARED}")
        return
    print("\nattributions in news (polnear_dev):")
    show(attributions(rows("polnear_dev.jsonl")))
    print("\nevent types (plv_train, source and target marked):")
    show(marked(rows("plv_train.jsonl")))
    print("\nevent types and codes (plover_gsr):")
    show(coded(rows("plover_gsr.jsonl")))


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (SHARED / name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def show(counts: Counts) -> None:
    names = sorted({key.rpartition(" of")[0] for key in counts if key.endswith(" of")})
    for name in names:
        right, of = counts[name], counts[f"{name} of"]
        print(f"  {name:46} {right / of if of else 0:6.3f}   {right} of {of}")
        what = name.removesuffix(", recall")
        if what != name and counts[f"{what}, precision of"]:
            recall, precision = right / of, counts[f"{what}, precision"] / counts[f"{what}, precision of"]
            print(f"  {what + ', F1':46} {2 * recall * precision / ((recall + precision) or 1):6.3f}")


def speed() -> None:
    """Sentences a second over a corpus of our reports repeated with other numbers, against cutting sentences alone."""
    texts = [plain(parse(file.read_text(encoding="utf-8")))["text"] for file in sorted(GOLD.glob("*/*.yaml"))]
    corpus = [report_of(text.replace("two", str(n))) for n in range(25) for text in texts]
    book = load_codebook("generic")
    read_report(corpus[0], book)
    count = sum(1 for r in corpus for p in paragraphs(r.text) for _ in cut(r.text, p.start, p.end))
    start = time.process_time()
    for report in corpus:
        for p in paragraphs(report.text):
            list(cut(report.text, p.start, p.end))
    cutting = time.process_time() - start
    start = time.process_time()
    claims = sum(len(read_report(report, book)) for report in corpus)
    reading = time.process_time() - start
    print(f"{count} sentences, {claims} claims: {count / reading:,.0f} sentences a second on one core")
    print(f"  reading takes {reading / cutting:.1f} times as long as cutting the same text into sentences")


def cut(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    return sentences(text, start, end, quotations(text, start, end))


def gold(files: Iterable[Path], misses: bool) -> Counts:
    counts: Counts = Counter()
    for file in files:
        data = plain(parse(file.read_text(encoding="utf-8"), file))
        claims = read_report(report_of(data["text"], data["published"]))
        for name, kind, match in KINDS:
            _match(counts, name, data[name], [c for c in claims if c.kind == kind], match, file.stem if misses else "")
        speakers = [(g, _first(g, claims)) for g in data["statements"]]
        for wanted, found in speakers:
            if found is not None:
                counts["statements, right speaker of"] += 1
                counts["statements, right speaker"] += _speaker(wanted, found)
        for event in data["events"]:
            same = [c for c in claims if c.kind == "event" and (c.type, c.actor) == (event["type"], event["actor"])]
            if same:
                counts["events, right status of"] += 1
                counts["events, right status"] += any(c.status == event["status"] for c in same)
    return counts


def _match(counts: Counts, name: str, wanted: list[Any], claims: list[Claim], match: Any, told: str) -> None:
    counts[f"{name}, recall of"] += len(wanted)
    counts[f"{name}, precision of"] += len(claims)
    for one in wanted:
        hit = any(match(one, claim) for claim in claims)
        counts[f"{name}, recall"] += hit
        if told and not hit:
            print(f"    missed in {told}: {one}")
    for claim in claims:
        right = any(match(one, claim) for one in wanted)
        counts[f"{name}, precision"] += right
        if told and not right:
            quote = " … ".join(span.quote for span in claim.spans)
            print(f"    extra in {told}: {claim.type or ''} {claim.actor} {claim.status} {quote[:80]!r} {claim.rule}")


def _says(gold: dict[str, Any], claim: Claim) -> bool:
    quoted = " ".join(span.quote for span in claim.spans)
    return gold["says"] in quoted and bool(gold.get("direct")) == (claim.quoted == "direct")


def _first(gold: dict[str, Any], claims: list[Claim]) -> Claim | None:
    found = [claim for claim in claims if claim.kind == "statement" and _says(gold, claim)]
    return next((claim for claim in found if _speaker(gold, claim)), found[0] if found else None)


def _speaker(gold: dict[str, Any], claim: Claim) -> bool:
    agent = claim.agent
    named = agent is not None and gold["who"] is not None and gold["who"] in f"{agent.name} {agent.role}"
    return claim.actor == gold["actor"] and (gold["who"] is None or named)


def _done(gold: dict[str, Any], claim: Claim) -> bool:
    pair = claim.type == gold["type"] and claim.actor == gold["actor"]
    return pair and (gold["recipient"] is None or claim.recipient == gold["recipient"])


def _tied(gold: dict[str, Any], claim: Claim) -> bool:
    return (claim.actor, claim.recipient) == (gold["holder"], gold["dependent"])


def _conditioned(gold: dict[str, Any], claim: Claim) -> bool:
    return (claim.actor, claim.recipient) == (gold["actor"], gold["recipient"])


KINDS = (
    ("statements", "statement", _says),
    ("events", "event", _done),
    ("ties", "tie", _tied),
    ("conditions", "condition", _conditioned),
)


def attributions(articles: Iterable[dict[str, Any]]) -> Counts:
    """Direct quotations by overlap; indirect and mixed ones by half of what either covers, and by overlap too."""
    counts: Counts = Counter()
    for article in articles:
        claims = [c for c in read_report(report_of(article["text"])) if c.kind == "statement"]
        covered = [(c, _covered((s.start, s.end) for s in c.spans)) for c in claims]
        wanted = [(a, _places(a, "content"), _places(a, "source")) for a in article["attributions"]]
        for measure, loose in (("", False), (", by overlap", True)):
            _found(counts, wanted, covered, measure, loose)
            _kept(counts, wanted, covered, measure, loose)
    return counts


def _found(counts: Counts, wanted: Any, covered: Any, measure: str, loose: bool) -> None:
    for attribution, content, source in wanted:
        direct = attribution["kind_inferred"] == "direct"
        if attribution["kind_inferred"] == "none" or (direct and loose):
            continue
        name = ("direct quotations" if direct else "indirect and mixed") + measure
        fit = [(c, place) for c, place in covered if c.quoted == "direct" or not direct]
        hits = [c for c, place in fit if _close(content, place, direct or loose)]
        _right(counts, f"{name}, recall", True, bool(hits))
        if not loose:
            speaking = any(source & _speaking(c) for c in hits)
            _right(counts, f"{name}, right speaker", bool(hits and source), speaking)


def _kept(counts: Counts, wanted: Any, covered: Any, measure: str, loose: bool) -> None:
    for claim, place in covered:
        direct = claim.quoted == "direct"
        if direct and loose:
            continue
        name = ("direct quotations" if direct else "indirect and mixed") + measure
        right = any(_close(content, place, direct or loose) for _, content, _ in wanted)
        _right(counts, f"{name}, precision", True, right)


def _covered(places: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in places for i in range(start, end)}


def _places(attribution: dict[str, Any], part: str) -> set[int]:
    return _covered((s["start"], s["end"]) for s in attribution.get(part, []))


def _close(gold: set[int], place: set[int], direct: bool) -> bool:
    shared = len(gold & place)
    return shared > (0.5 * min(len(gold), len(place)) if direct else 0.5 * len(gold | place))


def _speaking(claim: Claim) -> set[int]:
    speaker = (claim.detail or {}).get("speaker")
    return set(range(speaker["start"], speaker["end"])) if speaker else set()


def marked(sentences_: Iterable[dict[str, Any]]) -> Counts:
    """The type of the first event whose words touch the marked source or target, else of the first event."""
    counts: Counts = Counter()
    for row in sentences_:
        wanted = row["events"][0]["code"]
        found = [c for c in read_report(report_of(row["text"])) if c.kind == "event"]
        types = ["YIELD" if c.type in ("RETREAT", "CONCEDE") else c.type for c in found]
        counts["right type, any event of"] += 1
        counts["right type, any event"] += wanted in types
        counts["right type, first event of"] += 1
        counts["right type, first event"] += bool(types) and types[0] == wanted
    return counts


def coded(sentences_: Iterable[dict[str, Any]]) -> Counts:
    """The right type; given it, the right codes of source, of target, and of both in one event (the pair).

    A group's code begins with its state's, and organisations of any kind are IGO, as the gold has them. Where the gold
    names no source or no target, the pair is right when the other is; pairs of two states, and of two sides of one
    state, are also counted apart.
    """
    counts: Counts = Counter()
    for row in sentences_:
        found = [c for c in read_report(report_of(row["text"])) if c.kind == "event"]
        for event in row["events"]:
            wanted = OLD_NAMES.get(event["code"], event["code"])
            pairs = [(_state(c.actor), _state(c.recipient)) for c in found if c.type == wanted]
            sources, targets = (_states(event[side]) for side in ("source", "target"))
            _right(counts, "right type", True, bool(pairs))
            _right(counts, "right source, given the type", bool(pairs and sources), any(s in sources for s, _ in pairs))
            _right(counts, "right target, given the type", bool(pairs and targets), any(t in targets for _, t in pairs))
            pair = any((not sources or s in sources) and (not targets or t in targets) for s, t in pairs)
            _right(counts, "right pair, given the type", bool(pairs and (sources or targets)), pair)
            if sources and targets:
                where = "of two states" if sources != targets else "inside one state"
                _right(counts, f"right pair {where}, given the type", bool(pairs), pair)
    return counts


def _right(counts: Counts, name: str, asked: bool, right: bool) -> None:
    counts[f"{name} of"] += asked
    counts[name] += asked and right


def _states(actors: Iterable[dict[str, Any]]) -> set[str]:
    codes = {actor["code"][:3] for actor in actors if actor.get("code")}
    return {WRITTEN.get(code, code) for code in codes}


def _state(code: str | None) -> str | None:
    if code is None:
        return None
    return "IGO" if code in ("UNO", "UNSC", "UNGA") or code.startswith(("IGO", "NGO")) else code[:3]


if __name__ == "__main__":
    main()
