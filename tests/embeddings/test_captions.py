from __future__ import annotations

import pytest

from embeddings.captions import is_caption


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3. The harbour. It froze.",
        "FIG. 12: Ice",
        "Fig. 1.2 – The mole",
        "Table IV. The catch",
        "Abbildung 3: Das Eis",
        "Plate A2: The pilots",
        "Table 2",
        "Drawing by Fleming Williams",
        "Photographs by Ada Byron and Ines Okafor",
        "Photo: Ada Byron",
        "Image credit: the [b]Museum[/b]",
        "Map courtesy of the Museum of Sarn",
    ],
)
def test_captions_and_credits(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Figure 3 shows the harbour.",
        "Figures lie.",
        "Table 2 and Table 3 agree: nobody slept.",
        "Map 3, which the pilots drew, is lost.",
        "Drawing by hand is slow.",
        "Drawing by the light of the fire, the pilots made a map of the ice and of the ships that lay in it that night",
        "Photographs by Adams hung on the wall.",
        "Picture this: a harbour",
        "Image",
        "",
    ],
)
def test_prose_is_no_caption(text: str) -> None:
    assert not is_caption(text)
