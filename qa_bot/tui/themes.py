"""Our two themes: all that is to be read has a contrast of at least 4.5 to 1, as WCAG 2.1 asks (1.4.3).

In the dark one what is chosen, and in both the sentence that proves an answer, has a ground of its own where there are
16 colours, too.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="qa-bot-dark",
    dark=True,
    primary="#3B8EEA",
    secondary="#1F5C99",
    accent="#FFA62B",
    warning="#FFB454",
    error="#F2777A",
    success="#7FD962",
    foreground="#E6E6E6",
    background="#121212",
    surface="#1C1C1C",
    panel="#22303C",
    variables={"block-cursor-blurred-background": "#103A8E", "border": "#3B8EEA", "footer-key-foreground": "#FFB454"},
)
LIGHT = Theme(
    name="qa-bot-light",
    dark=False,
    primary="#0B57B0",
    secondary="#5B9BE0",
    accent="#9A4A00",
    warning="#8A4B00",
    error="#B3261E",
    success="#1A6E2E",
    foreground="#1B1F24",
    background="#FFFFFF",
    surface="#F7F7F5",
    panel="#E9EDF2",
    variables={
        "block-cursor-blurred-background": "#DCE8F7",
        "border": "#0B57B0",
        "footer-key-foreground": "#0B57B0",
        "accent-muted": "#F3CFA0",
        "secondary-muted": "#DCE8F7",
    },
)
