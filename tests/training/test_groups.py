from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from training.groups import TITLED, VARIANTS, WHOLE, Variant, draw
from training.values import Asked, Reading

RIGHT = tuple(Reading(text, ((0, 1),), "Towns") for text in ("whole", "part", "beside"))
WRONG = tuple(Reading(f"wrong {number}", title="Rivers") for number in range(8))


ELSEWHERE = tuple(Reading(f"elsewhere {number}", title="Lakes") for number in range(8))


@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 1000))
def test_a_group_of_the_fifth_pass_is_filled_with_texts_from_elsewhere(wrong: int, elsewhere: int, seed: int) -> None:
    variant = VARIANTS[6]
    [group] = draw(
        [Asked("towns", "where?", RIGHT, WRONG[:wrong], elsewhere=ELSEWHERE[:elsewhere])], variant, random.Random(seed)
    )
    texts = [each.text for each in group.readings]
    assert len(set(texts)) == len(texts) <= variant.filled
    own = sum(not text.startswith("elsewhere") for text in texts)
    assert len(texts) - own == min(elsewhere, variant.filled - own)


@given(st.integers(0, 3), st.integers(0, 8), st.integers(0, 1000), st.sampled_from(VARIANTS))
def test_a_group_has_one_right_text_or_none_and_some_wrong_ones(
    right: int, wrong: int, seed: int, variant: Variant
) -> None:
    asked = Asked("towns", "where?", RIGHT[: max(1, right)], WRONG[:wrong])
    [group] = draw([asked], variant, random.Random(seed))
    texts = [each.text for each in group.readings]
    assert len(set(texts)) == len(texts)
    assert sum(bool(each.answers) for each in group.readings) in ((1,) if wrong < 3 else (0, 1))
    assert sum(not each.answers for each in group.readings) == min(variant.wrong, wrong)
    assert len({bool(each.title) for each in group.readings}) == 1


def test_shares_titles_and_texts_are_drawn_as_often_as_is_said() -> None:
    asked = [Asked("towns", f"where is {number}?", RIGHT, WRONG) for number in range(4000)]
    variant = VARIANTS[0]
    groups = draw(asked, variant, random.Random(0))
    right = [each.text for group in groups for each in group.readings if each.answers]
    assert abs(len(right) / len(groups) - (1 - variant.taken)) < 0.02
    assert abs(Counter(right)["whole"] / len(right) - WHOLE) < 0.03
    assert abs(sum(bool(group.readings[0].title) for group in groups) / len(groups) - TITLED) < 0.02
    for share in (0.0, 0.4, 1.0, 2.5):
        repeated = draw([Asked("towns", "where?", RIGHT, share=share)] * 2000, variant, random.Random(0))
        assert abs(len(repeated) / 2000 - share) < 0.04
    assert draw(asked, variant, random.Random(0)) == groups != draw(asked, variant, random.Random(1))
