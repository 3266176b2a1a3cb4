"""Closed classes of words: determiners, pronouns, prepositions, conjunctions, auxiliaries, numbers, times."""

from __future__ import annotations

from functools import cache

__all__ = ["AUXILIARY", "COUNTS", "DASHES", "DAYS", "DAYTIMES", "MONTHS", "PERIODS", "SPEECH", "TAGS", "known"]

CLOSED = {
    "D": "the a an this that these those my your his her its our their no any some every each all both either "
    "neither another such several many few most more other same much what which whose",
    "O": "i you he she it we they me him us them himself herself itself themselves who whom one everyone everybody "
    "nobody anyone someone somebody nothing something anything everything there here ours theirs others none",
    "I": "of in on at by for with from to into onto over under against between among amid amidst across after before "
    "during through throughout toward towards upon about around near via per despite without within beyond behind "
    "beside besides below above along off out up down outside inside like unlike regarding concerning following "
    "including except versus since than as until till atop aboard past down alongside",
    "C": "and or but nor yet & plus",
    "B": "if because although though while whereas unless when whenever where wherever whether so once lest why how",
    "M": "will would can could may might shall should must ought cannot can't won't wouldn't couldn't shouldn't "
    "mustn't 'll ’ll 'd ’d",
    "X": "be is are was were been being am has have had having do does did isn't aren't wasn't weren't hasn't "
    "haven't hadn't don't doesn't didn't i'm it's we're they're you're i've we've they've he's she's that's",
    "A": "not never also still even just only already soon now then again ever often always usually sometimes "
    "perhaps maybe nearly almost very too quite rather however meanwhile nonetheless nevertheless therefore thus "
    "instead further furthermore moreover later earlier today yesterday tomorrow tonight ago far hardly barely "
    "long likely twice together away back almost indeed overall outright overnight",
}
CLOSED["#"] = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty "
    "hundred hundreds thousand thousands million millions billion billions dozen dozens"
)
TAGS = {word: tag for tag, words in CLOSED.items() for word in words.split()}
SPEECH = {
    ",": ",",
    ";": ";",
    ":": ":",
    ".": ".",
    "!": ".",
    "?": ".",
    "--": "-",
    "—": "-",
    "―": "-",
    "–": "-",
    "...": ".",
}
COUNTS = frozenset("two three four five six seven eight nine ten".split())
PERIODS = frozenset("week month year night summer winter spring autumn fall century".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept oct nov dec".split()
)
DAYTIMES = frozenset("morning afternoon evening night week weekend month year".split())
AUXILIARY = frozenset("did do does don't didn't doesn't to let lets let's".split())
DASHES = frozenset({"-", "—", "–", "―"})


@cache
def known() -> dict[str, str]:
    """Word of a closed class → its tag."""
    return {word.replace("’", "'"): tag for word, tag in TAGS.items()}
