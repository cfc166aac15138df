"""Texts of the shapes that articles come in, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (  # noqa: SIM905  (a list of a hundred strings reads worse)
    "The harbour froze in winter Nobody crossed it until March Dr. Lund 3.5 U.S. o'clock “quoted” said. why? yes! "
    "… e.g. (as always) — naïve 東京は寒い。 [1] https://example.org/a?b=c x https://x.y e-mail A. B. end. so; then:"
).split()

sentences = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(
        st.sampled_from(["the", "old", "harbour", "froze", "under", "snow", "while", "two", "ships", "waited"]),
        min_size=3,
        max_size=25,
    ),
    st.sampled_from([".", "!", "?", "…", '."']),
)
"""Finished sentences that are unmistakably prose."""

messy_texts = st.builds(
    "".join,
    st.lists(
        st.builds(str.__add__, st.sampled_from(_WORDS), st.sampled_from([" ", " ", " ", "\n", "\n\n", "  ", "\t"])),
        max_size=120,
    ),
)
"""Prose, abbreviations, other scripts and odd spaces, in any order."""
