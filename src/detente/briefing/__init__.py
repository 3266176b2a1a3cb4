"""ANSWERS → PAGE: the brief's sections, its sources, and the folder that an analyst hands over."""

from __future__ import annotations

from detente.briefing.compose import compose
from detente.briefing.data import to_data, to_json
from detente.briefing.folder import brief
from detente.briefing.page import to_html
from detente.briefing.records import Brief, Section, Statement

__all__ = ["Brief", "Section", "Statement", "brief", "compose", "to_data", "to_html", "to_json"]
