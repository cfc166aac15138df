from __future__ import annotations

import time

import pytest

from qa_bot.english.names import whole_name

MAYOR = "Tove Aasen, the mayor of Sarn, opened it. Yesterday Aasen left. Mayor Aasen and the Aasen family wept."


@pytest.mark.parametrize(
    ("name", "text", "whole"),
    [
        ("Aasen", MAYOR, "Tove Aasen"),
        ("Tove Aasen", MAYOR, None),
        ("Beethoven", "The composer Ludwig van Beethoven wrote.", "Ludwig van Beethoven"),
        ("Kennedy", "So said President John F. Kennedy in May.", "John F. Kennedy"),
        ("Holm", "There Anna Holm met Per Holm.", None),
        ("Rowers", "Rowers for Sarn met. The Rowers for Sarn sang.", "Rowers for Sarn"),
        ("Bank", "The Bank of the Isles fell, but the Bank of the Isles rose.", "Bank of the Isles"),
        ("Bank", "The Bank of Sarn's vault fell. The Bank of Sarn's roof fell.", None),
        ("Bank", "The Bank of Sarn fell. The Bank of Man rose.", None),
        ("Rowers", "Rowers for Sarn met. Some Rowers sang.", None),
        ("Rowers", "Rowers for Sarn met.", None),
        ("Aasen", "Yesterday Aasen spoke.", None),
        ("Aasen", "They came to Sarn. Aasen spoke. Mr Aasen sat.", None),
        ("Finan", "Petty Officer Jason Finan spoke.", "Jason Finan"),
        ("Lovell", "In the module sat Jim Lovell.\n\nLovell spoke.", "Jim Lovell"),
        ("Kayhan", "A rower, Kayhan Yalçın, won. Kayhan wept.", "Kayhan Yalçın"),
        ("Garrett", "There lived Garrett Standish Barry. He was Garrett.", "Garrett Standish Barry"),
        ("Ann", "Ann spoke. Then Ann Holm came.", None),
        ("Ann", "Ann Holm spoke. Ann Berg came. Ann left.", None),
        ("Ann", "Ann Holm spoke.", None),
        ("Ann", "It was Ann O’Neill's boat. Ann wept.", "Ann O’Neill"),
        ("Sarn", "In Sarn Mayor Holm spoke. Sarn is old.", None),
        ("Sarn", "Sarn College Boat Club won. Sarn rowed.", None),
        ("Nobel", "The Nobel Prize was his. Nobel was rich.", None),
        ("Mayor", "Mayor Ann Holm spoke. The Mayor left.", None),
        ("NATO", "The general spoke for Western NATO.", None),
        ("Aasens", "Tove Aasen spoke.", None),
        ("O’Neill (", "the judge Ann O’Neill ( spoke", None),
        ("O’Neill", "the judge Ann O’Neill spoke", "Ann O’Neill"),
        ("Aasen", "In May the Norwegian Aasen won.", None),
        ("Aasen", "In May the Norwegian Tove Aasen won.", "Tove Aasen"),
        ("Scott", "He read F. Scott Fitzgerald, and Scott froze.", None),
        ("Obama", "US President Obama arrived. His wife Michelle Obama stayed.", None),
        ("Smith", "The victim was Smith. His brother John Smith spoke.", None),
        ("Smith", "Jim Smith died. His brother John Smith spoke.", None),
        ("Williams", "Williams won.\n\nIt was the last of her sister Venus Williams.", None),
        ("Jackson", "“I won,” said Mr Jackson of the match in Fort Jackson.", None),
        ("Aasen", "Aasen opens a bridge\n\nThe mayor, Tove Aasen, opened it. Aasen wept.", "Tove Aasen"),
        ("Aasen", "The Berg-Aasen bridge was opened by Tove Aasen. Aasen wept.", "Tove Aasen"),
    ],
)
def test_a_surname_gets_the_name_that_stands_before_it_elsewhere(name: str, text: str, whole: str | None) -> None:
    assert whole_name(name, text) == whole


@pytest.mark.parametrize(
    "piece",
    ["A-", "Al Smith. ", "Aa ", "Aa van ", "Aa-Bb Smith "],
)
def test_a_long_text_that_is_made_to_take_long_does_not(piece: str) -> None:
    names = " and ".join(f"N{number} Smith" for number in range(20_000))

    began = time.process_time()
    whole_name("Smith", piece * (100_000 // len(piece)) + names)
    whole_name("Smith", f"{'of Smith ' * 10_000} and so on\n\nThe judge Ann Smith spoke.")

    assert time.process_time() - began < 10
