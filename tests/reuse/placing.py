"""Places of passages as the columns that text reuse works on."""

import numpy as np

from reader.reuse.places import Place, Places


def placed(places: list[Place]) -> Places:
    """Places as columns."""
    rows = np.array([(place.document, place.start, place.end) for place in places], np.int64).reshape(-1, 3)
    return Places(rows[:, 0], rows[:, 1], rows[:, 2])
