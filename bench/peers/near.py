"""Near-duplicate grouping with datasketch and rensa on the same texts as our own figures, and the recall of each.

Needs a virtual environment outside the repository with `pip install datasketch rensa`. First write the texts:
    cargo run --release -p exhibit-text --example measure_near -- 100000 --dump texts.txt
    python bench/peers/near.py texts.txt
Five-character shingles of the lower-case text, 128 permutations, threshold 0.7, groups by union of found pairs. Recall is
counted on a sample of texts against exact likeness among the groups' texts; figures include reading the shingles.
"""

import random
import sys
import time


def shingles(text):
    words = [word for word in text.lower().split() if not word.startswith(("http", "@")) and word != "rt"]
    plain = "".join(ch for ch in " ".join(words) if ch.isalnum() or ch == " ")
    return {plain[at : at + 5] for at in range(max(1, len(plain) - 4))}


class Groups:
    def __init__(self, count):
        self.parent = list(range(count))

    def root(self, at):
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, one, other):
        one, other = self.root(one), self.root(other)
        self.parent[max(one, other)] = min(one, other)


def with_datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    groups, index = Groups(len(texts)), MinHashLSH(threshold=0.7, num_perm=128)
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([piece.encode() for piece in shingles(text)])
        for found in index.query(sketch):
            groups.join(found, number)
        index.insert(number, sketch)
    return groups


def with_rensa(texts):
    from rensa import RMinHash, RMinHashLSH

    groups, index = Groups(len(texts)), RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(list(shingles(text)))
        for found in index.query(sketch):
            groups.join(found, number)
        index.insert(number, sketch)
    return groups


def like_pairs(texts, sample):
    """Pairs of likeness 0.7 and more of `sample` texts with all others, exactly."""
    sets = [shingles(text) for text in texts]
    holders = {}
    for number, pieces in enumerate(sets):
        for piece in pieces:
            holders.setdefault(piece, []).append(number)
    for one in random.Random(20221013).sample(range(len(texts)), min(sample, len(texts))):
        shared = {}
        for piece in sets[one]:
            for other in holders[piece]:
                shared[other] = shared.get(other, 0) + 1
        for other, both in shared.items():
            if other != one and both >= 0.7 * (len(sets[one]) + len(sets[other]) - both):
                yield one, other


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = file.read().split("\n")
    pairs = list(like_pairs(texts, 1_000))
    print(f"{len(texts)} texts, {len(pairs)} like pairs of 1,000 sampled texts")
    for name, run in [("datasketch", with_datasketch), ("rensa", with_rensa)]:
        begun = time.perf_counter()
        try:
            groups = run(texts)
        except ImportError as error:
            print(f"{name}: not installed ({error})")
            continue
        seconds = time.perf_counter() - begun
        joined = sum(groups.root(one) == groups.root(other) for one, other in pairs)
        print(f"{name}: {len(texts) / seconds:,.0f} texts/s, recall {joined / max(1, len(pairs)):.4f} (changed facts joined too)")


main()
