"""A sensitivity of 40 inputs with a Sobol base sample of 1,024, beside SALib's own sampling; and what-ifs."""

from __future__ import annotations

import time
from importlib import import_module

from detente.dossier import changed
from detente.dossier.cases import load_case
from detente.questions import ask
from detente.questions.sensitivity import Sensitivity
from detente.questions.whatif import WhatIf

BASE = 1_024
ADOPTED = "vote.security-council.japan-chapter-vii.adopted"
SETTLED = "forecast.council-response.mean.outcome"
MEETS = "talks.denuclearisation-talks.six-party.convenes"
GRANTED = "talks.denuclearisation-talks.conditions.macao-funds.granted"
STANDS = "issues.council-response.positions.chn.position"
WANTS = "issues.denuclearisation.positions.chn.position"


def _least(run, times=5):
    """The least seconds on the clock and of the processor, after a first run that compiles."""
    run(0)
    clock, processor = [], []
    for number in range(1, times + 1):
        start, busy = time.perf_counter(), time.process_time()
        run(number)
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    return min(clock), min(processor)


def widened(dossier):
    """The dossier with its drafts, status quo and every veto-holder's reluctance uncertain too: 40 inputs in all."""
    council = dossier.councils["security-council"]
    reluctant = {f"councils.security-council.members.{id}.reluctance": 1.0 for id in ("usa", "rus", "gbr", "fra")}
    drafts = {f"councils.security-council.drafts.{id}.text.council-response": 2.0 for id in council.drafts}
    centre = dict.fromkeys(reluctant, 8.0)
    centre |= {path: council.drafts[path.split(".")[3]].text["council-response"].centre for path in drafts}
    wide = {path: {"mean": centre[path], "sd": sd} for path, sd in {**reluctant, **drafts}.items()}
    return changed(dossier, {**wide, "issues.council-response.status_quo": {"low": 0, "mode": 2, "high": 5}})


def main():
    dossier = load_case("korea-2006")
    _sensitivity(widened(dossier))
    _whatif(dossier)


def _sensitivity(dossier):
    import_module("SALib.analyze.sobol")  # loads pandas, which takes a second
    answer = ask(dossier, Sensitivity(ADOPTED, base=BASE))
    spent, busy = _least(lambda seed: ask(dossier, Sensitivity(ADOPTED, base=BASE, seed=seed)), 3)
    results = answer.results
    sample = BASE * (results["examined"] + 2)
    print(f"P(adopted), {results['examined']} of {results['uncertain']} uncertain inputs, Sobol base sample {BASE:,}:")
    print(f"  {sample:,} evaluations for Sobol, {results['evaluations']:,} in all")
    built, _ = _least(lambda seed: _by_salib(results["examined"], seed), 1)
    print(f"  SALib's own sample, before any evaluation  {built:7.2f} s   1.0")
    ours = f"{spent:7.2f} s   {spent / built:.1f}   ({busy:.2f} s of the processor; target: 5 s)"
    print(f"  sample, evaluations, indices and tornado   {ours}")


def _by_salib(inputs, seed):
    """The sample as SALib's loops build it."""
    from SALib.sample import sobol

    names = [f"x{number}" for number in range(inputs)]
    problem = {"num_vars": inputs, "names": names, "bounds": [[0.0, 1.0]] * inputs}
    return sobol.sample(problem, BASE, calc_second_order=False, seed=seed)


def _whatif(dossier):
    rows = [
        ("forecast and vote, a position", [SETTLED, ADOPTED], STANDS, 20.0, 0.1),
        ("the same and talks, a condition granted", [SETTLED, ADOPTED, MEETS], GRANTED, None, 0.4),
        ("the same and talks, a position in them", [SETTLED, ADOPTED, MEETS], WANTS, 20.0, 0.4),
    ]
    print("a what-if at 1,000 draws, before and after, without the sentences:")
    for name, outcomes, path, start, target in rows:

        def run(number, outcomes=outcomes, path=path, start=start):
            value = bool(number % 2) if start is None else start + number
            ask(dossier, WhatIf({path: value}, outcomes, sentences=False))

        clock, processor = (1e3 * seconds for seconds in _least(run))
        print(f"  {name:40}  {clock:5.0f} ms, {processor:4.0f} of the processor   (target: {1e3 * target:.0f} ms)")


if __name__ == "__main__":
    main()
