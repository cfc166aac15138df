from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import KINDS, Block
from embeddings.line_features import features

BLOCKS = st.builds(Block, st.text(min_size=1), st.sampled_from(KINDS), st.integers(0, 6))


@given(st.lists(BLOCKS, min_size=1, max_size=20), st.text())
def test_any_page_has_features_that_can_be_computed_with(blocks: list[Block], title: str) -> None:
    found = features(blocks, title)
    assert found.shape == (len(blocks), features([Block("x")], "").shape[1])
    assert found.dtype == np.float32
    assert np.isfinite(found).all()


def test_a_line_has_other_features_where_it_returns_and_where_it_shares_the_subject() -> None:
    prose = [Block("The harbour of Vardal froze on Monday, and ships had to stay out at sea.")] * 1
    prose += [Block("Ships stayed out until the ice in the harbour broke a week later, captains say.")]
    alone, again = (features([*prose, Block("Buy shoes"), *more], "") for more in ([], [Block("Buy shoes")]))
    assert not np.array_equal(alone[2], again[2])
    near, far = (features([*prose, Block(line)], "")[-1] for line in ("Harbour ships frozen", "Cheaper shoes tomorrow"))
    assert not np.array_equal(near, far)


def test_a_line_below_what_heads_comments_is_told_from_one_above_it() -> None:
    prose = "The harbour of Vardal froze on Monday, and ships had to stay out at sea."
    said = "They should have told us about it before we went out there."
    above, below = ([Block(prose), *lines] for lines in ([Block(said)], [Block("3 comments"), Block(said)]))
    named, unnamed = (features([Block(prose), Block(line), Block(said)], "")[-1] for line in ("Comments", "Contents"))
    assert not np.array_equal(features(above, "")[-1], features(below, "")[-1])
    assert np.flatnonzero(named != unnamed).size > 0
    first = features([Block("Comments"), Block(prose)], "")[-1]
    assert np.array_equal(first[-5:-2], features([Block("Contents"), Block(prose)], "")[-1][-5:-2]), "no prose is above"
