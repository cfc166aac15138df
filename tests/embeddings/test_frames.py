from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.documents import DATE_ORIGINS, KINDS, Block, Document
from embeddings.frames import document_fields, document_from, encode

texts = st.text(st.characters(codec=None), max_size=20)  # lone surrogates too: some formats spell them out
names = st.none() | texts
blocks = st.builds(
    Block,
    texts,
    st.sampled_from(KINDS),
    st.integers(0, 9),
    st.none() | st.integers(min_value=1, max_value=5_000),
    box=st.none() | st.integers(0, 9),
    marker=texts,
)
paged = st.builds(Block, st.just("It froze in March."), page=st.just(12), later_pages=st.just(((3, 13), (9, 14))))
documents = st.builds(
    Document,
    st.lists(blocks | paged, max_size=4),
    names,
    names,
    st.none() | st.dates().map(str),
    texts,
    st.booleans(),
    names,
    texts,
    st.sampled_from(DATE_ORIGINS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.lists(blocks, max_size=2).map(tuple),
    texts,
    st.booleans(),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "paragraph", "2020-01-01"]),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=50, deadline=None)
@given(documents)
def test_a_document_comes_as_it_was_sent(document: Document) -> None:
    sent = document_from(json.loads(encode(document_fields(document))))
    assert asdict(sent) == asdict(document)  # also what does not count where documents are compared


@settings(max_examples=50, deadline=None)
@given(values)
def test_what_is_no_document_is_refused(fields: object) -> None:
    try:
        document = document_from(fields)
    except ValueError:
        return
    assert document_fields(document)[0] == fields[0]  # type: ignore[index]


@pytest.mark.parametrize(
    "changed",
    [
        {0: [["text", "sermon", 0, None, []]]},
        {0: [["text", "heading", -1, None, []]]},
        {0: [["text", "heading", 10**30, None, []]]},
        {0: [["text", "heading", 1, 10**30, []]]},
        {0: [["text", "heading", 1, "3", []]]},
        {0: [["text", "heading", 1.5, None, []]]},
        {0: [["text", "heading", 1, None]]},
        {0: [["text", "heading", 1, 3, None]]},
        {0: [["text", "heading", 1, 3, [[2]]]]},
        {0: [["text", "heading", 1, 3, [[4, 4]]]]},
        {0: [["text", "heading", 1, 3, [[-1, 4]]]]},
        {0: [["text", "heading", 1, 3, [[2, 10**30]]]]},
        {0: [["text", "heading", 1, 3, [["2", 4]]]]},
        {0: [["text", "heading", 1, 3, [], -1]]},
        {0: [["text", "heading", 1, 3, [], 10**30]]},
        {0: [["text", "heading", 1, 3, [], "1"]]},
        {0: [["text", "heading", 1, 3, [], None]]},
        {0: [["text", "heading", 1, 3, [], 1, 1]]},
        {0: [["text", "heading", 1, 3, [], "1.", "1."]]},
        {0: [["text", "heading", 1, 3, [], None, "1" * 101]]},
        {0: [["text", "heading", 1, 3, [], -1, "1."]]},
        {0: [[7, "heading", 1, None, []]]},
        {0: [["", "paragraph", 0, None, []]] * 500_001},
        {0: "text"},
        {1: 7},
        {2: ["Ada"]},
        {4: None},
        {5: 1},
        {6: 7},
        {7: None},
        {8: "the stars"},
        {8: ["text"]},
        {9: 1},
        {10: 1},
        {11: 1},
        {12: None},
        {13: "text"},
        {13: [["text", "sermon", 0, None, []]]},
        {14: "more"},
        {14: False},
    ],
)
def test_a_field_that_is_not_what_it_should_be_is_refused(changed: dict[int, object]) -> None:
    fields = dict(enumerate(document_fields(Document([Block("text")])))) | changed
    with pytest.raises(ValueError, match="no "):
        document_from(list(fields.values()))


@pytest.mark.parametrize("published", ["2020", "yesterday", "2020-01-01T00:00", "", 2020, ["2020-01-01"]])
def test_a_date_that_is_none_costs_no_document(published: object) -> None:
    assert document_from(
        [
            *[[["text", "paragraph", 0, None, []]], None, None, published, "", False, None, "", "source"],
            *[False] * 3,
            "",
            [],
        ]
    ) == Document([Block("text")])
