"""What is left of a letter: what programs that send newsletters write around it goes, and nothing else."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from embeddings.documents import Block, Document
from embeddings.letters import without_wrapping
from embeddings.loading import load_articles

BODY = [
    "The harbour froze in March, and nobody crossed it until late April.",
    "Whoever wants to unsubscribe from the ice patrol's list may tell the harbour master.",
    "Three boats were crushed, and the pier lost its lamp.",
]


def left(*texts: str) -> list[str]:
    return [block.text for block in without_wrapping(Document([Block(text) for text in texts], is_letter=True)).blocks]


@pytest.mark.parametrize(
    "line",
    [
        *("View in browser", "View this email in your browser", "Read online", "March 7, 2022 | Read Online"),
        *("Open in app or online", "Read on the Web", "By Ada Byron – 14 Oct 2022 – View online →"),
        *("View this email in your browser (https://example.org/letters/12)", "Lire en ligne", "Im Browser ansehen"),
    ],
)
def test_links_to_a_letter_on_the_web_go(line: str) -> None:
    assert left(line, *BODY) == BODY
    assert left(*BODY, line) == BODY


@pytest.mark.parametrize(
    "end",
    [
        ["Unsubscribe | Update your profile | 714 Mill Drive, Morgan, WV 26508"],
        ["© Harbour Road Unsubscribe", "22 Quay St, #9, New York, New York 10003", "Publish on a platform"],
        ["Like", "Comment", "Share", "© 2022 Ada Byron 54 Market Street, San Juan, CA 94104 Unsubscribe"],
        [
            "You’re subscribed to Ada Byron",
            "Don’t want these posts anymore? Unsubscribe",
            "Harbour: PO Box 80, Chicago",
        ],
        ["You received this email because you signed up.", "Se désabonner"],
    ],
)
def test_what_says_how_to_leave_goes_with_the_imprint_and_the_buttons(end: list[str]) -> None:
    assert left(*BODY, *end) == BODY


@pytest.mark.parametrize(
    "letter",
    [
        ["Dear Ann,", "You are receiving the award for best paper on Monday.", "Best regards,", "Tom"],
        ["If you no longer wish to receive the magazine, tell me and I will cancel it.", "Love,", "Tom"],
        ["Please update your profile by Friday and tell Anna if it fails.", "Thanks,", "HR"],
        ["I would like to opt out of it from 1 May 2024.", "Kind regards", "J. Smith"],
        ["Hello,", "Please change your address book: we live at 12 Mill Road now."],
        ["Hello,", "The new build has no unsubscribe link, so nobody can leave the list, which the law asks for."],
        ["Hello,", "To cancel your subscription we need a signed letter within 14 days of this notice."],
        ["Hallo,", "Kannst du mich bitte vom Kurs abmelden?", "Gruß", "Tom"],
        ["Hallo,", "Wer nicht kommen kann, muss sich bis Freitag abmelden."],
        ["Bonjour,", "Vous pouvez vous désinscrire du cours jusqu'au 3 mai."],
        ["Hola,", "Quiero darse de baja del gimnasio."],
        ["Dear parents,", "Parents may opt out with the form below until Friday.", "Kind regards", "The school"],
        ["Hi,", "The parcel went to PO Box 80 in Chicago, and it never arrived.", "It came back on 3 May."],
        ["Agenda", "Budget", "Opt-out rates", "Hiring", "Any other business"],
        ["Tasks", "Fix login/web version", "Write to Ann"],
    ],
)
def test_what_people_write_stays_whole(letter: list[str]) -> None:
    assert left(*letter) == letter


def test_a_button_takes_no_prose_above_it() -> None:
    parcel = "The parcel went to PO Box 80 in Chicago, and it never arrived."
    assert left("Hi,", parcel, "Unsubscribe") == ["Hi,", parcel]


def test_a_letter_about_leaving_stays_whole() -> None:
    assert left(*BODY) == BODY
    long = "Those who no longer wish to receive the ice report wrote to us at length, " * 6
    assert left(*BODY, long) == [*BODY, long]
    assert left("Unsubscribe from it all, she said.") == ["Unsubscribe from it all, she said."]
    assert left(BODY[1], *BODY * 5) == [BODY[1], *BODY * 5]
    assert left("You can read it online or in the library.", *BODY)[0] == "You can read it online or in the library."


def test_a_letter_is_called_by_its_subject_and_loses_no_sentence() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "Ada Byron <ada@example.org>", "The winter in brief"
    letter["Date"] = "Mon, 17 Oct 2022 09:00:00 +0000"
    lines = ["Home", "News", "Sport", "Sign up", *BODY * 8, "More stories", "Share this article", "Read more"]
    markup = "".join(f"<p>{line}</p>" for line in ["View in browser", *lines, "Unsubscribe"])
    letter.set_content(markup, subtype="html")
    (article,) = load_articles(letter.as_bytes(), source="letter.eml").articles
    assert article.title == "The winter in brief"
    assert [each.text for each in article.paragraphs if each.text in BODY] == BODY * 8
    assert "View in browser" not in article.text
    assert not article.text.endswith("Unsubscribe")
