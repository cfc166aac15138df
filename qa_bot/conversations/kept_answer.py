"""An answer as it is kept: as JSON, with each cited paragraph and nothing else of its article, and back."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any, cast

from embeddings.documents import DATE_ORIGINS, KINDS, DateOrigin, Kind
from embeddings.values import Article, Paragraph
from qa_bot.values import INSTEADS, Alternative, Answer, Citation, Instead, Timings


def to_json(answer: Answer) -> str:
    """Return what is kept of an answer."""
    return json.dumps(
        {
            "question": answer.question,
            "answer": answer.text,
            "whole_name": answer.whole_name,
            "rest": answer.rest,
            "confidence": answer.confidence,
            "citations": [_citation_as_dict(citation) for citation in answer.citations],
            "alternatives": [{"answer": other.text, "citations": other.numbers} for other in answer.alternatives],
            "articles": answer.articles,
            "stories": answer.stories,
            "instead": answer.instead,
            "timings_ms": dataclasses.asdict(answer.timings),
        }
    )


def _citation_as_dict(citation: Citation) -> dict[str, Any]:
    article, paragraph = citation.article, citation.paragraph
    return {
        "number": citation.number,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "date_from": article.date_from,
        "language": article.language,
        "paragraph": paragraph.number,
        "kind": paragraph.kind,
        "level": paragraph.level,
        "page": paragraph.page,
        "later_pages": paragraph.later_pages,
        "part": article.part,
        "url": article.url,
        "text": paragraph.text,
        "start": citation.start,
        "end": citation.end,
        "score": citation.score,
        "sentence_start": citation.sentence_start,
        "sentence_end": citation.sentence_end,
        "same_story_as": citation.same_story_as,
        "head": citation.head,
        "section": citation.section,
    }


def from_json(kept: str) -> Answer:
    """Return the answer that was kept, as `qa_bot.conversations.conversation.apart` leaves its citations.

    Raises:
        ValueError: it is not what `to_json` has returned: somebody, or a disk, has changed it.

    """
    try:
        row = json.loads(kept)
        answer = Answer(
            question=_text(row["question"]),
            text=_text_or_none(row["answer"]),
            confidence=_number(row["confidence"]),
            citations=tuple(_citation_from(each) for each in row["citations"]),
            timings=Timings(*(_number(row["timings_ms"][name]) for name in ("retrieve", "read", "total"))),
            alternatives=tuple(
                Alternative(_text(other["answer"]), tuple(map(_whole, other["citations"])))
                for other in row["alternatives"]
            ),
            whole_name=_text_or_none(row.get("whole_name")),
            rest=tuple(map(_text, row.get("rest", ()))),
            articles=_whole(row.get("articles", 0)),
            stories=_whole(row.get("stories", 0)),
            instead=_instead(row.get("instead", "nearest")),
        )
    except (KeyError, OverflowError, TypeError, RecursionError) as error:
        raise ValueError("no answer of ours") from error
    _check(answer)
    return answer


def _citation_from(row: dict[str, Any]) -> Citation:
    text = _text(row["text"])
    paragraph = Paragraph(
        _whole(row["paragraph"]),
        0,
        len(text),
        text,
        kind=_kind(row),
        level=_whole(row.get("level", 0)),
        page=None if row.get("page") is None else _whole(row["page"]),
        later_pages=tuple((_whole(start), _whole(page)) for start, page in row.get("later_pages", ())),
    )
    article = Article(
        id=_text(row["article_id"]),
        title=_text(row["title"]),
        source=_text(row["source"]),
        text=text,
        paragraphs=(paragraph,),
        author=_text_or_none(row["author"]),
        published=_text_or_none(row["published"]),
        part=_text(row.get("part", "")),
        url=_text_or_none(row.get("url")),
        language=_text(row.get("language", "")),
        date_from=_date_from(row.get("date_from")),
    )
    start, end = _part(row["start"], row["end"], text)
    sentence_start, sentence_end = _part(row["sentence_start"], row["sentence_end"], text)
    return Citation(
        _whole(row["number"]),
        article,
        paragraph,
        start,
        end,
        _number(row["score"]),
        sentence_start,
        sentence_end,
        None if row.get("same_story_as") is None else _whole(row["same_story_as"]),
        _text(row.get("head", "")),
        _text(row.get("section", "")),
    )


def _kind(row: dict[str, Any]) -> Kind:
    """Return a paragraph's kind; before there were kinds, an answer was kept with whether it cites a heading."""
    kind = row.get("kind", "heading" if row.get("heading") is True else "paragraph")
    if kind not in KINDS:
        raise ValueError("no kind of paragraph")
    return cast("Kind", kind)


def _date_from(origin: DateOrigin | None) -> DateOrigin | None:
    """Return what a date is taken from; before that was kept, nobody knew."""
    if not (origin is None or origin in DATE_ORIGINS):
        raise ValueError("nothing that a date is taken from")
    return origin


def _instead(shown: Instead) -> Instead:
    if shown not in INSTEADS:
        raise ValueError("nothing that citations show")
    return shown


def _check(answer: Answer) -> None:
    """Raise ValueError unless the answer and the others are quotes of their first citations."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    if list(quotes) != list(range(1, len(answer.citations) + 1)):
        raise ValueError("citations are not numbered from 1")
    if any(each.same_story_as is not None and not 1 <= each.same_story_as < each.number for each in answer.citations):
        raise ValueError("a story is none of an earlier citation")
    if answer.text is not None and quotes.get(1) != answer.text:
        raise ValueError("the answer is not the quote of its first citation")
    for other in answer.alternatives:
        if not other.numbers or any(number not in quotes for number in other.numbers):
            raise ValueError("another answer has no citation")
        if quotes[other.numbers[0]] != other.text:
            raise ValueError("another answer is not the quote of its first citation")


def _part(start: object, end: object, text: str) -> tuple[int, int] | tuple[None, None]:
    if start is None and end is None:
        return None, None
    if not 0 <= _whole(start) <= _whole(end) <= len(text):
        raise ValueError("offsets outside their paragraph")
    return _whole(start), _whole(end)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


def _number(value: object) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise TypeError("no number")
    if not math.isfinite(value):
        raise ValueError("no number that ends")
    return float(value)
