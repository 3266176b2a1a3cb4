"""Who can say or hold something: people, sides, documents; never *it* or *there*."""

from __future__ import annotations

from detente.reading.heads import CLAUSAL
from detente.reading.lexicon import verb_forms
from detente.reading.scenes import Party, Scene
from detente.reading.speech import Cue, Resolve

__all__ = ["ACTING", "GENERAL", "TAKING_SIDES", "can_speak", "has_voice", "is_thing", "speakers"]

ACTING = frozenset({"state", "body", "official", "faction", "person", "pronoun"})
THINGS = frozenset(
    "report reports statement statements poll polls survey study document documents letter letters email emails "
    "article story newspaper filing complaint lawsuit draft resolution text editorial agency magazine paper website "
    "memo communique communiqué dispatch broadcast advertisement ad research analysis data figures transcript radio "
    "television affidavit indictment ruling post tweet book column campaign committee department office group "
    "panel council court commission board agency association union alliance coalition federation league institute "
    "foundation society bloc lobby network channel outlet press media government regime authorities cabinet "
    "parliament senate congress house ministry embassy "
    "leadership administration team camp side party faction movement delegation mission company firm bank industry "
    "video footage film documentary tape recording photograph image map clip ad spot analysis analyses review audit "
    "average estimate forecast bulletin pact treaty accord agreement charter constitution law bill rules records "
    "findings numbers images cable cables transcript page site blog brief motion petition plan policy strategy "
    "platform manifesto speech message remarks comments".split()
)
PEOPLE = frozenset("some many most all both others few several neither none".split())
VAGUE = frozenset("it that this which there".split())
TELLING = frozenset({"say", "claim", "announce", "admit", "warn", "demand"})
GENERAL = frozenset("i we you everyone everybody nobody anyone one us me".split())


def can_speak(scene: Scene, cue: Cue, rule: str) -> bool:
    """Whether the subject can speak: anyone who acts, a document with a clause; never *it* or *there*."""
    if cue.who is None:
        return False
    what, phrase = scene.said[cue.who], scene.unit.nouns[cue.who]
    if phrase.head in VAGUE and phrase.last - phrase.first == 1:
        means = cue.verb.stance in TAKING_SIDES or (rule == "infinitive" and cue.verb.stance == "think")
        if phrase.head == "it" and rule in ("object", "infinitive") and means:
            return True
        told = cue.verb.stance in TELLING and not cue.passive and rule in ("that", "clause", "medial", "trailing")
        return phrase.head == "it" and told and not scene.unit.verbs[cue.k].to_be
    if has_voice(scene, cue.who):
        return True
    if rule in ("object", "as", "infinitive"):
        return False
    return what.kind == "other" and (cue.verb.stance in ("say", "claim", "admit", "announce") or rule == "that")


def has_voice(scene: Scene, n: int) -> bool:
    """Whether a phrase names somebody or something that can tell: a party, people, a document or a study."""
    head = scene.unit.nouns[n].head
    last = head.rpartition(" ")[2]  # a name of several words is one token
    return scene.said[n].kind in ACTING or head in PEOPLE or is_thing(last) or _person(last)


KIN = frozenset(
    "father mother parent parents wife husband spouse son daughter brother sister family families partner partners "
    "mate mates colleague colleagues friend friends rival rivals ally allies".split()
)
TAKING_SIDES = frozenset("demand condemn refuse deny accept propose praise promise threaten".split())


PERSONS = KIN | frozenset(
    "man woman child boy girl person people men women children citizen resident voter public nation country world "
    "advocate critic skeptic sceptic opponent proponent expert pundit patriot immigrant migrant refugee victim "
    "witness suspect hostage student teacher parent neighbor neighbour guest host veteran elite staff crew aide "
    "chief army navy force troop unit militia rebel guerrilla militant "
    "survivor youth elder crowd audience majority minority number percent chorus dozen hundred thousand million".split()
)
SUFFIXES = ("ist", "ian", "crat", "ee", "ator", "essor", "writer", "maker", "holder", "worker")  # activist, nominee
NOT_PERSONS = frozenset(
    "median fee tree degree guarantee coffee knee spree list mist fist twist indicator elevator generator accelerator "
    "calculator processor compressor predecessor".split()
)


def is_thing(head: str) -> bool:
    """Whether a noun names a document, a study, a broadcast or a body that can tell something."""
    return _one(head) in THINGS


def _one(head: str) -> str:
    """A noun without the mark of the plural, where what is left is a word that matters: studies, polls."""
    if head in THINGS or head in PERSONS or not head.endswith("s"):
        return head
    return head[:-3] + "y" if head.endswith("ies") else head.removesuffix("es") if _es(head) else head[:-1]


def _es(head: str) -> bool:
    return head.endswith(("ches", "shes", "sses", "xes"))


def _person(head: str) -> bool:
    """Whether a noun names people: by the list, by its ending, or as whoever does what a verb says."""
    one = _one(head)
    if one in PERSONS or one.endswith(("woman", "women", "person", "people")) or (one[-3:] in ("man", "men")):
        return True
    return (one.endswith(SUFFIXES) and one not in NOT_PERSONS) or _agentive(one)


def _agentive(single: str) -> bool:
    """Whether a noun names whoever does what a verb says: regulators regulate, readers read."""
    stem = single[:-2]
    known = verb_forms()
    return single.endswith(("er", "or")) and len(stem) > 2 and (stem in known or stem + "e" in known)


def speakers(scene: Scene, cue: Cue, resolve: Resolve) -> list[Party]:
    """Who says it: the subject, and before it those whom *and* joins to it ("China and Russia say")."""
    if cue.who is None:
        return []
    tokens, nouns = scene.unit.tokens, scene.unit.nouns
    found, n = [resolve(cue.who)], cue.who
    while n > 0 and not cue.inverted and scene.said[n].kind in TOGETHER and scene.said[n - 1].kind in TOGETHER:
        lead = nouns[n].first - 1
        if nouns[n - 1].last != lead or not (
            tokens[lead].low in ("and", "&") or (tokens[lead].tag == "," and found[1:])
        ):
            break
        beside = nouns[n - 1].first - 1
        if nouns[n - 1].preposition not in (None, *CLAUSAL) or (beside >= 0 and tokens[beside].tag in "VEG"):
            break  # "wants to free the crew and Cyprus demands …"
        n -= 1
        found.insert(0, resolve(n))
    return found


TOGETHER = frozenset({"state", "body", "official", "faction", "person"})
