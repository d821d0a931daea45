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
