from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.values import Article, Paragraph
from qa_bot.english.candidates import candidates


def article_of(*texts: str, headings: tuple[int, ...] = ()) -> Article:
    """Return an article of these paragraphs; some, by their number, are headings."""
    paragraphs: list[Paragraph] = []
    for number, text in enumerate(texts, start=1):
        start = paragraphs[-1].end + 2 if paragraphs else 0
        paragraphs.append(
            Paragraph(number, start, start + len(text), text, kind="heading" if number in headings else "paragraph")
        )
    return Article("a", "A title", "a.txt", "\n\n".join(texts), tuple(paragraphs))


def made(*texts: str) -> list[tuple[str, str]]:
    return [(each.question, each.expected) for each in candidates(article_of(*texts))]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("The Tower of Sarn was built in 1187 by monks.", "When was the Tower of Sarn built?", "1187"),
        ("Leicester Fosse, founded in 1884 as a club, had never won.", "When was Leicester Fosse founded?", "1884"),
        (
            "The ferries of Port Rosslare were sold to a bank on 3 May 1990.",
            "When were the ferries of Port Rosslare sold to a bank?",
            "3 May 1990",
        ),
        ("Mara Lind died on Friday, 3 May 1990.", "When did Mara Lind die?", "Friday, 3 May 1990"),
        (
            "In March 2011, Mara Lind founded a school in Sarn, which is closed.",
            "When did Mara Lind found a school in Sarn?",
            "March 2011",
        ),
        (
            "Jane Doe won the Tour of Sarn on 3 May.",
            "Who won the Tour of Sarn?",
            "Jane Doe",
        ),
        (
            "Andrea Bocelli, in a shirt of the club, sang Nessun Dorma before the match.",
            "Who sang Nessun Dorma?",
            "Andrea Bocelli",
        ),
        ("The Tower of Sarn was designed by Mara Lind.", "Who designed the Tower of Sarn?", "Mara Lind"),
        ("The Iliad of Sarn was written by Mara Lind.", "Who wrote the Iliad of Sarn?", "Mara Lind"),
        (
            "Mara Lind, the head of the Museum of Ice, said that it was full.",
            "Who is the head of the Museum of Ice?",
            "Mara Lind",
        ),
        (
            "Mara Lind, then the head of the Museum of Ice, said that it was full.",
            "Who was the head of the Museum of Ice?",
            "Mara Lind",
        ),
        (
            "It was Mara Lind, a physicist from Sarn who had come late.",
            "Who was Mara Lind?",
            "a physicist from Sarn",
        ),
        (
            "Some 340 people were evacuated from Lytton, and more left.",
            "How many people were evacuated from Lytton?",
            "Some 340",
        ),
        ("Some 40 bakers walked round Lake Sarn on Sunday.", "How many bakers walked round Lake Sarn?", "Some 40"),
        (
            "Mara Lind won only three league titles in Sarn.",
            "How many league titles did Mara Lind win in Sarn?",
            "only three",
        ),
        (
            "The Tower of Sarn was built in Sarn in 1187 and was designed by the Spanish architect Mara Lind.",
            "Who designed the Tower of Sarn?",
            "the Spanish architect Mara Lind",
        ),
        ("Mara Lind won the Sarn Cup in 2019.", "Who won the Sarn Cup in 2019?", "Mara Lind"),
        ("The Iliad of Sarn was found in Lower Birk.", "Where was the Iliad of Sarn found?", "Lower Birk"),
        ("Mara Lind died in Upper Sarn.", "Where did Mara Lind die?", "Upper Sarn"),
        (
            "They went home. An English bomber crashed near Sarn in 1943.",
            "When did an English bomber crash near Sarn?",
            "1943",
        ),
        (
            "On the day before, Mara Lind left, and the keeper, Jane Doe, founded the Club of Sarn in 1983.",
            "When did Jane Doe found the Club of Sarn?",
            "1983",
        ),
        ("They read Mara Lind, who later wrote Peter Rabbit, to her.", "Who wrote Peter Rabbit?", "Mara Lind"),
        (
            "An octopus has about 500 million neurons, as a dog does.",
            "How many neurons does an octopus have?",
            "about 500 million",
        ),
        (
            "The Museum of Ice holds 50,000 tonnes of old ice.",
            "How many tonnes of old ice does the Museum of Ice hold?",
            "50,000",
        ),
        ("The Tower of Sarn is 412 metres high.", "How high is the Tower of Sarn?", "412 metres"),
        ("The Tower of Sarn cost £31 million in all.", "How much did the Tower of Sarn cost?", "£31 million"),
        (
            "Mara Lind taught at the school for 38 years.",
            "How long did Mara Lind teach at the school?",
            "38 years",
        ),
        (
            "The Comet Lind takes 76 years to go round the Sun.",
            "How long does the Comet Lind take to go round the Sun?",
            "76 years",
        ),
        (
            "In 2009, the Union of Sarn awarded US$100,000 at 9:32 to bakers.",
            "When did the Union of Sarn award US$100,000 at 9:32 to bakers?",
            "2009",
        ),
    ],
)
def test_a_sentence_makes_a_question(text: str, question: str, expected: str) -> None:
    assert (question, expected) in made(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was built in 1187.",
        "The tower was built in 1187.",
        "He won the Tour of Sarn.",
        "Nobody won the Tour of Sarn.",
        "Others won the Tour of Sarn.",
        "Monday brought the Tour of Sarn.",
        "Towers won the Tour of Sarn. All towers fell.",
        "Mara Lind won it for her mother Ada.",
        "Mara Lind won.",
        "Mara Lind announced on 3 May.",
        "President Lind signed the law that made Sarn a city in 1990.",
        "Tesla Lind left Sarn and went to Maribor in 1879.",
        "In 1825 Mara Lind built the Locomotion for the Stockton and Darlington Railway.",
        "Mara Lind launched the Union of Marxist–Leninist Bakers of Sarn.",
        "The previous chairs were Mara Lind, elected in May 2002.",
        "Mara Lind wrote the ‘Song of Sarn’.",
        "In March 2015 the bones of Mara Lind, discovered under a car park, were buried.",
        "The bones of Mara Lind, discovered in 2015 under a car park, were buried.",
        "Some 621,200 of Kenyans are Orthodox Christians.",
        "Old Furniture designed by Ernest Gimson was sold.",
        "Old Furniture designed by Gimson in 1990 was sold.",
        "Santa Clara, a beer of Mara Lind, was there.",
        "The Union of Sarn soon was founded in 1990.",
        "Fra Mauro, a hilly region, was their target.",
        "Mara Lind, the captain, was late.",
        "I’m Mara Lind, a painter from Sarn, and I sail.",
        "Some 340 people were hurt.",
        "Two hundred years before the Romans came.",
        "Jane Doe won the the Tour of Sarn.",
        "Jane Doe won the World Cup.",
        "Jane Doe wrote it in Sarn.",
        "In 2016 Jane Doe found a third partner.",
        "The English title was settled on 2 May.",
        "Jane Doe typed an L.",
        "John Castaing began in 1698.",
        "Jane Doe urged the Assembly of Sarn, which was full, to go.",
        "Jane Doe won the Tour of [link=x]Sarn[/link].",
        "Jane Doe won the Tour of Sarn",
        f"Jane Doe won the Tour of Sarn{' and of Sarn' * 40}.",
    ],
)
def test_what_would_read_badly_or_depends_on_other_sentences_makes_none(text: str) -> None:
    assert made(text) == []


def test_a_lone_word_at_a_sentence_s_beginning_is_a_name_if_it_is_one_elsewhere() -> None:
    assert made("Vardy won the Tour of Sarn.") == []
    assert made("Vardy won the Tour of Sarn. They loved Vardy for that.") == [("Who won the Tour of Sarn?", "Vardy")]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("It was Mara Lind. In 1972 Lind founded the Club of Sarn.", "When did Mara Lind found the Club of Sarn?"),
        ("It was Mara Lind. Mara founded the Club of Sarn.", "Who founded the Club of Sarn?"),
        ("The Elvebakken bridge is shut. The bridge opened in 1967.", "When did the Elvebakken bridge open?"),
        ("In the library of Sarn it burned. The library was built in 1908.", "When was the library of Sarn built?"),
        ("The Upper Sarn Band played. The band was founded in 1889.", "When was the Upper Sarn Band founded?"),
    ],
)
def test_what_was_named_before_is_named_in_full(text: str, question: str) -> None:
    assert question in [question for question, _ in made(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened in 1967. The Elvebakken bridge is another.",
        "The Sarn bridge and the Birk bridge are shut. The bridge opened in 1967.",
        "Some of the bridge fell. The bridge opened in 1967. They went to the Sarn bridge.",
    ],
)
def test_what_may_be_another_is_not_named(text: str) -> None:
    assert made(text) == []


def test_a_name_that_two_have_stays_short() -> None:
    text = "It was Mara Lind with Jane Lind. Then in Sarn they told us. Lind found the Club of Sarn in 1972."
    assert ("When did Lind find the Club of Sarn?", "1972") in made(text)


def test_who_a_person_is_comes_last() -> None:
    questions = [question for question, _ in made("It was Mara Lind, a physicist from Sarn. Mara Lind died in 1990.")]
    assert questions == ["When did Mara Lind die?", "Who was Mara Lind?"]


def test_headings_and_what_comes_late_in_a_book_are_left_out() -> None:
    heading = article_of("Jane Doe won the Tour of Sarn.", headings=(1,))
    assert candidates(heading) == []
    caption = replace(heading.paragraphs[0], kind="caption")
    assert candidates(replace(heading, paragraphs=(caption,))) == []
    assert made("word " * 5_000, "Jane Doe won the Tour of Sarn.") == []
    assert len(made("Some words.", "Jane Doe won the Tour of Sarn.")) == 1


def test_a_question_is_made_once() -> None:
    assert len(made("Jane Doe won the Tour of Sarn.", "Mara Lind won the Tour of Sarn.")) == 1


WORDS = st.sampled_from(
    """
    The the In On Mara Lind Jane al-Hadba Sarn's of was were by built won died founded wrote 1987 340 Some people 3 May
    , , . ( ) [b] it he that a captain from tall metres Tour \x1b[2J \u202e ’ ‘ – - and with
    """.split()  # noqa: SIM905  (easier to read)
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_whatever_is_written_a_question_is_one_plain_sentence(text: str) -> None:
    for each in candidates(article_of(f"{text}.")):
        assert re.fullmatch(r"(?:Who|When|Where|How) [\w '’.&$€£%/,:-]+\?", each.question)
        assert 4 <= len(each.question.split()) <= 14
        words = each.question[:-1].lower().split()
        assert not {"it", "he", "that"}.intersection(words)
        assert all(one != other for one, other in itertools.pairwise(words))
        assert each.expected in text


@given(st.text(alphabet="Aa ,.1’-é", max_size=400))
def test_no_text_takes_long_or_fails(text: str) -> None:
    assert isinstance(candidates(article_of(text)), list)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("How Sarn Will Change as a Private Harbour", "Sarn"),
        ("It is Port Sarn that is sold", "Port Sarn"),
    ],
)
def test_of_a_headline_in_capitals_no_name_is_made(title: str, name: str) -> None:
    article = replace(article_of("The ice came to Sarn. Sarn has about 300 boats."), title=title)
    assert [each.question for each in candidates(article)] == [f"How many boats does {name} have?"]
