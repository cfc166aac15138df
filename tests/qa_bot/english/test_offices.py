from __future__ import annotations

import pytest

from qa_bot.english.offices import is_of_another_place

NORWAY = "Who is the prime minister of Norway?"


@pytest.mark.parametrize(
    ("question", "text", "elsewhere"),
    [
        (NORWAY, "Prime Minister *Narendra Modi* has put off his trip to Norway.", True),
        (NORWAY, "*Prime Minister Narendra Modi* has put off his trip to Norway.", True),
        (NORWAY, "The prime minister *Modi* visited Norway and met with Norwegian ministers.", True),
        ("Who is Norway's prime minister?", "Prime Minister *Narendra Modi* flew to Norway.", True),
        ("So who was the mayor of Sarn at the time?", "Mayor *Ida Holm* visited Sarn.", True),
        (NORWAY, "Norway's Prime Minister *Jonas Berg* has put off his trip to Sweden.", False),
        (NORWAY, "The Norwegian prime minister *Jonas Berg* went back to Norway.", False),
        (NORWAY, "Prime Minister *Jonas Berg* returned to Norway.", False),
        (NORWAY, "Prime Minister *Jonas Berg* said that Norway would pay.", False),
        (NORWAY, "Prime Minister *Jonas Berg* has put off his trip.", False),
        (NORWAY, "*Jonas Berg* flew to Norway with the king.", False),
        ("Who is the mayor of Sarn?", "Mayor *Ida Holm* opened the bridge in Sarn.", False),
        ("Who is the mayor of Sarn?", "President *Bo Lind* flew to Sarn.", False),
        ("Who flew to Norway?", "Prime Minister *Narendra Modi* flew to Norway.", False),
    ],
)
def test_an_office_is_of_another_place_where_the_one_asked_for_is_only_gone_to(
    question: str, text: str, *, elsewhere: bool
) -> None:
    start, said, _ = map(len, text.split("*"))
    assert is_of_another_place(question, text.replace("*", ""), start, start + said) == elsewhere


def test_a_title_may_name_the_place_as_its_own() -> None:
    text, title = "Prime Minister Jonas Berg flew back from a visit to Norway.", "A day in Norway"
    assert is_of_another_place(NORWAY, text, 15, 25)
    assert not is_of_another_place(NORWAY, text, 15, 25, title=title)
    assert is_of_another_place(NORWAY, text, 15, 25, title="To Norway and back")
