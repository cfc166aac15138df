from __future__ import annotations

import pytest

from embeddings.formats.html import load_html
from embeddings.formats.html_discussion import is_discussion
from embeddings.formats.html_tree import parsed, tree_parser

LINKED = '<script type="application/ld+json">{}</script>'
TEXT = "<h1>Water at the stern</h1><p>My boat takes in water at the stern whenever it rains for more than a day.</p>"


@pytest.mark.parametrize(
    ("states", "is_one"),
    [
        (LINKED.format('{"@context": "https://schema.org", "@type": "QAPage", "mainEntity": {}}'), True),
        (LINKED.format('[{"@type": "BreadcrumbList"}, {"@type" : ["DiscussionForumPosting"]}]'), True),
        ('<meta property="og:type" content="Forum">', True),
        ('<div itemscope itemtype="http://schema.org/DiscussionForumPosting">', True),
        (LINKED.format('{"@type": "FAQPage"}') + '<div itemscope itemtype="https://schema.org/Question">', False),
        (LINKED.format('{"@type": "BlogPosting", "articleSection": "QAPage"}'), False),
        ('<meta property="og:type" content="article">', False),
    ],
)
def test_a_page_is_a_discussion_if_it_states_so(states: str, *, is_one: bool) -> None:
    markup = f"<html><body>{states}{TEXT}</body></html>"
    assert is_discussion(parsed(markup, tree_parser())) is is_one
    (document,) = load_html(markup.encode())
    assert document.is_discussion is is_one
