"""The gate of the language-model reader: what it costs, what it lets through, what it holds back.

A model stands in that knows the reference: it offers every attribution of news marked by people (source, cue and
content, word by word), once as marked and then spoilt in several ways.

``python -m benchmarks.bench_llm_gate [--reasons]``
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from benchmarks.bench_reading import SHARED, report_of, rows
from detente.dossier.evidence import Evidence
from detente.reading import claims_of
from detente.reading.llm import LanguageModel, read_with
from detente.reading.llm.passages import numbered
from detente.reading.reader import heard_in

Offer = dict[str, Any]
MODEL = LanguageModel("reference", max_requests=10**6)


def main() -> None:
    if not SHARED.is_dir():
        print(f"no reference texts at {SHARED}")
        return
    articles = [article for article in rows("polnear_dev.jsonl") if article["attributions"]]
    start = time.process_time()
    read = [(article, claims_of([report_of(article["text"])])) for article in articles]
    reading = time.process_time() - start
    sound = [(evidence, offers(article, evidence)) for article, evidence in read]
    start = time.process_time()
    kept, given, why = gated(sound, lambda offer, _: offer)
    print(f"{'statements as marked, kept':48} {kept / given:6.3f}   {kept} of {given}")
    print(f"{'gate and second reading, ratio to the rules':48} {(time.process_time() - start) / reading:6.2f}")
    if "--reasons" in sys.argv:
        print(f"  {dict(why)}")
    for name, spoil in SPOILT.items():
        kept, given, why = gated(sound, spoil)
        print(f"{name + ', refused':48} {1 - kept / given:6.3f}   {given - kept} of {given}")
        if "--reasons" in sys.argv:
            print(f"  {dict(why)}")


def offers(article: dict[str, Any], evidence: Evidence) -> list[Offer]:
    """Every attribution with one source and one cue, as a statement offered."""
    report = evidence.reports[0]
    sentences = numbered(heard_in(report))
    found = []
    for marked in article["attributions"]:
        pieces = {part: [report.text[s["start"] : s["end"]] for s in marked.get(part, [])] for part in PARTS}
        if not all(pieces.values()) or marked["kind_inferred"] == "none":
            continue
        at = marked["content"][0]["start"]
        number = next((s.number for s in sentences if s.start <= at < s.end), None)
        if number is not None:
            found.append(
                {"kind": "statement", "sentence": number, "quotes": pieces["content"][:4], "words": pieces["cue"][0],
                 "actor": pieces["source"][0], "status": "occurred"}
            )  # fmt: skip
    return [offer for offer in found if all(len(offer[key]) <= 200 for key in ("words", "actor"))]


PARTS = ("source", "cue", "content")


def gated(
    read: list[tuple[Evidence, list[Offer]]], spoil: Callable[[Offer, list[Offer]], Offer | None]
) -> tuple[int, int, Counter[str]]:
    """How many offers pass of how many, each report by itself, and why the others do not; repeats count as passed."""
    kept = given = 0
    why: Counter[str] = Counter()
    for evidence, all_of_it in read:
        spoilt = [offer for offer in (spoil(one, all_of_it) for one in all_of_it) if offer is not None]
        if not spoilt:
            continue
        found = read_with(evidence, MODEL, answer=_for_passages(spoilt))
        kept += found.kept + found.rejected.get("repeat", 0)
        given += found.offered
        why.update({reason: n for reason, n in found.rejected.items() if reason != "repeat"})
    return kept, given, why


def _for_passages(offered: list[Offer]) -> Callable[[dict[str, object]], str]:
    """A model that offers for each passage what belongs to its sentences."""

    def answer(body: dict[str, Any]) -> str:
        lines = body["messages"][1]["content"].split("\n")
        numbers = {int(line[1 : line.index("]")]) for line in lines if line.startswith("[")}
        return json.dumps({"claims": [offer for offer in offered if offer["sentence"] in numbers]})

    return answer


def _first(offer: Offer, change: Callable[[list[str]], list[str]]) -> Offer | None:
    words = offer["quotes"][0].split(" ")
    changed = " ".join(change(words))
    return {**offer, "quotes": [changed, *offer["quotes"][1:]]} if len(words) > 3 and changed else None


def _another(offer: Offer, among: list[Offer]) -> Offer | None:
    """The speaker of another attribution, at least eight sentences away."""
    far = (o["actor"] for o in among if abs(o["sentence"] - offer["sentence"]) >= 8 and o["actor"] != offer["actor"])
    actor = next((a for a in far if len(a.split()) > 1), None)
    return None if actor is None else {**offer, "actor": actor}


SPOILT: dict[str, Callable[[Offer, list[Offer]], Offer | None]] = {
    "a word left out": lambda o, _: _first(o, lambda w: [*w[:2], *w[3:]]),
    "two words swapped": lambda o, _: _first(o, lambda w: [w[1], w[0], *w[2:]]) if _differ(o) else None,
    "a word put in": lambda o, _: _first(o, lambda w: [*w[:2], "never", *w[2:]]),
    "a letter cut off": lambda o, _: {**o, "quotes": [o["quotes"][0].rstrip('.,”" ')[:-1]]},
    "another speaker, eight sentences away": _another,
    "said, told as denied": lambda o, _: {**o, "status": "negated"},
    "a speaker who is not there": lambda o, _: {**o, "actor": "Ambassador Zyx Quorl"},
}


def _differ(offer: Offer) -> bool:
    words = offer["quotes"][0].split(" ")
    return len(words) > 3 and words[0] != words[1]


if __name__ == "__main__":
    main()
