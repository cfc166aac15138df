from __future__ import annotations

import pytest

from qa_bot.english.question import asks_yes_or_no, cannot_answer, kind_fit, lacks_figure, missing, only_repeats


@pytest.mark.parametrize(
    ("question", "answer", "fit"),
    [
        ("When did the ferry sink?", "14 March 1912", 1.0),
        ("when did the ferry sink", "in the night", 1.0),
        ("When did the ferry sink?", "the captain", 0.0),
        ("how many people drowned", "forty", 1.0),
        ("How many people drowned?", "Anna Holm", 0.0),
        ("Population of Skarvik?", "fishing", 0.0),
        ("How much did the company pay?", "12 pounds", 1.0),
        ("How much did the company pay?", "three weeks", 0.0),
        ("how expensive was the bridge", "$4", 1.0),
        ("What was the price of a ticket?", "sixpence", 1.0),
        ("how much is the entrance fee", "4.7 miles round trip", 0.0),
        ("How much was the ferry ticket?", "2s. 6d.", 1.0),
        ("what is the fare", "free", 1.0),
        ("How much ash fell?", "three inches", 1.0),
        ("Who steered it?", "Anna Holm", 1.0),
        ("who steered it", "a drunken sailor", 0.0),
        ("Who is Teresa Quill?", "a biologist", 0.5),
        ("who’s Ludwig van Beethoven", "a composer", 0.5),
        ("Who was the Prime Minister?", "a lawyer", 0.0),
        ("Who was Teresa Quill's teacher?", "a biologist", 0.0),
        ("Which country won?", "Norway", 1.0),
        ("Why did it sink?", "ice", 0.5),
        ("who sang i knew the bride when she used to rock and roll", "Nick Lowe", 1.0),
        ("who sang when the ferry sank", "a year ago", 0.0),
        ("How many drowned when it sank?", "the following day", 0.0),
        ("When did the man who steered it drown?", "Anna Holm", 0.0),
        ("What did the captain do when it sank?", "rowed", 0.5),
        ("What must the captain do when it sinks?", "row", 0.5),
        ("What may have been lost when it sank?", "coal", 0.5),
        ("What year was it when it sank?", "in 1912", 1.0),
        ("What was the day when it sank?", "Monday", 1.0),
        ("where does blood go when it leaves the heart", "the lungs", 0.5),
        ("Why do people hum when they work?", "ice", 0.5),
        ("", "ice", 0.5),
    ],
)
def test_an_answer_is_of_the_kind_that_is_asked_for_or_not(question: str, answer: str, fit: float) -> None:
    assert kind_fit(question, answer) == fit


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how old is Gary Mantay?", "young"),
        ("How many farmers have joined?", "small farmers"),
        ("how many rowed", "a crew of fishermen"),
        ("For how many islands does it speak?", "the islands"),
        ("how deep", "deep water"),
        ("How far from Sarn is Skarvik?", "north of Sarn"),
        ("How much is the entrance fee for the hike?", "4.7 miles round trip, with a steep"),
        ("how much was the rent?", "three weeks"),
        ("how much to rent a boat", "rowing"),
        ("And how much money did they lend?", "a lot"),
        ("how expensive is it?", "very"),
        ("How much prize money did the winners get?", "the biggest impact"),
        ("How many dollars is the yearly fee?", "12 months"),
        ("How old is he?", "1990"),
        ("How old is Jo Berg?", "mid-1990"),
        ("How old is Jo Berg?", "since 4 May, 1990"),
        ("How many vendors sent prototypes?", "vendors on Schedule 70"),
        ("How many miles is it?", "a mile of mud"),
        ("What is the speed of the ferry?", "the now scrapped Vega"),
        ("What's the average depth of the bay?", "Sarn"),
        ("How far is it to the ferry?", "a short walk"),
        ("How much was the rent?", "a grand house"),
    ],
)
def test_what_has_no_figure_or_money_does_not_answer_a_question_for_it(question: str, answer: str) -> None:
    assert lacks_figure(question, answer)


@pytest.mark.parametrize(
    "answer",
    ["62", "½ of them", "Forty-two", "the eighteenth", "none", "infinitely many", "a dozen", "two hundred", "all"],
)
def test_figures_in_words_are_figures(answer: str) -> None:
    assert not lacks_figure("How many farmers have joined?", answer)


@pytest.mark.parametrize(
    "answer",
    [
        "$4.50",
        "sixpence",
        "nothing",
        "no fee",
        "12 %",
        "a fee of 60 kr",
        "4.50",
        "5/-",
        "half of what it was",
        "R4bn",
        "R 12",
        "2.5bn",
    ],
)
def test_money_and_shares_of_it_are_paid(answer: str) -> None:
    assert not lacks_figure("How much is the fee for the hike?", answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many vendors sent prototypes?", "Some 70"),
        ("How many vendors sent prototypes?", "At Least 300"),
        ("How many vendors did Norway have?", "vendors for Norway 16"),
        ("How many vendors sent prototypes?", "sold Approximately 500"),
        ("How many vendors sent prototypes?", "a handful"),
        ("How many were on the stage?", "a quartet"),
        ("How many babies has she had?", "twins"),
        ("How wide is the crack?", "about an inch wide"),
        ("How far is it to the ferry?", "half an hour or a short mile"),
        ("How old is the calf?", "a year"),
        ("What is the speed of the ferry?", "twelve knots"),
        ("What is the length of the pier?", "a mile"),
        ("What was the weight of the bell?", "heavier than it looks"),
        ("What is the height of fashion?", "as high as the pier"),
        ("How much was the ticket?", "sixty bucks"),
        ("How much did they pay for the boat?", "3 grand"),
        ("How many vendors sent prototypes?", "nobody"),
        ("How old is he?", "in his teens"),
        ("How high is the risk of a flood?", "very low"),
        ("How far did Skarvik get in the cup?", "the final"),
        ("How much has the death toll risen?", "by 12 people"),
        ("How much was the fine?", "an undisclosed sum"),
        ("How much was the fine?", "450k"),
        ("How many vendors sent prototypes?", "seventeen vendors on Schedule 70"),
        ("How many dollars is the yearly fee?", "25"),
        ("How many dollars is the yearly fee?", "2.5 million"),
        ("How many pounds did it weigh?", "120"),
    ],
)
def test_what_has_the_figure_answers_a_question_for_it(question: str, answer: str) -> None:
    assert not lacks_figure(question, answer)


@pytest.mark.parametrize(
    ("question", "answer", "repeats"),
    [
        ("In which city was the Skarvik Boat Show held?", "the Skarvik boat show", True),
        ("In which city was the Skarvik Boat Show held?", "Boat Show", False),
        ("In which city was the Skarvik Boat Show held?", "Skarvik", False),
        ("In which city was the Skarvik Boat Show held?", "the show", False),
        ("In which city was the Skarvik Boat Show held?", "Sarn", False),
        ("Was it the Skarvik Boat Show or the fair?", "the Skarvik Boat Show", False),
        ("Who won between Anna Holm and Jo Berg?", "Anna Holm", False),
        ("Who won between Anna Holm and Jo Berg?", "Jo Berg", False),
        ("In which town does the New Skarvik Opera sing?", "New Skarvik", False),
        ("in which town does the new skarvik opera sing?", "New Skarvik", False),
        ("Where was the boat show held?", "boat show", False),
        ("Who won the race Anna Holm rowed against Berg?", "Anna Holm", False),
        ("Who won when Anna Holm met Jo Berg?", "Jo Berg", False),
        ("Where is the University of New Skarvik?", "New Skarvik", False),
        ("Who won?", "", False),
    ],
)
def test_what_the_question_says_itself_repeats_it(question: str, answer: str, *, repeats: bool) -> None:
    assert only_repeats(question, answer) == repeats


@pytest.mark.parametrize(
    ("question", "answer", "cannot"),
    [
        ("In which city was the Skarvik Boat Show held?", "the Skarvik Boat Show", True),
        ("Was the Skarvik Boat Show held?", "The Skarvik Boat Show", False),
        ("In which city was the boat show held?", "2015", True),
        ("At what age did the woman who won die?", "91", False),
        ("Which number has the player who scored?", "10", False),
        ("Who won?", "12", True),
        ("Which team won?", "49ers", False),
        ("Who won?", "a boy", False),
        ("Who invented the sarnette?", "Sarnettes", True),
        ("Who spoke for the Senate?", "the Senate", True),
        ("Who won, the boys or the girls?", "the girls", False),
        ("Who won when Anna Holm met Jo Berg?", "Jo Berg", False),
        ("Who won the cup?", "the cup bearer", False),
        ("When was it held?", "2015", False),
        ("When was the record broken?", "2 mins. 6 4/5 secs", True),
        ("When was the record broken?", "after 90 minutes", False),
        ("When do they rest?", "at 4", False),
        ("How old is he?", "young", True),
        ("What salary does the dean earn?", "Professor of Writing", True),
        ("What salary does the dean earn?", "$90,000", False),
        ("What was the fare?", "two crowns", False),
        ("What is fine on the ferry?", "the sound", False),
        ("What wages are best?", "high ones", True),
        ("What are the names of the men who robbed the bank?", "dark grey hoodies", True),
        ("What are the names of the men who robbed the bank?", "Bo Stokes and a Jo Berg", False),
        ("What was the name of their guide?", "罗", False),
        ("What is the name of the process?", "smelting", False),
    ],
)
def test_some_texts_cannot_be_the_answer(question: str, answer: str, *, cannot: bool) -> None:
    assert cannot_answer(question, answer) == cannot


@pytest.mark.parametrize(
    "question",
    [
        "how much time did they spend?",
        "How much wheat was sold?",
        "how much did it weigh?",
        "What is the cost of a war?",
        "how high blood pressure is treated",
        "How old-fashioned was it?",
        "How did many farmers live?",
        "Who knows how many joined?",
        "how long did it last?",
        "how",
        "",
    ],
)
def test_other_questions_may_be_answered_without_a_figure(question: str) -> None:
    assert not lacks_figure(question, "young")


@pytest.mark.parametrize(
    "question",
    [
        "Was the kirkja built in Norway?",
        "did they see puffins",
        "And hasn't it sunk?",
        "“Can I bring a dog?”",
        "Should I bring a dog?",
        "Might it rain in Sarn?",
        "Shall we bring a dog?",
        "Is the man who rowed alive?",
        "Did anyone drown when it sank?",
    ],
)
def test_what_begins_with_a_verb_asks_yes_or_no(question: str) -> None:
    assert asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "Was it built in Norway or in Iceland?",
        "do you know who built it?",
        "Could you say in which year it sank?",
        "Does anyone know in what year it sank?",
        "Can you remind me who built it?",
        "Is it known who built it?",
        "Can you give me the name of the man who built it?",
        "Do you have the date when it sank?",
        "Who was it?",
        "May 1912: who rowed?",
        "Is that\nwhere it sank?",
        "Island?",
        "the ferry was built in Norway",
        "",
    ],
)
def test_other_questions_ask_more_than_yes_or_no(question: str) -> None:
    assert not asks_yes_or_no(question)


@pytest.mark.parametrize(
    ("question", "text", "absent"),
    [
        ("the Sarn ferry disaster in 1999", "The Sarn ferry sank in 1987.", {"1999"}),
        ("ship 2345", "ship 2259 and ship 2345", set()),
        ("1,200 in 1999?", "none", {"1,200", "1999"}),
        ("When did the Titanic sink?", "The ferry sank off Sarn.", {"Titanic"}),
        ("When did the titanic sink?", "The ferry sank off Sarn.", set()),
        ("Who is Sarn's mayor?", "The mayor of Sarn is Holm.", set()),
        ("Did José row?", "Jose rowed.", set()),
        ("Is it I or You?", "none", set()),
        ("what?", "none", set()),
    ],
)
def test_names_and_figures_of_the_question_that_stand_nowhere(question: str, text: str, absent: set[str]) -> None:
    assert missing(question, text) == absent
