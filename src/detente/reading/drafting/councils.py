"""The councils of a draft: seats from the codebook and the year, drafts and sponsors from what the reports say."""

from __future__ import annotations

from collections.abc import Mapping

from detente.dossier.estimate import ScaleEstimate
from detente.dossier.evidence import Claim
from detente.dossier.schema import Actor, Council, Draft, Member
from detente.reading.codebook import BookCouncil, Codebook
from detente.reading.drafting.parts import Parts, because
from detente.reading.provenance import family

__all__ = ["councils"]


def councils(parts: Parts, cast: Mapping[str, Actor]) -> dict[str, Council]:
    """The councils that sit, with the vetoes and the drafts that the claims tell."""
    if parts.book is None:
        return {}
    for id, council in parts.book.councils.items():
        if id not in parts.councils:
            parts.unsaid.append(f"No report names the {council.name}: the draft has no council")
    return {id: _council(parts, parts.book, id, council, cast) for id, council in parts.councils.items()}


def _council(parts: Parts, book: Codebook, id: str, council: BookCouncil, cast: Mapping[str, Actor]) -> Council:
    rules = [c for c in parts.of_kind("rule") if c.detail and c.detail.get("body") == council.body]
    vetoes = {
        book.actors[v].code: [c for c in rules if book.actors[v].code in (c.detail or {})["vetoes"]]
        for v in council.vetoes
    }
    members = {}
    for seat in parts.seats.get(id, ()):
        code = cast[seat].code if seat in cast else None
        held = code in vetoes
        members[seat] = _member(held, because(vetoes.get(code or "", [])))
        if held and not vetoes[code or ""]:
            parts.assume(f"councils.{id}.members.{seat}.veto", f"codebook: {council.source}")
    parts.assume(f"councils.{id}.quota", f"codebook: {council.source}")
    return Council(
        name=council.name,
        decides=council.decides,
        members=members,
        quota=council.quota,
        drafts=_drafts(parts, id, council, cast, rules),
    )


def _member(held: bool, rests: tuple[str, ...]) -> Member:
    if not held:
        return Member()
    return Member(veto=True, because=rests) if rests else Member(veto=True)


def _drafts(
    parts: Parts, id: str, council: BookCouncil, cast: Mapping[str, Actor], rules: list[Claim]
) -> dict[str, Draft]:
    """The texts that somebody sponsors, the strongest first; then the codebook's, each an assumption."""
    found: dict[str, Draft] = {}
    issue = council.decides[0]
    for sponsors, claims in _sponsored(rules).items():
        ids = tuple(code.lower() for code in sponsors if code.lower() in cast)
        stances = [
            c
            for c in parts.of_kind("stance")
            if c.issue == issue and family(c.rule).endswith("/sponsor") and c.actor in sponsors and c.reading
        ]
        if not ids or not stances:
            continue
        strength = max(c.reading.value for c in stances if c.reading)
        rests = because([*claims, *stances])
        found[f"{ids[0]}-draft"] = Draft(
            name=f"{cast[ids[0]].name}'s draft",
            sponsors=ids,
            text={issue: ScaleEstimate(value=strength, because=rests)},
            because=rests,
        )
    for name, draft in council.drafts.items():
        found[name] = Draft.model_validate(
            {"text": draft.text, "by": draft.by, "note": "the codebook's: no report tells of it"}
        )
        for text in draft.text:
            parts.assume(f"councils.{id}.drafts.{name}.text.{text}", f"codebook: a usual text ({council.source})")
    return dict(sorted(found.items(), key=lambda d: -max(t.centre for t in d[1].text.values())))


def _sponsored(rules: list[Claim]) -> dict[tuple[str, ...], list[Claim]]:
    """Sponsors → the claims that name them; a group of sponsors takes in the smaller groups that it holds."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in sorted(rules, key=lambda c: -len((c.detail or {})["sponsor"])):
        sponsors = tuple((claim.detail or {})["sponsor"])
        if not sponsors:
            continue
        home = next((g for g in groups if set(sponsors) <= set(g) or g[0] == sponsors[0]), sponsors)
        groups.setdefault(home, []).append(claim)
    return groups
