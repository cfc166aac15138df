from __future__ import annotations

import pytest

from embeddings.formats.struck import Struck, unstruck


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        (["Built for ", Struck("40"), "50", " people"], "Built for 50 people"),
        ([Struck("Ropes and "), Struck("saws")], "Ropes and saws"),
        ([Struck("Ropes and saws"), " done"], "Ropes and saws done"),
        ([Struck("Ropes"), "\n", "Saws and sledges"], "Ropes\nSaws and sledges"),
        (["It froze", Struck(" ")], "It froze"),
        (["☒ ", Struck("Ship")], "☒ Ship"),
        ([Struck("Done"), "."], "Done."),
        ([Struck("Buy"), ", ", Struck("milk")], "Buy, milk"),
        (["To do: ", Struck("one"), " ", Struck("two"), "", Struck(" three")], "To do: one two three"),
        (["Built for ", Struck("40"), " ", Struck("or"), "50 people."], "Built for  50 people."),
        ([], ""),
    ],
)
def test_what_others_in_its_line_replace_is_not_read(pieces: list[str | Struck], read: str) -> None:
    assert "".join(unstruck(pieces)) == read
