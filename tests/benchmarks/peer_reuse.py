"""What other programs find of text reuse, run in an environment of their own that has them.

    python peer_reuse.py datasketch|copydetect|text-matcher FOLDER

prints one line of JSON: seconds of CPU, and the pairs found as [file a, start, end, file b, start, end].
"""

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from time import process_time

Found = tuple[str, int, int, str, int, int]

SHINGLE_WORDS = 5
PERMUTATIONS = 128
LIKELY = 0.5


def datasketch(files: list[Path]) -> Iterator[Found]:
    """MinHash-LSH over paragraphs: pairs of paragraphs whose estimated Jaccard similarity of shingles is 0.5."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index = MinHashLSH(threshold=LIKELY, num_perm=PERMUTATIONS)
    seen: dict[int, tuple[str, int, int]] = {}
    for path in files:
        text, start = path.read_text(), 0
        for paragraph in text.split("\n\n"):
            words = paragraph.lower().split()
            shingles = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
            place = path.name, start, start + len(paragraph)
            start += len(paragraph) + 2
            if not shingles:
                continue
            sketch = MinHash(num_perm=PERMUTATIONS)
            sketch.update_batch([shingle.encode() for shingle in shingles])
            for key in index.query(sketch):
                yield *seen[key], *place
            seen[len(seen)] = place
            index.insert(len(seen) - 1, sketch)


def copydetect(files: list[Path]) -> Iterator[Found]:
    """Winnowed fingerprints, all files with all others; the defaults of the program."""
    from copydetect import CodeFingerprint, compare_files  # type: ignore[import-not-found]

    prints = [CodeFingerprint(str(path), 25, 1, filter=False) for path in files]
    for a, b in combinations(range(len(files)), 2):
        _, _, (slices_a, slices_b) = compare_files(prints[a], prints[b])
        for (start_a, end_a), (start_b, end_b) in zip(slices_a.T.tolist(), slices_b.T.tolist(), strict=False):
            yield files[a].name, start_a, end_a, files[b].name, start_b, end_b


def text_matcher(files: list[Path]) -> Iterator[Found]:
    """Matching trigrams of stems, extended; all files with all others; the defaults of the program."""
    from text_matcher.matcher import Matcher, Text  # type: ignore[import-not-found]

    texts = [Text(path.read_text(), path.name) for path in files]
    for a, b in combinations(range(len(files)), 2):
        with contextlib.redirect_stdout(io.StringIO()):
            _, places_a, places_b = Matcher(texts[a], texts[b]).match()
        for (start_a, end_a), (start_b, end_b) in zip(places_a, places_b, strict=False):
            yield files[a].name, start_a, end_a, files[b].name, start_b, end_b


def main() -> None:
    peer = {"datasketch": datasketch, "copydetect": copydetect, "text-matcher": text_matcher}[sys.argv[1]]
    files = sorted(Path(sys.argv[2]).iterdir())
    begun = process_time()
    found = list(peer(files))
    print(json.dumps({"seconds": process_time() - begun, "pairs": found}))


if __name__ == "__main__":
    main()
