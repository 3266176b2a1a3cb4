# ruff: noqa: E501  # a table of sentences reads a row a line
"""Who said what: every pattern of direct, mixed and indirect speech, with its traps."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims, speaker, statement

DIRECT = [
    ("“We will not return to the talks,” Iran's foreign minister, Ali Karimi, said.", "We will not", "Ali Karimi", "IRN"),
    ("“We will not return to the talks,” said Ali Karimi, the Iranian foreign minister.", "We will not", "Ali Karimi", "IRN"),
    ("Ali Karimi, Iran's foreign minister, said, “We will not return to the talks.”", "We will not", "Ali Karimi", "IRN"),
    ("Iranian Foreign Minister Ali Karimi said: “We will not return.”", "We will not", "Ali Karimi", "IRN"),
    ('"The blockade must end," Kenyan President Jane Otieno told reporters in Nairobi.', "The blockade", "Jane Otieno", "KEN"),
    ("“The talks,” said the Swedish envoy, Karl Berg, “are over for now.”", "are over", "Karl Berg", "SWE"),
    ("French President Luc Moreau arrived. “We are ready to talk about the border,” he said.", "We are ready", "Luc Moreau", "FRA"),
    ("“It is over,” said Prof. Anna Lind of Uppsala University.", "It is over", "Anna Lind", None),
    ("“It is over,” said Peter Ames, a former U.S. ambassador to Chad.", "It is over", "Peter Ames", None),
    ("“It is a mistake,” Sen. Paul Grant (D-Ohio) said.", "It is a mistake", "Paul Grant", None),
    ("Egyptian officials spoke on Sunday. “The canal stays open,” one official said.", "The canal", "official", None),
    ("“Our ships stay,” the Greek defence ministry said in a statement.", "Our ships", "defence ministry", "GRC"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "who", "actor"), DIRECT)
def test_direct(text: str, words: str, who: str, actor: str | None) -> None:
    claim = statement(text, words)
    assert claim.quoted == "direct"
    assert claim.actor == actor
    assert who in (speaker(claim) or "")


def test_a_split_quotation_is_one_claim_of_two_spans() -> None:
    claim = statement("“The talks,” said the Swedish envoy, Karl Berg, “are over for now.”", "are over")
    assert [s.quote for s in claim.spans] == ["The talks,", "are over for now."]


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    text = "“The ships must leave,” Turkish President Can Demir said. “We will wait no longer.”"
    claim = statement(text, "We will wait")
    assert (claim.actor, speaker(claim)) == ("TUR", "Can Demir")


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "Turkish President Can Demir said: “The ships must leave.\n\n“We will wait no longer.”"
    assert statement(text, "We will wait").actor == "TUR"


INDIRECT = [
    ("Japan's prime minister, Kenji Mori, said that sanctions were needed.", "sanctions were needed", "JPN"),
    ("Indian officials said the border was closed.", "the border was closed", "IND"),
    ("The border was closed, Indian officials said.", "The border was closed", "IND"),
    ("The border was closed, said Indian officials.", "The border was closed", "IND"),
    ("According to the Peruvian navy, two boats were seized.", "two boats were seized", "PER"),
    ("Two boats were seized, according to the Peruvian navy.", "Two boats were seized", "PER"),
    ("If the embargo stays, Venezuela's oil minister said, prices will rise.", "prices will rise", "VEN"),
    ("Canada's envoy told the council that its aid would continue.", "its aid would continue", "CAN"),
    ("Chile denied that its troops had crossed the border.", "its troops had crossed the border", "CHL"),
    ("Algeria warned Morocco that it would respond.", "it would respond", "DZA"),
    ("Ghana urged Togo to reopen the crossing.", "to reopen the crossing", "GHA"),
    ("The Ethiopian government vowed to fill the dam.", "to fill the dam", "ETH"),
    ("Spain's foreign minister met envoys on Friday, urging Portugal to sign the treaty.", "to sign the treaty", "ESP"),
    ("Thailand called for an immediate ceasefire.", "an immediate ceasefire", "THA"),
    ("In an interview on Sunday, the Cuban ambassador said the base should close.", "the base should close", "CUB"),
    ("Norway announced it would extend its waters.", "it would extend its waters", "NOR"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actor"), INDIRECT)
def test_indirect(text: str, words: str, actor: str) -> None:
    claim = statement(text, words)
    assert claim.quoted == "indirect"
    assert claim.actor == actor


NOT_SPEECH = [
    "The “war on drugs” cost the country dear.",
    "He wrote the novel “The Old Man and the Border” in 1950.",
    "The envoy appeared on “Meet the Nation” on Sunday.",
    "The so-called “red line” was crossed again.",
    "It said nothing.",
    "The plan was to say so at the summit.",
]


@pytest.mark.parametrize("text", NOT_SPEECH)
def test_not_speech(text: str) -> None:
    assert [c.spans[0].quote for c in claims(text, "statement")] == []


def test_a_mixed_statement_keeps_its_marks() -> None:
    claim = statement("Italy said that the raid was “a grave and needless error” by the navy.", "the raid was")
    assert claim.quoted == "mixed"
    assert "“a grave and needless error”" in claim.spans[0].quote


def test_two_speakers_in_a_sentence() -> None:
    text = "Russia said that the pipeline was safe, but Ukraine said it had been cut."
    assert statement(text, "the pipeline was safe").actor == "RUS"
    assert statement(text, "it had been cut").actor == "UKR"


def test_the_innermost_statement_reports() -> None:
    found = claims("Polish officials said that Belarus had threatened Lithuania with war.")
    said = next(c for c in found if c.kind == "statement" and c.actor == "POL")
    event = next(c for c in found if c.kind == "event" and c.actor == "BLR")
    assert event.attributed_to == said.id


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Subscribe now to read more news", "Subscribe"),
        ("QR code to the page", "QR"),
        ("Jane Roe contributed to this report.", "contributed"),
    ],
)
def test_nothing_from_boilerplate(text: str, quote: str) -> None:
    body = f"Talks fail\n\nEnvoys of Iran met envoys of Iraq.\n\n{text}\n"
    assert not [c for c in claims(body) if any(quote in s.quote for s in c.spans)]


@pytest.mark.parametrize(
    ("text", "words", "acts_for"),
    [
        ("Scholars at Harvard say China will not move.", "China will not move", None),
        ("Analysts said that Iran was weak.", "Iran was weak", None),
        ("A U.S. official, who asked not to be named, said that the talks were over.", "the talks were over", "USA"),
        ("North Korean leader Kim Jong Il said that war was near. Kim said that the army was ready.", "the army was ready", "PRK"),
        ("Brazilian President Ana Souza spoke. Mr. Souza said that trade must go on.", "trade must go on", "BRA"),
        ("Opposition lawmakers in Serbia said that the vote was stolen.", "the vote was stolen", None),
    ],
)  # fmt: skip
def test_who_speaks_for_whom(text: str, words: str, acts_for: str | None) -> None:
    assert statement(text, words).actor == acts_for


def test_a_speaker_between_commas_is_no_description() -> None:
    claim = statement("Prestige, a former analyst said, matters more than treaties.", "matters more")
    assert claim.agent is not None
    assert (claim.agent.name, claim.agent.role) == (None, "former analyst")


def test_an_object_ends_before_the_next_verb() -> None:
    claim = statement("Russia opposes harsh sanctions and has endorsed the statement.", "sanctions")
    assert claim.spans[0].quote == "harsh sanctions"


EXTENTS = [
    # where reported words end
    ("Malta said it would vote on Friday and warned against delay.", "it would vote on Friday"),
    ("While Malta said that talks were near, Cyprus closed its ports.", "talks were near"),
    ("Malta said that talks were near, although nobody had met.", "talks were near"),
    ("Malta said that talks were near, but the ships stayed at sea.", "talks were near"),
    ("Malta condemned the raid in a statement on Monday.", "the raid"),
    ("Malta described the raid as a mistake after its envoy returned.", "the raid as a mistake"),
    ("Malta urged Cyprus to free the crew.", "Cyprus to free the crew"),
    ("Malta told Cyprus to free the crew.", "to free the crew"),
    ("Malta said the raid was a mistake, adding that it would wait.", "the raid was a mistake"),
    ("Malta wrote that the raid was a mistake and urged Cyprus to wait.", "the raid was a mistake"),
    # subjects that stand apart from their verbs
    ("The envoys I met said the raid was a mistake.", "the raid was a mistake"),
    ("Eva Borg, 51, of Hilo, Hawaii, who saw the raid, said it was a mistake.", "it was a mistake"),
    ("Eva Borg -- author of a book on raids -- said it was a mistake.", "it was a mistake"),
    ("Traders in Malta and around the islands say the raid was a mistake.", "the raid was a mistake"),
    ("Grant said the raid was a mistake.", "the raid was a mistake"),
    ("All agreed that the raid was a mistake.", "the raid was a mistake"),
    ("The letter arrived on Monday. It says the raid was a mistake.", "the raid was a mistake"),
    ("A poll shows that most voters know the raid was a mistake.", "most voters know the raid was a mistake"),
    ("Malta's family of ships has called Friday for an end to raids.", "an end to raids"),
    ("Malta said about 20 people were hurt.", "about 20 people were hurt"),
    ("Malta is confident that the vote will pass.", "the vote will pass"),
    ("Malta has proposed that the six meet in secret: no press.", "the six meet in secret: no press"),
    ("Malta said Cyprus's decision whether to wait was a mistake.", "Cyprus's decision whether to wait was a mistake"),
    ("Malta announced new rules: ships must wait.", "new rules"),
    ("Malta's claim that the raid was a mistake angered Cyprus.", "the raid was a mistake"),
    ("Malta repeated the warning that ships must wait.", "ships must wait"),
    ("Malta called the raid “reckless” on Monday.", "the raid “reckless”"),
    ("Some believe the raid was a mistake.", "the raid was a mistake"),
]


@pytest.mark.parametrize(("text", "words"), EXTENTS)
def test_extent(text: str, words: str) -> None:
    assert words in [s.quote for c in claims(text, "statement") for s in c.spans]


def test_a_clause_about_the_object_is_not_what_is_said() -> None:
    found = [s.quote for c in claims("Malta stressed the raid that sank two ships.", "statement") for s in c.spans]
    assert all("sank" not in words or words.startswith("the raid") for words in found)


def test_what_a_larger_statement_reports_is_not_told_again() -> None:
    found = [s.quote for c in claims("Malta says it opposes the deal.", "statement") for s in c.spans]
    assert found == ["it opposes the deal"]


def test_joined_speakers_each_say_it() -> None:
    for text in (
        "Malta and Cyprus say the raid was a mistake.",
        "“The raid was a mistake,” Malta and Cyprus said.",
        "Malta, Cyprus and Greece said the raid was a mistake.",
    ):
        found = [c.actor for c in claims(text, "statement")]
        assert found[:2] == ["MLT", "CYP"]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Said Eva Borg: “We will not wait for them.”", "We will not", "Eva Borg"),
        ("According to Eva Borg, “we will not wait for them.”", "we will not", "Eva Borg"),
        ("“He calls it a “small” matter and we do not,” said Eva Borg.", "and we do not", "Eva Borg"),
        ("“They say ‘wait for us,’” the letter reads.", "They say", ""),
        ("The Malta Post reports:\n\n“We will not wait for them.”", "We will not", ""),
    ],
)
def test_direct_speech_at_the_edges(text: str, words: str, who: str) -> None:
    claim = statement(text, words)
    assert claim.quoted == "direct"
    assert who in (speaker(claim) or "")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Malta's claim that the raid was a mistake angered Cyprus.", "MLT"),
        ("Cyprus made the claim that the raid was a mistake.", "CYP"),
    ],
)
def test_whose_claim_it_is(text: str, actor: str) -> None:
    assert statement(text, "the raid was a mistake").actor == actor


@pytest.mark.parametrize("text", ["Malta denied reports that it had lost.", "The view that looks west is best."])
def test_nobodys_claim(text: str) -> None:
    assert all(c.rule != "indirect:noun" for c in claims(text, "statement"))


def test_recalling_an_envoy_says_nothing() -> None:
    assert claims("Malta recalled its ambassador from Rome.", "statement") == []
    assert len(claims("Malta recalled that the envoy had left Rome.", "statement")) == 1
