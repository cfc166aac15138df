"""Finds the straight lines that are drawn on a page of a PDF. Knows PDFium, and nothing of text or tables."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pypdfium2 import raw

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MAX_POINTS = 20_000
"""Of all that is drawn on a page, beyond which it is a map or a picture and no line is looked for."""
_DEEPEST = 4
"""Forms within forms."""
_THICKEST = 3.0
"""Points up to which what is filled is a line."""
_STRAIGHT = 0.5
"""Points by which the ends of a line may differ in height."""
_SHORTEST = 4.0
"""Points from which a line may part two cells."""

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_WHOLE: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from one side to the other, or from top to bottom. Lengths are in points, downwards and to the right."""

    is_level: bool
    at: float
    """How far down a level one lies, or how far to the right an upright one."""
    begin: float
    end: float


def rules_of(page: PdfPage, quarter: int) -> list[Rule]:
    """Return what is drawn on a page as straight lines when it is held so that text turned by quarters is upright."""
    left_over = [MAX_POINTS]
    rules: list[Rule] = []
    for box in _boxes(_objects_of_page(page.raw), _WHOLE, 0, left_over):
        left, top, right, bottom = turned(*box, quarter)
        width, height = right - left, bottom - top
        if height <= width and width >= _SHORTEST:
            rules.append(Rule(is_level=True, at=(top + bottom) / 2, begin=left, end=right))
        elif width < height and height >= _SHORTEST:
            rules.append(Rule(is_level=False, at=(left + right) / 2, begin=top, end=bottom))
    return rules if left_over[0] > 0 else []


def turned(left: float, low: float, right: float, high: float, quarter: int) -> tuple[float, float, float, float]:
    """Return a box as left, top, right and bottom when the page is held so that its text is upright."""
    return (
        (left, -high, right, -low),
        (low, left, high, right),
        (-right, low, -left, high),
        (-high, -right, -low, -left),
    )[quarter]


def _objects_of_page(page: Any) -> Iterator[Any]:
    return (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))


def _objects_of_form(form: Any) -> Iterator[Any]:
    return (raw.FPDFFormObj_GetObject(form, index) for index in range(raw.FPDFFormObj_CountObjects(form)))


def _boxes(
    objects: Iterator[Any], matrix: _Matrix, depth: int, left_over: list[int]
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the left, lower, right and upper bound of each straight line, until too much is drawn."""
    for drawn in objects:
        left_over[0] -= 1
        if left_over[0] <= 0:
            return
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _boxes(_objects_of_form(drawn), _within(_matrix(drawn), matrix), depth + 1, left_over)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            left_over[0] -= raw.FPDFPath_CountSegments(drawn)
            if left_over[0] > 0:
                yield from _lines_in(drawn, _within(_matrix(drawn), matrix))


def _lines_in(path: Any, matrix: _Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Yield the sides of what a path strokes, and what it fills that is as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _figures(path, matrix):
        box = _around(points)
        if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST:
            if stroke.value or fill.value:
                yield box
        elif stroke.value:
            for one, other in itertools.pairwise(points):
                side = _around([one, other])
                if min(side[2] - side[0], side[3] - side[1]) <= _STRAIGHT:
                    yield side


def _figures(path: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
    """Yield the corners of each figure of a path, the first one again where it is closed; none that has curves."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    is_straight = True
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and is_straight:
                yield points
            points, is_straight = [], True
        is_straight = is_straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append(_moved((x.value, y.value), matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and is_straight:
        yield points


def _around(points: list[_Point]) -> tuple[float, float, float, float]:
    across, upwards = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(upwards), max(across), max(upwards)


def _matrix(drawn: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the matrix of what is drawn within a form as the page has it."""
    a, b, c, d, e, f = inner
    return (*_turn(a, b, outer), *_turn(c, d, outer), *_moved((e, f), outer))


def _turn(x: float, y: float, matrix: _Matrix) -> _Point:
    return matrix[0] * x + matrix[2] * y, matrix[1] * x + matrix[3] * y


def _moved(point: _Point, matrix: _Matrix) -> _Point:
    x, y = _turn(*point, matrix)
    return x + matrix[4], y + matrix[5]
