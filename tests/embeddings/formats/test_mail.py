from __future__ import annotations

import base64
import io
import random
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.errors import UnreadableArticleError
from embeddings.loading import Loaded, load_articles

HEAD = "From: Ines Okafor <ines@example.org>\nDate: Sat, 6 Mar 2021 23:30:00 -0500\nSubject: Ice in the port\n"


def loaded(letter: str | bytes | EmailMessage, suffix: str = ".eml") -> Loaded:
    content = letter.encode() if isinstance(letter, str) else bytes(letter)
    return load_articles(content, source=f"letters{suffix}")


def letter_with(name: str, content: bytes, *, subtype: str = "octet-stream") -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = "Ice"
    letter.set_content("It froze in March.\n")
    letter.add_attachment(content, maintype="application", subtype=subtype, filename=name)
    return letter


def test_a_letter_is_an_article_with_its_subject_sender_and_date() -> None:
    (article,) = loaded(f"{HEAD}\nIt froze in March.\n\n- ropes\n- saws\n").articles
    assert (article.title, article.author, article.published) == ("Ice in the port", "Ines Okafor", "2021-03-06")
    assert (article.source, article.part) == ("letters.eml", "")
    assert [(each.text, each.kind) for each in article.paragraphs] == [
        ("It froze in March.", "paragraph"),
        ("- ropes", "item"),
        ("- saws", "item"),
    ]


def test_quoted_lines_are_quotes() -> None:
    (article,) = loaded(f"{HEAD}\nYes.\n\nPer wrote:\n> Did it\n> > freeze?\n>\n> Per\nNo doubt.\n").articles
    assert [(each.text, each.kind) for each in article.paragraphs] == [
        ("Yes.", "paragraph"),
        ("Per wrote:", "paragraph"),
        ("Did it", "quote"),
        ("freeze?", "quote"),
        ("Per", "quote"),
        ("No doubt.", "paragraph"),
    ]


def test_plain_text_is_preferred_to_html_and_html_to_nothing() -> None:
    letter = EmailMessage()
    letter.set_content("It froze in March.\n")
    letter.add_alternative("<p>It froze in <b>May</b>.</p>", subtype="html")
    assert loaded(letter).articles[0].text == "It froze in March."
    for plain in ("", " \n"):
        letter = EmailMessage()
        letter.set_content(plain)
        letter.add_alternative("<p>It froze.</p><blockquote>Did it?</blockquote><p>Home</p>", subtype="html")
        (article,) = loaded(letter).articles
        assert [(each.text, each.kind) for each in article.paragraphs] == [
            ("It froze.", "paragraph"),
            ("Did it?", "quote"),
            ("Home", "paragraph"),
        ]


def test_a_plain_text_that_says_only_that_there_is_html_is_none() -> None:
    letter = EmailMessage()
    letter.set_content("This email requires an HTML-capable mail client.\n")
    letter.add_alternative(f"<p>{'The harbour froze in the first week of March. ' * 3}</p>", subtype="html")
    assert loaded(letter).articles[0].text.startswith("The harbour froze")


def test_html_that_says_much_more_than_the_plain_text_is_taken() -> None:
    plain = "Dear rowers, here is the letter of our club for May. Kind regards, the board."
    news = "".join(f"<p>The boat Otter {number} was built in the winter of 19{number}.</p>" for number in range(20, 40))
    assert "Otter 27" in alternative(f"{plain}\n", f"<p>{plain}</p>{news}")


def test_letters_without_blank_lines_between_them_are_several() -> None:
    letter = "From {0}@example.org Mon Jan  3 10:0{1}:00 2022\nFrom: {0}@example.org\nSubject: Ice {1}\n\nIt froze.\n"
    mailbox = letter.format("ada", 1) + letter.format("jo", 2)
    articles = load_articles(mailbox.encode(), source="letters.mbox").articles
    assert [(each.title, each.author) for each in articles] == [
        ("Ice 1", "ada@example.org"),
        ("Ice 2", "jo@example.org"),
    ]


@pytest.mark.parametrize(
    "line", ["From Basel we leave at 09:15.\nPlatform: 4, be there", "From Monday to Friday 09:00\nSaturday: 10:00"]
)
def test_a_line_of_a_letter_that_begins_with_from_begins_no_other(line: str) -> None:
    mailbox = (
        f"From ada@example.org Mon Jan  3 10:01:00 2022\nSubject: Ice\n\nWe meet at the station.\n{line}.\n\nBye.\n"
    )
    (article,) = load_articles(mailbox.encode(), source="letters.mbox").articles
    assert all(word in article.text for word in line.split())


def alternative(plain: str, page: str) -> str:
    letter = EmailMessage()
    letter.set_content(plain)
    letter.add_alternative(page, subtype="html")
    return loaded(letter).articles[0].text


@pytest.mark.parametrize(
    "more",
    [
        f"<blockquote>{'Earlier, Per asked whether the ferry went. ' * 9}</blockquote>",
        f"<table><tr>{'<td><a href=https://example.org/>Our other letters</a></td>' * 20}</tr></table>",
    ],
)
def test_html_that_only_adds_to_the_plain_text_is_not_taken(more: str) -> None:
    text = "The harbour froze in March, and nobody crossed it until late April."
    assert alternative(f"{text}\n", f"<p>{text}</p>{more}") == text


def test_html_that_says_something_else_than_a_short_plain_text_is_taken() -> None:
    page = f"<p>{'The harbour froze in the first week of March. ' * 9}</p>"
    for plain in ("Zobacz wersję na stronie.", "View this in your browser.", "https://example.org/the/harbour/froze"):
        assert alternative(f"{plain}\n", page).startswith("The harbour froze")
    wrapped = "港は三月に\n凍った。"
    assert alternative(f"{wrapped}\n", "<p>港は三月に凍った。</p><blockquote>船は来たか。</blockquote>").startswith(
        "港は三月に"
    )
    assert "船" not in alternative(f"{wrapped}\n", "<p>港は三月に凍った。</p><blockquote>船は来たか。</blockquote>")


@pytest.mark.parametrize("subtype", ["enriched", "richtext", "x-unknown", "markdown"])
def test_a_letter_of_another_kind_of_text_is_read(subtype: str) -> None:
    assert (
        loaded(f"{HEAD}Content-Type: text/{subtype}\n\nIt froze in March.\n").articles[0].text == "It froze in March."
    )
    letter = EmailMessage()
    letter.set_content("It froze in March.\n")
    letter.add_alternative("It froze in May.\n", subtype=subtype)
    assert loaded(letter).articles[0].text == "It froze in March."


def test_the_commands_of_enriched_text_are_left_out() -> None:
    rich = "<bold>It froze</bold> in <color><param>red</param>March</color>."
    assert loaded(f"{HEAD}Content-Type: text/enriched\n\n{rich}\n").articles[0].text == "It froze in March."


@pytest.mark.parametrize("subtype", ["calendar", "css", "x-vcard", "rfc822-headers"])
def test_a_letter_of_what_is_no_prose_holds_nothing(subtype: str) -> None:
    with pytest.raises(UnreadableArticleError):
        loaded(f"{HEAD}Content-Type: text/{subtype}\n\nBEGIN:ICE\n")


def test_html_that_is_no_text_does_not_hide_the_plain_text() -> None:
    letter = EmailMessage()
    letter.set_content("It froze in March.\n")
    letter.add_alternative(b"\x00\x01\x02" * 99, maintype="text", subtype="html")
    assert loaded(letter).articles[0].text == "It froze in March."


def test_what_is_neither_plain_text_nor_html_is_no_body() -> None:
    letter = EmailMessage()
    letter.set_content("It froze in March.\n")
    letter.add_alternative("<p>It froze in March.</p>", subtype="x-amp-html")
    letter.add_alternative("BEGIN:VCALENDAR\nSUMMARY:Ice\nEND:VCALENDAR\n", subtype="calendar")
    assert loaded(letter).articles[0].text == "It froze in March."
    only = EmailMessage()
    only.set_content("<p>It froze.</p>", subtype="html")
    only.add_alternative("BEGIN:VCALENDAR\nEND:VCALENDAR\n", subtype="calendar")
    assert loaded(only).articles[0].text == "It froze."


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-2022-jp", "港は三月に凍った。"),
        ("iso-8859-1", "The “Café” was open."),
        ("utf-8", "The “Café” was open."),
        ("koi8-r", "Порт замёрз в марте."),
        ("no-such-charset", "The “Café” was open."),
    ],
)
def test_letters_in_old_encodings_are_read(charset: str, text: str) -> None:
    encoding = {"iso-8859-1": "cp1252", "no-such-charset": "utf-8"}.get(charset, charset)
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    (article,) = loaded(head.encode() + base64.encodebytes(text.encode(encoding))).articles
    assert article.text == text


def test_headers_are_decoded_and_cleaned() -> None:
    head = "From: =?utf-8?q?J=C3=B8rn_St=C3=B8ylen?= <j@example.org>\nSubject: =?utf-8?b?G1szMW1JY2U=?= at\n sea\n"
    (article,) = loaded(f"{head}\nIt froze.\n").articles
    assert (article.title, article.author, article.published) == ("Ice at sea", "Jørn Støylen", None)
    damaged = "From: ines@example.org\nSubject: =?none?b?x?= Café\nDate: soon\n\nIt froze.\n"
    (article,) = loaded(damaged).articles
    assert (article.title, article.author, article.published) == ("=?none?b?x?= Café", "ines@example.org", None)


def test_attachments_are_articles_of_their_own() -> None:
    letter = letter_with("../C:\\log\x1b[31m.md", b"# The log\n\nIt thawed in May.\n")
    letter.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="ice.png")
    found = loaded(letter)
    assert [(each.source, each.text) for each in found.articles] == [
        ("letters.eml", "It froze in March."),
        ("letters.eml/log.md", "It thawed in May."),
    ]
    assert [each.reason for each in found.left_out] == ["holds 1 file of other kinds (.png): left out"]


def test_a_letter_that_only_brings_others_is_not_missed() -> None:
    letters = "".join(
        f"--x\nContent-Type: message/rfc822\n\nSubject: {day}\n\n{text}\n\n"
        for day, text in (("Monday", "It froze."), ("Tuesday", ""))
    )
    found = loaded(f"{HEAD}Content-Type: multipart/digest; boundary=x\n\n{letters}--x--\n")
    assert [each.source for each in found.articles] == ["letters.eml/Monday"]
    assert [each.source for each in found.left_out] == ["letters.eml/Tuesday"]


def test_an_attachment_that_cannot_be_read_does_not_hide_the_others() -> None:
    letter = letter_with("binary.txt", b"\x00\x01\x02" * 50)
    letter.add_attachment(b"It thawed.", maintype="application", subtype="octet-stream", filename="thaw.txt")
    found = loaded(letter)
    assert [each.part for each in found.articles] == ["", "thaw.txt"]
    assert [(each.source, "not text" in each.reason) for each in found.left_out] == [("letters.eml/binary.txt", True)]


def test_letters_within_letters_are_read_until_they_lie_too_deep() -> None:
    letter = EmailMessage()
    letter["Subject"] = "level 0"
    letter.set_content("It froze.")
    for level in range(1, 5):
        outer = EmailMessage()
        outer["Subject"] = f"level {level}"
        outer.set_content(f"See below, {level}.")
        outer.add_attachment(letter)
        letter = outer
    found = loaded(letter)
    assert [each.text for each in found.articles] == ["See below, 4.", "See below, 3.", "See below, 2."]
    assert ["too deep" in each.reason for each in found.left_out] == [True]


def test_an_archive_attached_to_a_letter_in_a_mailbox_is_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("thaw.txt", "It thawed.")
    letter = bytes(letter_with("log.zip", packed.getvalue(), subtype="zip"))
    found = loaded(b"From ines Sat Mar  6 10:00:00 2021\n" + letter, ".mbox")
    assert [each.source for each in found.articles] == ["letters.mbox/Ice", "letters.mbox/Ice/log.zip/thaw.txt"]


def test_each_letter_in_a_mailbox_is_an_article() -> None:
    first = f"{HEAD}\nIt froze.\n\nFrom then on nobody crossed.\n\n>From here it is far.\n"
    second = "Subject: Ice in the port\n\nIt thawed.\n"
    third = "X: y\n\nIt rained.\n"
    found = loaded("".join(f"From ines@example.org Sat Mar  6\n{each}\n" for each in (first, second, third)), ".mbox")
    assert [(each.source, each.text) for each in found.articles] == [
        ("letters.mbox/Ice in the port", "It froze.\n\nFrom then on nobody crossed.\n\nFrom here it is far."),
        ("letters.mbox/Ice in the port (2)", "It thawed."),
        ("letters.mbox/letter 3", "It rained."),
    ]


def test_an_encrypted_letter_does_not_hide_the_others() -> None:
    box = "From a b\nSubject: A\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nzz\n--x--\n\n"
    found = loaded(f"{box}From a b\n{HEAD}\nIt froze.\n", ".mbox")
    assert [each.text for each in found.articles] == ["It froze."]
    assert [(each.source, each.reason) for each in found.left_out] == [
        ("letters.mbox/A", "is encrypted: save a copy that is not")
    ]


@pytest.mark.parametrize(
    ("content", "suffix", "reason"),
    [
        ("It froze in March.", ".eml", "no header"),
        ("It froze in March.", ".mbox", "no letter"),
        (f"{HEAD}\n", ".eml", "no paragraph"),
        ("Subject: a\nContent-Type: application/pkcs7-mime\n\nzz\n", ".eml", "encrypted"),
    ],
)
def test_what_is_no_letter_gives_the_reason(content: str, suffix: str, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        loaded(content, suffix)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([".eml", ".mbox", ".mhtml"]))
def test_any_damage_gives_articles_or_a_reason(seed: int, suffix: str) -> None:
    chance = random.Random(seed)
    letter = letter_with("log.txt", "It thawed – in May.".encode())
    letter.add_attachment("<p>It froze.</p>", subtype="html")
    content = bytearray(b"From a b\n" * (suffix == ".mbox") + f"{HEAD}".encode() + bytes(letter))
    for _ in range(chance.randrange(1, 12)):
        content[chance.randrange(len(content))] = chance.choice(b'\x00\x1b\xff=?:;"<>\n -/a')
    try:
        found = loaded(bytes(content), suffix)
    except UnreadableArticleError as error:
        assert "\n" not in str(error)
        assert "cannot be parsed" not in str(error)
    else:
        assert all("cannot be" not in each.reason for each in found.left_out)


TABLE = "<table><tr><th>Boat</th><th>Berth</th></tr><tr><td>Otter</td><td>12</td></tr></table>"


def test_a_table_in_a_letter_has_rows_and_what_arranges_one_has_none() -> None:
    letter = EmailMessage()
    layout = "<table role='presentation'><tr><td><p>It froze.</p></td><td><p>It thawed.</p></td></tr></table>"
    letter.set_content(layout + TABLE, subtype="html")
    (article,) = loaded(letter).articles
    assert [(each.kind, each.text) for each in article.paragraphs] == [
        ("paragraph", "It froze."),
        ("paragraph", "It thawed."),
        ("head", "Boat | Berth"),
        ("row", "Otter | 12"),
    ]


@pytest.mark.parametrize("before", ["\n", "\r\n \n", "\ufeff", "\ufeff\n"])
def test_what_editors_put_before_a_header_is_passed_over(before: str) -> None:
    (article,) = loaded(f"{before}{HEAD}\nIt froze in March.\n").articles
    assert (article.title, article.text) == ("Ice in the port", "It froze in March.")
    with pytest.raises(UnreadableArticleError, match="no header"):
        loaded(f"{before}Note: it froze.\n\nIt thawed.\n")
