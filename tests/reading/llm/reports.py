"""Reports and offers that the tests of the language-model reader share."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.dossier.evidence import Evidence, Report, sha256_of
from detente.reading import claims_of, load_codebook
from detente.reading.boilerplate import boilerplate

DAY = date(2031, 5, 9)
BOOK = load_codebook("missile-crisis")
TEXT = """NEW YORK, May 9, 2031 -- Norway seized a Danish trawler on Thursday, Danish officials said.

In Copenhagen the mood was grim. The ambassador of Denmark called it “an act
of piracy”. "We will not accept it," Danish Foreign Minister Lars Holm told reporters.

Norway could impose sanctions on Denmark. It did not close its ports. Sweden will send two frigates.

China opposes sanctions against North Korea. Denmark depends on Norway for more than half of its gas.

Denmark will not return to the talks until Norway releases the trawler.

Finland and Sweden, both holding vetoes in the Security Council, condemned the seizure.
"""


def report(text: str = TEXT, published: date | None = DAY) -> Report:
    return Report(sha256=sha256_of(text), text=text, published=published, boilerplate=boilerplate(text))


def evidence(*texts: str) -> Evidence:
    return claims_of([report(text) for text in texts or (TEXT,)], None, BOOK)


def offer(kind: str, sentence: int, quote: str, words: str | None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "sentence": sentence, "quotes": [quote], "words": words, "status": "occurred", **more}


SEIZURE = offer(
    "event", 1, "Norway seized a Danish trawler", "seized",
    actor="Norway", recipient="Danish", said_by="Danish officials", type="COERCE", mode="seize",
)  # fmt: skip
PIRACY = offer("statement", 3, '"an act of piracy"', "called it", actor="The ambassador of Denmark")
FRIGATES = offer(
    "event",
    7,
    "Sweden will send two frigates",
    "send",
    actor="Sweden",
    type="MOBILIZE",
    mode="troops",
    status="planned",
)
