"""Makes texts of kinds that sets of pages hardly have, from the words of a page's article, in whatever language.

Interviews, timelines, results, recipes, poems, minutes, listings, letters: what they say is nonsense, but what their
lines look like is theirs, and all of it is an article's own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from embeddings.documents import Block, Kind
from training.lines.words import SHORT, Words

_LONG = 0.15
"""Share of texts that are of several kinds."""
_UNITS = (
    *("g", "kg", "ml", "l", "tbsp", "tsp", "cups", "cloves", "EL", "TL", "Prise", "Bund"),
    *("cuillères", "gousses", "cucharadas", "dientes de", "cucchiai", "spicchi"),
)
_COOKS = (
    *("Ingredients", "Method", "You need", "Zutaten", "Zubereitung", "Ingrédients", "Préparation"),
    *("Ingredientes", "Preparación", "Ingredienti"),
)
_PRESENT = (
    "Present",
    "Apologies",
    "Chair",
    "Anwesend",
    "Entschuldigt",
    "Leitung",
    "Présents",
    "Asistentes",
    "Presenti",
)
_AGREED = ("Agreed.", "Carried.", "None.", "Approved, 4:0.", "Einstimmig.", "Keine.", "Adopté.", "Aprobado.")
_ASKS = ("Q", "Frage", "Post", "Question", "Pregunta", "P", "Zeitung", "Domanda")
_ANSWERS = ("A", "Antwort", "Réponse", "Respuesta", "R", "Risposta")
_GREETS = ("Dear", "Hello", "Liebe", "Hallo", "Sehr geehrte", "Chère", "Cher", "Querida", "Estimado", "Cara")
_CLOSES = ("Yours,", "Best wishes", "Sincerely,", "Viele Grüße", "Dein", "Cordialement,", "Un abrazo", "Saluti")
_COMMENTS = (
    *("{} comments", "Comments ({})", "Join the conversation", "Kommentare", "Kommentarer", "{} Kommentare"),
    *("Commentaires", "{} commentaires", "Comentarios", "Commenti", "Leserkommentare", "What readers say"),
)
_REPLIES = ("Reply", "Antworten", "Répondre", "Responder", "Rispondi", "Svar", "Report", "Like")
_AGO = (
    "{} days ago",
    "{}h ago",
    "vor {} Tagen",
    "vor {} Std.",
    "il y a {} jours",
    "hace {} días",
    "{} maggio",
    "{}:15",
)

Line = tuple[Kind, str]
"""A block's kind and text."""


def _introduced(words: Words) -> Iterator[Line]:
    if words.often(0.8):
        yield "paragraph", words.paragraph() if words.often(0.5) else f"{words.sentence()} {words.sentence()}"


def _prose(words: Words) -> Iterator[Line]:
    count = len(words.paragraphs)
    start, end = (0, count) if words.often(0.5) else sorted(words.number(0, count) for _ in range(2))
    for paragraph in words.paragraphs[start : end + 3]:
        yield "paragraph", paragraph


def _interview(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    asks, answers = words.one_of(*_ASKS), words.one_of(*_ANSWERS)
    if words.often(0.5):
        asks, answers = words.name().split()[0], words.name().split()[-1]
    named = words.often(0.35)
    kind: Kind = words.one_of("paragraph", "paragraph", "heading")
    for _ in words.some(5, 18):
        question = (words.few(2, 9) if words.often(0.6) else words.sentence(SHORT)).rstrip(".!?") + "?"
        answer = words.said()
        yield kind, f"{asks}: {question}" if named else question
        yield "paragraph", f"{answers}: {answer}" if named else answer


def _timeline(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    when = words.time if words.often(0.4) else words.day
    form = words.one_of("apart", "apart", "{}: {}", "{} – {}", "{} {}")
    kind: Kind = words.one_of("paragraph", "heading", "item")
    for _ in words.some(6, 25):
        if form == "apart":
            yield kind, when()
            yield "paragraph", words.said()
        else:
            yield "item" if kind == "item" else "paragraph", form.format(when(), words.said())


def _results(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    form = words.number(0, 4)
    for _ in words.some(1, 4):
        if words.often(0.7):
            yield "heading", words.few(1, 3)
        for place in words.some(3, 12):
            minutes, seconds = words.number(0, 70), words.number(0, 59)
            yield (
                "item" if words.often(0.3) else "paragraph",
                (
                    f"{place + 1}. {words.name()} ({words.few(1, 1)}) {minutes}:{seconds:02}",
                    f"{words.name()} – {words.name()} {minutes % 7}:{seconds % 7}",
                    f"{place + 1}. {words.name()} {seconds}",
                    f"{words.name()}, {words.few(1, 2)}, {minutes}.{seconds:02}",
                    f"{words.name()} {minutes % 7} {words.name()} {seconds % 7}",
                )[form],
            )
    if words.often(0.5):
        yield "paragraph", words.sentence(SHORT)


def _recipe(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    yield "heading", words.one_of(*_COOKS)
    for _ in words.some(4, 14):
        amount = f"{words.number(1, 500)} {words.one_of(*_UNITS)}" if words.often(0.7) else words.number(1, 6)
        yield "item", f"{amount} {words.few(1, 3)}" if words.often(0.9) else words.few(1, 3)
    yield "heading", words.one_of(*_COOKS)
    numbered = words.often(0.3)
    for step in words.some(3, 10):
        text = f"{words.few(2, 6)}." if words.often(0.5) else words.sentence(SHORT)
        yield "item", f"{step + 1}. {text}" if numbered else text
    for _ in words.some(0, 3):
        yield "paragraph", f"{words.few(2, 6)}."


def _poem(words: Words) -> Iterator[Line]:
    if words.often(0.5):
        yield "paragraph", words.sentence()
    refrain = [words.few(2, 8) for _ in words.some(2, 4)] if words.often(0.4) else []
    lower = words.often(0.5)
    for _ in words.some(2, 6):
        if words.often(0.2):
            yield "heading", words.few(1, 3)
        for line in [*(words.few(1, 8) for _ in words.some(2, 6)), *refrain]:
            text = line[:1].lower() + line[1:] if lower else line
            yield "paragraph", text + words.one_of("", ",", ",", ".", ";")


def _minutes(words: Words) -> Iterator[Line]:
    for _ in words.some(1, 3):
        yield "paragraph", f"{words.one_of(*_PRESENT)}: {', '.join(words.name() for _ in words.some(1, 6))}."
    for point in words.some(3, 10):
        yield "heading", f"{point + 1}. {words.few(1, 4)}"
        for _ in words.some(1, 4):
            yield "paragraph", words.one_of(*_AGREED) if words.often(0.2) else words.said()
    if words.often(0.5):
        yield "paragraph", f"{words.few(1, 2)}: {words.day()}, {words.time()}."


def _listing(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    priced = words.often(0.5)
    for _ in words.some(4, 14):
        yield words.one_of("heading", "paragraph"), words.few(1, 4)
        price = f", {words.number(2, 90)} {words.one_of('€', 'euros', 'Euro', 'kr')}" if priced else ""
        if words.often(0.8):
            yield "paragraph", f"{words.few(1, 1)} {words.time()}, {words.few(1, 3)}{price}"
        if words.often(0.7):
            yield "paragraph", words.said()


def _glossary(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    form = words.one_of("{}: {}", "{} – {}", "{}. {}")
    kind: Kind = words.one_of("item", "paragraph")
    for _ in words.some(6, 20):
        yield kind, form.format(words.few(1, 2), words.few(2, 8) if words.often(0.7) else words.sentence())


def _list(words: Words) -> Iterator[Line]:
    yield from _introduced(words)
    numbered = words.often(0.5)
    for point in words.some(3, 12):
        yield "heading", f"{point + 1}. {words.few(2, 6)}" if numbered else words.few(2, 6)
        for _ in words.some(1, 3):
            yield "paragraph", words.said()
        for _ in words.some(0, 4):
            yield "item", words.few(1, 6)


def _story(words: Words) -> Iterator[Line]:
    opens, closes = words.one_of(("“", "”"), ("„", "“"), ("«", "»"), ('"', '"'), ("–", ""))
    for _ in words.some(8, 40):
        kind = words.chance.random()
        line = f"{words.few(1, 6)}{words.one_of('.', '?', '!', '.')}" if kind < 0.7 else words.sentence()
        yield "paragraph", f"{opens}{line}{closes}" if kind < 0.5 else line


def _notices(words: Words) -> Iterator[Line]:
    for _ in words.some(4, 14):
        surname, *rest = words.name().split()
        yield "paragraph", f"{surname.upper()}, {' '.join(rest)}. {words.day()}, {words.number(20, 99)}. {words.said()}"


def _letter(words: Words) -> Iterator[Line]:
    if words.often(0.5):
        yield "paragraph", f"{words.name().split()[0]}, {words.day()}"
    yield "paragraph", f"{words.one_of(*_GREETS)} {words.name()},"
    for _ in words.some(2, 8):
        yield "paragraph", words.paragraph() if words.often(0.5) else words.said()
    yield "paragraph", words.one_of(*_CLOSES)
    yield "paragraph", words.name()
    if words.often(0.3):
        yield "paragraph", f"PS: {words.said()}"


def replies(article: str, chance: random.Random) -> list[Block]:
    """Return the blocks of comments by an article's words, which are no article's own; none where these are too few."""
    words = Words.of(article, chance)
    return [] if words is None else [Block(text, kind) for kind, text in _replies(words)]


def _replies(words: Words) -> Iterator[Line]:
    if words.often(0.7):
        yield words.one_of(*_KINDS_OF_HEADING), words.one_of(*_COMMENTS).format(words.number(2, 90))
    label = words.one_of(*_REPLIES) if words.often(0.4) else ""
    ago = words.one_of(*_AGO) if words.often(0.6) else ""
    for _ in words.some(2, 12):
        name = words.name()
        handle = f"{name.split()[0].lower()}{words.one_of('', '_', '.')}{words.number(1, 99)}"
        yield "paragraph", words.one_of(name, f"{name.split()[0]} {name[0]}.", handle)
        if ago:
            yield "paragraph", ago.format(words.number(2, 23))
        for _ in words.some(1, 2):
            text = words.said() if words.often(0.8) else words.paragraph()
            yield (
                "paragraph",
                text if words.often(0.5) else text.lower().rstrip(".") + words.one_of("", "!!", "...", " lol"),
            )
        if label:
            yield "paragraph", label


_KINDS_OF_HEADING: tuple[Kind, ...] = ("heading", "paragraph")
KINDS: tuple[Callable[[Words], Iterator[Line]], ...] = (
    _prose,
    _prose,
    _interview,
    _interview,
    _timeline,
    _timeline,
    _results,
    _recipe,
    _poem,
    _minutes,
    _listing,
    _glossary,
    _list,
    _story,
    _notices,
    _letter,
)


def prose(article: str, chance: random.Random) -> list[Block]:
    """Return the blocks of an article's paragraphs, of all or of some in a row; none where its words are too few."""
    words = Words.of(article, chance)
    return [] if words is None else [Block(text, kind) for kind, text in _prose(words)]


def body(article: str, chance: random.Random) -> list[Block]:
    """Return the blocks of a text of some kind, made of an article's words, or of several kinds in a long one.

    None where the words are too few.
    """
    words = Words.of(article, chance)
    if words is None:
        return []
    levels = {"heading": chance.choice((2, 3)), "item": 1}
    kinds = [chance.choice(KINDS) for _ in range(1 if words.often(1 - _LONG) else words.number(2, 5))]
    return [Block(text, kind, levels.get(kind, 0)) for each in kinds for kind, text in each(words)]
