from __future__ import annotations

import pytest

from embeddings.formats.titles import may_be_title


@pytest.mark.parametrize(
    ("stated", "is_one"),
    [
        ("The ice of the Sound", True),
        ("Document retention in ports", True),
        ("Documents", True),
        ("Microsoft Word - Document1", False),
        ("document", False),
        ("Document1", False),
        ("Document (3)", False),
        ("Document2 of the pilots", False),
        ("", False),
        (".", False),
        ("<%= page.heading %>", False),
        ("Report of <%year%>", False),
        ("frost" * 80, False),
    ],
)
def test_what_programs_write_is_no_title(stated: str, is_one: bool) -> None:
    assert may_be_title(stated) is is_one
