"""Under which code somebody stands in an event: a state, or a sector of it where somebody speaks for nobody.

A French farmer's protest is no act of France; Egyptian police against Egyptian demonstrators is no act of Egypt on
Egypt. Both want the code of the state and three letters of a sector (FRACVL, EGYCVL), in the manner of CAMEO.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.lexicon import sectors
from detente.reading.scenes import Party

__all__ = ["as_source", "as_target"]

BY_RANK = {
    "legislator": "LEG", "local": "GOV", "expert": "EDU", "media": "MED", "head": "GOV", "minister": "GOV",
    "envoy": "GOV", "military": "MIL",
}  # fmt: skip
BY_WORD = {
    "JUD": "judge judges justice court courts prosecutor prosecutors judiciary magistrate magistrates",
    "COP": "police policemen policeman gendarmes guard guards officer officers",
    "MIL": "army military navy force forces troops soldiers soldier marines tanks aircraft jets warplanes general "
    "helicopters commander colonel captain lieutenant sergeant servicemen peacekeepers gunners commandos",
    "GOV": "government administration regime cabinet ministry authorities officials official minister ministers state "
    "rulers leadership diplomats envoys leaders embassy mission",
    "LEG": "parliament congress senate assembly lawmakers legislators deputies",
    "BUS": "businessman businesswoman businessmen executive trader exporter importer banker",
}
SECTORS = {word: sector for sector, words in BY_WORD.items() for word in words.split()}
ELITE = "ELI"  # those who once held office
CIVILIANS = "CVL"
AT_HOME = frozenset({"COERCE", "CONCEDE"})


def as_source(party: Party) -> Party:
    """Somebody of a state who speaks for nobody, under the state's code and a sector's: a Saudi businessman, SAUBUS."""
    if party.code is not None or party.home is None or len(party.home) != 3 or party.kind == "place":
        return party
    return replace(party, code=party.home + _sector(party), kind="faction")


def as_target(party: Party, sources: Sequence[Party], type: str = "") -> Party | None:
    """The one to whom something is done: a state's people under its code; none where that is the doer itself.

    People of the doer's own state stand under a sector of it, so that no state acts on itself. Whom police, courts and
    governments hold, ban or yield to are people of their own state where nothing says of which.
    """
    code = party.code or (party.home if party.kind != "other" else None)
    if code is None and type in AT_HOME and party.role and party.kind in ("official", "faction", "person"):
        code = next((s.code for s in sources if _domestic(s)), None)
    if code is None or all(code != source.code for source in sources):
        named = party.name is not None and any(party.name == source.name for source in sources if not source.code)
        return None if code is None and named else replace(party, code=code)
    if len(code) != 3 or party.kind not in ("official", "faction", "person") or not (party.role or party.name):
        return None
    if any(party.name is not None and party.name == source.name for source in sources):
        return None
    return replace(party, code=code + _sector(party), kind="faction")


def _domestic(source: Party) -> bool:
    """Whether a doer's office is at home: police, courts, a government; not soldiers, who are sent abroad."""
    office = source.kind == "official" and source.code is not None and len(source.code) == 3
    return office and source.name is None and _sector(source) in ("COP", "JUD", "GOV", "LEG")


def _sector(party: Party) -> str:
    role = (party.role or "").lower()
    if role.startswith(("former", "ex-")):
        return ELITE
    if role in sectors():
        return sectors()[role]
    words = role.split()
    known = next((SECTORS[word] for word in reversed(words) if word in SECTORS), None)
    return known or sectors().get(words[-1] if words else "") or BY_RANK.get(party.rank or "") or CIVILIANS
