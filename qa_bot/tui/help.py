"""The help screen: every key, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

_KEYS = (
    ("Enter", "ask what is typed; on a citation, open its source"),
    ("1 to 9", "on a citation or a source: open that citation"),
    ("Ctrl+O", "open the latest answer's source; again for the next"),
    ("↑ ↓", "to the citations and through them; scroll a source"),
    ("← →", "in a source: the answer's other sources"),
    ("Esc", "close the source; back to the prompt"),
    ("F1", "this help"),
    ("F2", "change between the light and the dark theme"),
    ("F5", "look for new and changed articles"),
    ("Ctrl+P", "every command, and all themes"),
    ("Ctrl+Q", "quit"),
)


class HelpScreen(ModalScreen[None]):
    """Closed with escape, F1 or Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter", "dismiss", "close")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static(
                Content("\n").join(Content.assemble((f"{key:9}", "bold $text-accent"), does) for key, does in _KEYS)
            )
            yield Static(
                Content(
                    "\nAn answer stands letter for letter in an article; the numbers behind it are its citations, and "
                    "the percentage says how likely it is right. “Another answer”: the articles disagree. “Not in "
                    "these articles”: none of them gives an answer, and the nearest paragraphs follow."
                )
            )
