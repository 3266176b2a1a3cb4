"""Paths in words: what a number of a dossier, or an outcome of an answer, is called in a sentence."""

from __future__ import annotations

from detente.display import words
from detente.dossier import Dossier
from detente.questions.forecast.models import TITLES
from detente.questions.titles import kinded, titled

__all__ = ["number_called", "outcome_called", "outcome_happens", "record_called"]

OF_STANDOFF = {
    "hold": "passes without a provocation",
    "provocation": "sees a provocation",
    "sanctions": "comes to sanctions",
    "offer": "comes to an offer",
    "strike": "comes to a strike",
    "deal": "ends in a deal",
    "back_down": "ends with the challenger backing down",
    "escalation": "escalates",
    "concession": "ends in a concession by the defender",
    "containment": "ends in containment",
    "war": "comes to war",
}

OF_MOTIVE = {
    "stake": "what is at stake for {}",
    "prestige": "the prestige that {} gains by a provocation",
    "sanctioned": "what sanctions cost {}",
    "concession": "what a concession is worth to {}",
    "audience": "what being seen to back down under sanctions costs {}",
}
OF_RESOLVE = {
    "war": "what a war costs {}",
    "sanction": "what imposing sanctions costs {}",
    "concede": "what conceding costs {}",
    "exposure": "what an escalation that is merely contained costs {}",
    "offer": "what offering talks costs {}",
    "credible": "the chance that a guarantee by {} is kept",
}
OF_BOTH = {
    "provoke": "what a provocation costs {challenger}",
    "war": "what a war costs {challenger}",
    "assurance": "what a kept guarantee is worth to {challenger}",
    "deal": "what a deal is worth to {defender}",
    "insult": "what letting a provocation pass costs {defender}",
    "relief": "what it is worth to {defender} that sanctions make {challenger} back down",
}
"""The numbers of a standoff, as ``docs/models/standoff.md`` uses them."""

OF_LEVERAGE = {
    "effective": "the effective leverage of {holder} over {target}",
    "capacity": "the leverage that {holder} would have over {target} if all it can threaten were believed",
    "gap": "the leverage of {holder} over {target} that nobody believes",
    "promised": "the leverage that {holder} would have over {target} by giving back what it withholds",
}


def number_called(dossier: Dossier, path: str) -> str:
    """A number as a noun: ``issues.response.positions.chn.salience`` is "China’s salience on response".

    A path that has no words of its own stands in quotation marks.

    >>> from detente.dossier import example
    >>> number_called(example(), "issues.response.positions.chn.salience")
    'China’s salience on “response”'
    """
    match path.split("."):
        case ["issues", issue, "positions", actor, what]:
            return f"{_whose(dossier, actor)} {what} on {_title(issue)}"
        case ["issues", issue, "status_quo"]:
            return f"the status quo on {_title(issue)}"
        case ["actors", actor, "capability"]:
            return f"{_whose(dossier, actor)} capability"
        case ["conflict", "pace"]:
            return "the pace of events"
        case (
            ["conflict", "now"]
            | ["conflict", "preferences" | "options", _]
            | ["councils", _, "quota"]
            | ["councils", _, "members", _, "veto"]
            | ["talks", _, "formats", _, "needs"]
        ):
            return record_called(dossier, path) or words.quoted(path)
        case ["councils", council, *rest]:
            return _of_council(dossier, council, rest, path)
        case ["talks", talks, *rest]:
            return _of_talks(dossier, talks, rest, path)
        case ["ties", tie, what]:
            return _of_tie(dossier, tie, what, path)
        case ["standoffs", standoff, *rest]:
            return _of_standoff(dossier, standoff, rest, path)
    return words.quoted(path)


def record_called(dossier: Dossier, path: str) -> str | None:
    """A record as a noun: ``conflict.preferences.chn`` is "China’s preferences"; nothing where it is not there.

    >>> from detente.dossier import example
    >>> record_called(example(), "issues.response.positions.chn"), record_called(example(), "ties.fuel")
    ('China’s stand on “response”', None)
    """
    match path.split("."):
        case ["evidence"]:
            return "what was said in public"
        case ["actors", actor] if actor in dossier.actors:
            return f"the actor {words.quoted(dossier.actors[actor].name)}"
        case ["issues", issue, "positions", actor] if issue in dossier.issues:
            return f"{_whose(dossier, actor)} stand on {_title(issue)}"
        case ["councils", council, "drafts", draft, *_] if council in dossier.councils:
            drafts = dossier.councils[council].drafts
            return kinded("draft", titled(draft, drafts[draft].name)) if draft in drafts else None
        case ["councils", council, "quota"] if council in dossier.councils:
            return f"the quota of {_council(dossier, council)}"
        case ["councils", council, "members", member, "veto"] if council in dossier.councils:
            return f"the veto of {_actor(dossier, member)}"
        case ["talks", talks, "formats", form, "needs"] if talks in dossier.talks:
            formats = dossier.talks[talks].formats
            return f"whom the format {_format(dossier, talks, form)} needs" if form in formats else None
        case ["talks", talks, "conditions", id, *_] if talks in dossier.talks:
            conditions = dossier.talks[talks].conditions
            return f"the condition {words.quoted(conditions[id].what)}" if id in conditions else None
        case ["talks", talks] if talks in dossier.talks:
            return kinded("talks", titled(talks, dossier.talks[talks].name))
        case ["ties", tie, *_] if tie in dossier.ties:
            held = dossier.ties[tie]
            ends = f"{_actor(dossier, held.dependent)} to {_actor(dossier, held.holder)}"
            return f"the tie {words.quoted(held.what)} of {ends}"
        case ["conflict", "preferences" | "options" as part, actor, *_]:
            return f"{_whose(dossier, actor)} {part}"
        case ["conflict", "now"]:
            return "what is done today"
    return None


def _of_council(dossier: Dossier, council: str, rest: list[str], path: str) -> str:
    match rest:
        case ["members", member, "reluctance"]:
            return f"{_whose(dossier, member)} reluctance to stand alone with a veto"
        case ["drafts", draft, "text", issue]:
            name = titled(draft, dossier.councils[council].drafts[draft].name)
            return f"the text of {kinded('draft', name)} on {_title(issue)}"
    return words.quoted(path)


def _of_talks(dossier: Dossier, talks: str, rest: list[str], path: str) -> str:
    held = dossier.talks[talks]
    match rest:
        case ["formats", form, "success"]:
            return f"the chance that the format {_format(dossier, talks, form)} ends in its package"
        case ["worth", form, actor]:
            return f"the worth to {_actor(dossier, actor)} of the meeting {_format(dossier, talks, form)} itself"
        case ["otherwise", issue]:
            return f"the outcome on {_title(issue)} if nobody meets"
        case ["kept", issue]:
            return f"the chance that a promise on {_title(issue)} is kept"
        case ["conditions", id, what] if id in held.conditions:
            condition = held.conditions[id]
            named = {
                "worth": f"the worth of {words.quoted(condition.what)} to {_actor(dossier, condition.by)}",
                "cost": f"the cost of {words.quoted(condition.what)} to {_actor(dossier, condition.of)}",
                "granted": f"the chance that {words.quoted(condition.what)} is granted",
            }
            return named.get(what, words.quoted(path))
    return words.quoted(path)


def _of_tie(dossier: Dossier, tie: str, what: str, path: str) -> str:
    held = dossier.ties[tie]
    about = words.quoted(held.what)
    holder, dependent = _actor(dossier, held.holder), _actor(dossier, held.dependent)
    named = {
        "worth": f"what {dependent} would lose with {about} from {holder}",
        "replace": f"the share of {about} from {holder} that {dependent} could replace",
        "cost": f"the cost to {holder} of withholding {about} from {dependent}",
        "used": f"the share of {about} that {holder} already withholds from {dependent}",
        "ceiling": f"how far {holder} could go in withholding {about} from {dependent}",
    }
    return named.get(what, words.quoted(path))


def _of_standoff(dossier: Dossier, standoff: str, rest: list[str], path: str) -> str:
    held = dossier.standoffs[standoff]
    where = f" in the standoff {_title(standoff)}" if len(dossier.standoffs) > 1 else ""
    match rest:
        case ["motives" | "resolves" as part, kind, "p"]:
            side = held.challenger if part == "motives" else held.defender
            return f"the chance that {_whose(dossier, side)} {part[:-1]} is {words.quoted(kind)}{where}"
        case ["motives", kind, what] if what in OF_MOTIVE:
            of = OF_MOTIVE[what].format(_actor(dossier, held.challenger))
            return f"{of} with the motive {words.quoted(kind)}{where}"
        case ["resolves", kind, what] if what in OF_RESOLVE:
            of = OF_RESOLVE[what].format(_actor(dossier, held.defender))
            return f"{of} with the resolve {words.quoted(kind)}{where}"
        case ["payoffs", end, "challenger" | "defender" as side]:
            return f"what {words.quoted(end)} is worth to {_actor(dossier, getattr(held, side))}{where}"
        case [what] if what in OF_BOTH:
            sides = {side: _actor(dossier, getattr(held, side)) for side in ("challenger", "defender")}
            return f"{OF_BOTH[what].format(**sides)}{where}"
    return words.quoted(path)


def outcome_called(dossier: Dossier, path: str) -> str:
    """An outcome as a noun: "the chance that …", or what a model settles on an issue."""
    match path.split("."):
        case ["forecast", issue, model, "outcome"]:
            return f"the {TITLES[model]} on {_title(issue)}"
        case ["leverage", holder, target, issue, number] if number in OF_LEVERAGE:
            sides = {"holder": _actor(dossier, holder), "target": _actor(dossier, target)}
            return f"{OF_LEVERAGE[number].format(**sides)} on {_title(issue)}"
    return f"the chance that {outcome_happens(dossier, path)}"


def outcome_happens(dossier: Dossier, path: str) -> str:
    """An outcome that is a probability as a clause of what may happen.

    >>> from detente.dossier import example
    >>> outcome_happens(example(), "vote.council.strong-text.adopted")
    'the council adopts “strong text”'
    """
    match path.split(".", 4):
        case ["forecast", issue, model, "bands", band]:
            return f"the {TITLES[model]} on {_title(issue)} lands nearest to {words.quoted(band)}"
        case ["vote", council, "nothing"]:
            return f"{_council(dossier, council)} adopts none of its drafts"
        case ["vote", council, "some"]:
            return f"{_council(dossier, council)} adopts one of its drafts"
        case ["vote", council, draft, fate]:
            text = words.quoted(titled(draft, dossier.councils[council].drafts[draft].name))
            done = {
                "adopted": "adopts {}",
                "vetoed": "carries {}, but for a veto",
                "unanimous": "adopts {} unanimously",
            }
            return f"{_council(dossier, council)} {done[fate].format(text)}"
        case ["talks", _, "none"]:
            return "nobody meets"
        case ["talks", _, "some"]:
            return "a meeting takes place"
        case ["talks", talks, form, "convenes"]:
            return f"a meeting in the format {_format(dossier, talks, form)} takes place"
        case ["talks", _, "meets", actor]:
            return f"{_actor(dossier, actor)} comes to a meeting"
        case ["leverage", holder, target, rest] if rest.endswith("probability"):
            about = f"against {_actor(dossier, target)} on {_title(rest.rpartition('.')[0])}"
            return f"{_actor(dossier, holder)} would carry out its best threat {about}"
        case ["stability", "horizon", actor, option] if dossier.conflict is not None:
            does = dossier.conflict.options[actor][option] or titled(option)
            return f"{_actor(dossier, actor)} takes the option {words.quoted(does)} by {words.date(dossier.horizon)}"
        case ["standoff", standoff, outcome]:
            return f"the standoff {_title(standoff)} {OF_STANDOFF[outcome]}"
    return words.quoted(path)


def _title(id: str) -> str:
    return words.quoted(titled(id))


def _actor(dossier: Dossier, id: str) -> str:
    return words.article(dossier.actors[id].name) if id in dossier.actors else f"the {titled(id)}"


def _whose(dossier: Dossier, id: str) -> str:
    return words.possessive(_actor(dossier, id))


def _council(dossier: Dossier, id: str) -> str:
    name = words.article(dossier.councils[id].name)
    return f"the {name[4:]}" if name.startswith("The ") else name


def _format(dossier: Dossier, talks: str, id: str) -> str:
    return words.quoted(titled(id, dossier.talks[talks].formats[id].name))
