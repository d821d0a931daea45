"""Trees evaluated all at once answer as they do one by one."""

import numpy as np
import pytest

from reader.text.trees import ROWS, Trees


def one_by_one(trees: Trees, row: np.ndarray) -> float:
    total = np.float32(0)
    for columns, borders, leaves in zip(trees.columns, trees.borders, trees.leaves, strict=True):
        bits = [row[column] > border for column, border in zip(columns, borders, strict=True)]
        total += leaves[sum(int(bit) << level for level, bit in enumerate(bits))]
    return float(total + np.float32(trees.bias))


@pytest.mark.parametrize(("depth", "rows"), [(1, 3), (6, 40), (8, 7), (4, ROWS + 3), (3, 0)])
def test_trees_answer_as_one_by_one(depth: int, rows: int) -> None:
    random = np.random.default_rng(depth)
    borders = random.choice(np.linspace(-1, 1, 5), (20, depth)).astype(np.float32)  # the same questions come again
    columns = random.integers(0, 4, (20, depth)).astype(np.int16)
    trees = Trees(columns, borders, random.normal(size=(20, 1 << depth)).astype(np.float32), 0.25)
    values = random.choice(np.linspace(-1.5, 1.5, 13), (rows, 4)).astype(np.float32)  # some lie on a border
    assert trees(values).tolist() == pytest.approx([one_by_one(trees, row) for row in values], abs=1e-5)


@pytest.mark.parametrize("rows", [ROWS - 1, ROWS + 1, ROWS + 2, 2 * ROWS + 1])
def test_a_row_gets_the_same_answer_beside_any_others(rows: int) -> None:
    random = np.random.default_rng(rows)
    borders, columns = random.normal(size=(99, 5)).astype(np.float32), random.integers(0, 9, (99, 5)).astype(np.int16)
    trees = Trees(columns, borders, random.normal(size=(99, 32)).astype(np.float32), 0.5)
    values = random.normal(size=(rows, 9)).astype(np.float32)
    together = trees(values)
    for size in (2, 3, 50):
        alone = [trees(values[low : low + size]) for low in range(0, rows - size + 1, size)]
        assert np.concatenate(alone).tolist() == together[: len(alone) * size].tolist()
    assert trees(values[-2:]).tolist() == together[-2:].tolist()
