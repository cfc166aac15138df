from __future__ import annotations

import numpy as np
import pytest

from embeddings.documents import Block
from training.lines.languages import in_languages, language_of
from training.lines.pages import LabelledPage

TEXTS = {
    "de": "Die Fähre von Sarn fährt mit der Flut, und das ist nicht für den Abend.",
    "en": "The ferry of Sarn is to sail with the tide, and that is for the best.",
    "es": "El barco de Sarn sale con la marea y los viajeros esperan una hora para que salga.",
    "fr": "Le bateau est parti avec la marée et les passagers attendent une heure pour des nouvelles.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_page_has_a_language(language: str) -> None:
    page = LabelledPage((Block(TEXTS[language]),), "", np.ones(1, np.float32), np.ones(1, np.float32), pasted=True)
    assert language_of(page) == language


def test_articles_are_parted_by_language_unless_these_are_few() -> None:
    others = ["Lautta lähtee Sarnista nousuveden mukana, ja se on parasta niin."] * 60
    articles = [*[TEXTS["de"]] * 51, *[TEXTS["en"]] * 60, *[TEXTS["fr"]] * 50, *others]
    found = in_languages(articles)
    assert {*found["de"]} == {TEXTS["de"]}
    assert len(found["en"]) == 60
    assert found["fr"] == found["es"] == articles
