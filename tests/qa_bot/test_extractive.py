from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from embeddings.checksums import sha256
from qa_bot import extractive
from qa_bot.errors import ReaderError
from qa_bot.extractive import FEW_WORDS, SPANS_KEPT, ExtractiveModel

LEAD = "The harbour was quiet and the boats lay at anchor under the old walls of the town. "


@pytest.fixture(scope="module")
def model() -> ExtractiveModel:
    return ExtractiveModel.load()


def quotes(model: ExtractiveModel, question: str, text: str) -> list[str]:
    (spans,) = model.spans(question, [text])
    return [text[span.start : span.end] for span in spans]


def test_the_answer_is_the_best_span(model: ExtractiveModel) -> None:
    assert quotes(model, "Who rowed to Skellig?", LEAD + "Anna Holm rowed to Skellig in May.")[0] == "Anna Holm"
    assert quotes(model, "when did she row there", "Anna Holm rowed to Skellig in May 1912.")[0] == "May 1912"


@pytest.mark.parametrize("before", [0, 12, 40, 80])
def test_an_answer_is_found_wherever_it_stands_in_a_long_text(model: ExtractiveModel, before: int) -> None:
    text = LEAD * before + "Anna Holm rowed to Skellig in May. " + LEAD * (80 - before)
    assert quotes(model, "Who rowed to Skellig?", text)[0] == "Anna Holm"


def test_an_answer_that_can_be_short_is_short(model: ExtractiveModel) -> None:
    text = (
        "The Syrian Democratic Forces, the alliance of Kurdish and Arab fighters that had closed in on the village, "
        "said the last fighters had surrendered and declared victory over the group on Saturday."
    )
    assert len(quotes(model, "who declared victory?", text)[0].split()) <= FEW_WORDS


def test_a_text_without_the_answer_scores_lower(model: ExtractiveModel) -> None:
    with_it, without = model.spans("Who rowed to Skellig?", [LEAD + "Anna Holm rowed to Skellig.", LEAD])
    assert with_it[0].score > 0 > without[0].score


def test_a_text_reads_the_same_alone_and_beside_others(model: ExtractiveModel) -> None:
    text = LEAD + "Anna Holm rowed to Skellig."
    (alone,) = model.spans("Who rowed to Skellig?", [text])
    _, beside = model.spans("Who rowed to Skellig?", [LEAD * 30, text])
    assert (alone[0].start, alone[0].end) == (beside[0].start, beside[0].end)
    assert alone[0].score == pytest.approx(beside[0].score, abs=0.5)  # bfloat16, in a batch of another shape


def test_spans_do_not_overlap_and_cross_no_blank_line(model: ExtractiveModel) -> None:
    text = "Anna Holm rowed to Skellig\n\nBerit Dahl rowed to Sarn\n\nCay Lund sat\n\nand rowed to Man"
    (spans,) = model.spans("Who rowed?", [text])
    assert 1 < len(spans) <= SPANS_KEPT
    ordered = sorted(spans, key=lambda span: span.start)
    assert all(left.end <= right.start for left, right in itertools.pairwise(ordered))
    assert not any("\n\n" in text[span.start : span.end] for span in spans)
    assert [span.score for span in spans] == sorted((span.score for span in spans), reverse=True)


def test_no_span_crosses_the_end_of_a_sentence(model: ExtractiveModel) -> None:
    text = "The saying comes from the university's science club in 1886. Professor Anna Holm first cheered so."
    (spans,) = model.spans("Where does the saying come from?", [text])
    assert len(spans) > 1
    assert not any("1886. Prof" in text[span.start : span.end] for span in spans)


def test_no_span_crosses_the_border_of_a_cell(model: ExtractiveModel) -> None:
    text = "Ada | Anna Holm | Skellig\n\nUna | Berit Dahl | Sarn"
    (spans,) = model.spans("Who rowed?", [text])
    assert len(spans) > 1
    assert not any(" | " in text[span.start : span.end] for span in spans)


def test_no_span_is_in_a_closed_paragraph(model: ExtractiveModel) -> None:
    text = "Ship | Master\n\nAda | Anna Holm\n\nUna | Berit Dahl"
    row = text.index("Una")
    (spans,) = model.spans("Who was the master of the Ada?", [text], [[(0, 13), (15, 30)]])
    assert spans
    assert all(span.start >= row for span in spans)
    assert model.spans("Who?", [text], [[(0, len(text))]]) == [[]]


def test_a_title_helps_to_understand_and_answers_nothing(model: ExtractiveModel) -> None:
    text = "She rowed there in May, and Berit Dahl kept the light while she was away."
    question, title = "When did Anna Holm row to Skellig?", "Anna Holm and Skellig"
    plain, titled = model.spans(question, [text, text], titles=["", title])
    assert text[titled[0].start : titled[0].end] == "May"
    assert titled[0].score > plain[0].score
    (spans,) = model.spans("Who rowed to Skellig in May?", [LEAD], titles=["Anna Holm rowed to Skellig"])
    assert spans
    assert all(0 <= span.start < span.end <= len(LEAD) for span in spans)


@pytest.mark.parametrize("title", ["🪁", "x" * 3_000, "why " * 500, "a\n\nb | c", " "])
def test_any_title_leaves_room_for_the_text(model: ExtractiveModel, title: str) -> None:
    text = f"{LEAD}Anna Holm rowed to Skellig in May."
    (spans,) = model.spans("Who rowed to Skellig?", [text], titles=[title])
    assert text[spans[0].start : spans[0].end] == "Anna Holm"


@pytest.mark.parametrize("question", ["", "?", "🪁", "a" * 1_999, "why " * 500, "的" * 400])
@pytest.mark.parametrize("text", ["🪁", "a", "的" * 600, LEAD, "x" * 3_000])
def test_odd_questions_and_texts_can_be_read(model: ExtractiveModel, question: str, text: str) -> None:
    (spans,) = model.spans(question, [text])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_no_texts_have_no_spans(model: ExtractiveModel) -> None:
    assert model.spans("Who?", []) == []


def test_a_model_that_is_missing_or_no_reader_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"there is no reader in .*: check the folder's name"):
        ExtractiveModel.load(str(tmp_path / "nothing"))


def test_weights_that_are_damaged_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not these")
    monkeypatch.setattr(extractive, "BUNDLED", tmp_path)
    extractive._verify_bundled.cache_clear()
    with pytest.raises(ReaderError, match=r"damaged.*install again"):
        ExtractiveModel.load()
    monkeypatch.setattr(extractive, "BUNDLED_CHECKSUM", sha256(tmp_path / "model.safetensors"))
    with pytest.raises(ReaderError, match=r"cannot be loaded.*install again"):
        ExtractiveModel.load()
    extractive._verify_bundled.cache_clear()
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ReaderError, match=r"cannot be read.*install again"):
        ExtractiveModel.load()
