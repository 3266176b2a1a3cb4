"""A ``Brief`` as data: ``brief.json``, the same sentences, numbers, sources and assumptions as the page."""

from __future__ import annotations

import json
from typing import Any

from detente.briefing.footing import footing
from detente.briefing.records import Block, Brief, Section, Source, Table

__all__ = ["to_data", "to_json"]


def to_data(brief: Brief) -> dict[str, Any]:
    """The brief as plain data. Pictures are given by their description, not their drawing."""
    reports = {source.claim: source.report for source in brief.sources}
    return {
        "detente": 1,
        "title": brief.title,
        "as_of": brief.as_of.isoformat(),
        "horizon": brief.horizon.isoformat(),
        "digest": brief.digest,
        "version": brief.version,
        "scale": brief.scale,
        "counts": {
            "sources": len(brief.sources),
            "reports": len({source.report for source in brief.sources if source.report}),
            "assumptions": len(brief.assumptions),
        },
        "sections": [_section(section, reports) for section in brief.sections],
        "sources": [_source(source) for source in brief.sources],
        "assumptions": [
            {
                "number": a.number,
                "path": a.path,
                "called": a.called,
                "value": a.value,
                "note": a.note,
                "cited": list(a.cited),
            }
            for a in brief.assumptions
        ],
        "answers": dict(brief.answers),
        "warnings": list(brief.warnings),
    }


def to_json(brief: Brief) -> str:
    """One JSON object, keys sorted, ASCII (so that untrusted characters stay harmless), ending in a newline."""
    return json.dumps(to_data(brief), sort_keys=True, ensure_ascii=True, allow_nan=False) + "\n"


def _section(section: Section, reports: dict[str, str]) -> dict[str, Any]:
    said = iter(range(1, 1 + sum(1 for _ in section.statements())))
    return {
        "number": section.number,
        "slug": section.slug,
        "title": section.title,
        "blocks": [_block(block, section.number, said, reports) for block in section.blocks],
    }


def _block(block: Block, section: int, numbers: Any, reports: dict[str, str]) -> dict[str, Any]:
    return {
        "heading": block.heading,
        "missing": block.missing,
        "sentences": [
            {
                "id": f"{section}.{next(numbers)}",
                "text": said.text,
                "probability": said.probability,
                "confidence": said.confidence,
                "confidence_sentence": said.confidence_said,
                "claims": list(said.claims),
                "assumptions": list(said.assumptions),
                "answer": said.answer,
                "reference": said.reference,
                "rests_on": footing(said, reports),
            }
            for said in block.statements
        ],
        "tables": [_table(table) for table in block.tables],
        "charts": [{"title": picture.title, "description": picture.description} for picture in block.pictures],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "head": list(table.head),
        "rows": [
            {"cells": list(row.cells), "claims": list(row.claims), "assumptions": list(row.assumptions)}
            for row in table.rows
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "number": source.number,
        "claim": source.claim,
        "report": source.report,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else None,
        "who": source.who,
        "what": source.what,
        "status": source.status,
        "context": [{"text": piece.text, "exact": piece.exact} for piece in source.context],
        "cited": list(source.cited),
    }
