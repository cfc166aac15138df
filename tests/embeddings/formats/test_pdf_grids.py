from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from embeddings.formats.pdf_grids import Cell, grids_of
from embeddings.formats.pdf_rules import Rule


def level(top: float, left: float, right: float) -> Rule:
    return Rule(True, top, left, right)


def upright(left: float, top: float, bottom: float) -> Rule:
    return Rule(False, left, top, bottom)


def drawn(across: list[float], downwards: list[float]) -> list[Rule]:
    return [
        *(level(top, across[0], across[-1]) for top in downwards),
        *(upright(left, downwards[0], downwards[-1]) for left in across),
    ]


def test_lines_that_cross_make_cells_and_those_apart_another_grid() -> None:
    grids = grids_of([*drawn([0, 50, 100], [0, 20, 40]), *drawn([0, 50, 100], [100, 120, 140, 160])])
    assert sorted((grid.rows, grid.columns) for grid in grids) == [(2, 2), (3, 2)]


def test_lines_in_pieces_and_lines_drawn_twice_are_one() -> None:
    pieces = [level(top, left, left + 49) for top in (0, 20, 40) for left in (0, 50)]
    borders = [upright(left + nudge, 0, 40) for left in (0, 50, 100) for nudge in (-0.5, 0.5)]
    (grid,) = grids_of([*pieces, *borders])
    assert (grid.rows, grid.columns) == (2, 2)


def test_a_table_without_lines_at_its_sides_reaches_as_far_as_the_others_do() -> None:
    (grid,) = grids_of([*(level(top, 0, 150) for top in (0, 20, 40)), upright(50, 0, 40), upright(100, 0, 40)])
    assert grid.across == (0, 50, 100, 150)


def test_cells_between_which_no_line_is_drawn_are_one() -> None:
    rules = [*drawn([0, 50, 100], [0, 40]), level(20, 50, 100)]
    (grid,) = grids_of(rules)
    assert grid.cell_at(25, 30) == Cell(0, 0, 2, 1)
    assert grid.cell_at(75, 30) == Cell(1, 1, 2, 2)
    assert grid.cell_at(125, 30) is None


def test_what_leaves_a_cell_that_is_no_rectangle_is_no_grid() -> None:
    assert not grids_of([*drawn([0, 100], [0, 40]), level(20, 50, 100), upright(50, 20, 40), level(30, 0, 10)])


def test_a_line_alone_a_box_and_lines_beyond_a_bound_are_no_grid() -> None:
    assert not grids_of([level(10, 0, 100)])
    assert not grids_of(drawn([0, 100], [0, 40]))
    assert not grids_of(drawn([5.0 * x for x in range(400)], [5.0 * y for y in range(400)]))


places = st.lists(st.integers(0, 40).map(lambda place: place * 10.0), min_size=2, max_size=8, unique=True).map(sorted)


@given(places, places, st.data())
def test_each_cell_is_found_at_its_middle(across: list[float], downwards: list[float], data: st.DataObject) -> None:
    left_out = data.draw(st.sets(st.integers(0, 15)))
    rules = [rule for number, rule in enumerate(drawn(across, downwards)) if number not in left_out]
    for grid in grids_of(rules):
        for (row, column), cell in zip(
            itertools.product(range(grid.rows), range(grid.columns)), grid.cells, strict=True
        ):
            assert cell.row <= row < cell.below
            assert cell.column <= column < cell.beyond
            middle = (sum(grid.across[column : column + 2]) / 2, sum(grid.downwards[row : row + 2]) / 2)
            assert grid.cell_at(*middle) == cell
