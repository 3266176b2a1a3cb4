from __future__ import annotations

import pytest

CRISIS = """\
# A crisis with everything in it, invented for these tests.
detente: 1
title: The strait of Ormond
as_of: 2031-05-10        # nothing later
horizon: 2031-12-31
actors:
  ava: {name: Avalon, code: AVA, capability: 80}
  bre: {name: Brecon, capability: {low: 10, mode: 20, high: 30}}
  bre-navy: {name: the navy, kind: faction, within: bre, capability: 60}
  bre-party: {name: the party, kind: faction, within: bre, capability: 30}
  cym: {name: Cymru, capability: {mean: 40, sd: 5}}
  don: {name: Don, capability: 10}
groups:
  small: [cym, don]
issues:
  passage:
    asks: How free is passage?
    scale:
      0: closed
      45: tolls    # the old regime
      100: free
    status_quo: 10
    positions:
      ava: {position: {low: 75, mode: 85, high: 95}, salience: 80}
      bre-navy: {position: 5, salience: 90}
      bre-party: {position: 35, salience: 30}
      small: {position: {mean: 60, sd: 15}, salience: 40}
  aid:
    asks: How much aid?
    scale: {0: none, 100: all}
    positions:
      ava: {position: 20, salience: 30}
      bre: {position: 90, salience: 70}
councils:
  harbour-board:
    name: The harbour board
    decides: [passage]
    members: {ava: {veto: true, reluctance: 6}, bre: {veto: true}, small: {}}
    quota: 3
    drafts:
      open: {sponsors: [ava], text: {passage: 90}}
      statement: {sponsors: [bre], text: {passage: 20}, by: consensus}
talks:
  strait-talks:
    settles: [passage, aid]
    otherwise: {passage: 15, aid: 10}
    controls: {passage: [bre], aid: [ava]}
    kept: {aid: {low: .1, mode: .3, high: .5}}
    formats:
      all: {needs: [ava, bre, cym], success: {low: .3, mode: .5, high: .7}}
      two: {needs: [ava, bre]}
    worth: {two: {bre: 15, ava: -20}}
    conditions:
      ships: {by: bre, of: ava, what: release of two ships, worth: 12, cost: 9, granted: false, option: ava.release}
ties:
  grain: {holder: ava, dependent: bre, what: grain, worth: 90, replace: 0.1, cost: 50, used: 0, ceiling: 0.5}
conflict:
  options:
    ava: {release: release the ships}
    bre: {close: close the strait, attend: come to the talks}
  now: [bre.close]
  impossible: ["bre.attend and bre.close"]
  one_way: [ava.release]
  preferences:
    ava: ["not bre.close", "bre.attend"]
    bre: ["ava.release", "bre.close unless ava.release"]
standoffs:
  strait:
    challenger: bre
    defender: ava
    motives:
      defence: {p: {low: .4, mode: .6, high: .8}, stake: 60, prestige: 0, sanctioned: 15, concession: 30, audience: 5}
      prestige: {p: rest, stake: 30, prestige: 40, sanctioned: 10, concession: 30, audience: 5}
    resolves:
      patient: {p: .8, war: 90, sanction: 6, concede: 25, exposure: 10, offer: 10, credible: .5}
      pressing: {p: rest, war: 40, sanction: 3, concede: 60, exposure: 30, offer: 30, credible: .05}
    provoke: 3
    war: 100
    assurance: 50
    deal: 45
    insult: 10
    relief: 10
    seen: [provoke]
"""


@pytest.fixture
def crisis() -> str:
    """The YAML of a dossier with every section."""
    return CRISIS
