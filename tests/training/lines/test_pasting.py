from __future__ import annotations

import pytest

from training.lines.pasting import pasted


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p>One \n  and   <b>the same</b> line</p>", "One and the same line"),
        ("<table><tr><td>Oslo<td>3</tr><tr><td>Rome<td>12</tr></table>", "Oslo\t3\nRome\t12"),
        ("<ul><li>One<li>Two</ul>after", "One\nTwo\n\nafter"),
        ("<p>Seen<script>no()</script><!-- no --> on</p>", "Seen on"),
        ("<p hidden>Unseen</p><p style='display: none'>Unseen</p><p>Seen</p>tail", "Seen\n\ntail"),
        ("", ""),
    ],
)
def test_a_page_is_pasted_as_a_browser_copies_it(markup: str, text: str) -> None:
    assert pasted(f"<html><body>{markup}</body></html>") == text
