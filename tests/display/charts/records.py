"""Made-up records in the shapes of an answer, for charts."""

from __future__ import annotations

from typing import Any

SCALE = {
    "0": "no action",
    "20": "a statement",
    "45": "a resolution that condemns",
    "85": "sanctions",
    "100": "all sanctions",
}


def actor(name: str, mean: float, width: float = 10, weight: float = 1) -> dict[str, Any]:
    return {"name": name, "mean": mean, "low80": mean - width, "high80": mean + width, "weight": weight}


ACTORS = [actor("Avalon", 80, 5, 40), actor("Borduria", 25, 15, 90), actor("Syldavia", 60)]
FORECAST = {"mean": 63.0, "median": 64.0, "sd": 6.0, "low80": 55.0, "high80": 71.0}

MEMBERS = [
    {"id": "ava", "name": "Avalon", "code": "AVA", "veto": True},
    {"id": "bor", "name": "Borduria", "code": "BOR", "veto": True},
    {"id": "syl", "name": "Syldavia", "code": "SYL", "veto": False},
]


def votes(yes: float, no: float) -> dict[str, float]:
    return {"yes": yes, "no": no, "abstain": 1 - yes - no}


DRAFTS = [
    {
        "name": "strong text",
        "strength": 85,
        "adopted": 0.12,
        "members": {"ava": votes(0.95, 0.01), "bor": votes(0.05, 0.8), "syl": votes(0.2, 0.6)},
    },
    {
        "name": "weak text",
        "strength": 30,
        "adopted": 0.97,
        "members": {"ava": votes(0.3, 0.1), "bor": votes(0.9, 0.02), "syl": votes(0.8, 0.1)},
    },
]
CURVE = [{"strength": s, "adopted": max(0.0, 1 - abs(s - 30) / 70)} for s in range(0, 101, 5)]
MODELS = [
    {"name": "challenge", "mean": 52, "median": 45, "low80": 37, "high80": 67, "baseline": False},
    {"name": "weighted mean", "mean": 63, "median": 63, "low80": 55, "high80": 71, "baseline": True},
    {"name": "status quo", "mean": 0, "median": 0, "low80": 0, "high80": 0, "baseline": True},
]
FORMATS = [
    {"name": "six-party talks", "mean": 0.31, "low80": 0.2, "high80": 0.45},
    {"name": "a bilateral meeting", "mean": 0.05, "low80": 0.001, "high80": 0.1},
    {"name": "nobody meets", "mean": 0.64, "low80": 0.5, "high80": 0.75},
]

PATHS = [
    {"moves": ["provoke", "ignore", "back_down"], "probability": 0.55},
    {"moves": ["provoke", "strike"], "probability": 0.39},
    {"moves": ["provoke", "ignore", "escalate", "contain"], "probability": 0.05},
    {"moves": ["provoke", "offer", "accept"], "probability": 0.01},
]
BELIEFS = [
    {"after": [], "calm": 0.6, "bold": 0.4, "resolves": {"patient": 0.8, "pressing": 0.2}},
    {"after": ["provoke"], "calm": 0.25, "bold": 0.75, "resolves": {"patient": 0.8, "pressing": 0.2}},
]

JOURNEY = {
    "states": [
        {"takes": [], "gives_up": [], "steps": 0, "rests": False},
        {"takes": ["prk.test"], "gives_up": [], "steps": 1, "rests": False},
        {"takes": ["usa.assure"], "gives_up": ["prk.launch"], "steps": 2, "rests": True},
    ],
    "moves": [{"from": 0, "to": 1, "actor": "prk"}, {"from": 1, "to": 2, "actor": "usa"}],
}

INPUTS = [
    {"name": "the salience of China", "low": 0.1, "high": 0.7, "at_low": 20.0, "at_high": 80.0},
    {"name": "the reluctance of France", "low": 0.45, "high": 0.35, "at_low": 2.0, "at_high": 4.5},
]
SHIFTS = [
    {"name": "arms", "before": 40.0, "after": 55.5},
    {"name": "aid", "before": 20.0, "after": 10.0},
]
LEVERAGE = {
    "issues": {"arms": "arms", "aid": "aid"},
    "rows": [
        {
            "holder": "Avalon",
            "target": "Borduria",
            "cells": {"arms": {"effective": 2.31, "capacity": 41.2}, "aid": {"effective": 0.0, "capacity": 12.0}},
        },
        {"holder": "Borduria", "target": "Avalon", "cells": {"arms": {"effective": 70.0, "capacity": 70.0}}},
    ],
}
CHAINS = [
    {"actors": ["Syldavia", "Avalon", "Borduria"], "issue": "arms", "links": [0.7, 2.3]},
    {"actors": ["Borduria", "Syldavia", "Avalon", "Borduria"], "issue": "aid", "links": [0.1, 0.4, 1.3]},
]
