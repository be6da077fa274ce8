"""Near-duplicate grouping with datasketch and rensa on the same texts as our own figures, and the recall of each.

Needs a virtual environment outside the repository with `pip install datasketch rensa`. First write the texts:
    cargo run --release -p exhibit-text --example measure_near -- 100000 --dump FOLDER
    python bench/peers/near.py FOLDER/made-up
    python bench/peers/near.py FOLDER/shared
Five-character shingles of the lower-case text, 128 permutations, threshold 0.7, groups by union of found pairs. Recall is
counted for all of them on the same pairs, those that our program sampled; figures include reading the shingles.
"""

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


def read_pairs(path):
    """Pairs that our measuring program sampled: of likeness 0.7 and more by its shingles, with what it made of each."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    return [(int(one), int(other), fate) for one, other, fate in rows]


def share(fates, wanted):
    return sum(fate in wanted for fate in fates) / max(1, len(fates))


def main():
    base = sys.argv[1]
    with open(base + ".txt", encoding="utf-8") as file:
        texts = file.read().split("\n")
    pairs = read_pairs(base + ".pairs.tsv")
    fates = [fate for _, _, fate in pairs]
    same = [pair for pair in pairs if pair[2] != "apart"]
    print(f"{len(texts)} texts, {len(pairs)} like pairs; {len(same)} of them keep every figure, name, date and denial")
    print(f"ours: recall of all pairs {share(fates, ('joined', 'apart')):.4f} (joined or told apart with the change); of pairs that keep every fact {share([p[2] for p in same], ('joined',)):.4f}")
    for name, run in [("datasketch", with_datasketch), ("rensa", with_rensa)]:
        begun = time.perf_counter()
        try:
            groups = run(texts)
        except ImportError as error:
            print(f"{name}: not installed ({error})")
            continue
        seconds = time.perf_counter() - begun
        met = lambda some: sum(groups.root(one) == groups.root(other) for one, other, _ in some) / max(1, len(some))
        apart = [pair for pair in pairs if pair[2] == "apart"]
        print(f"{name}: {len(texts) / seconds:,.0f} texts/s; recall of all pairs {met(pairs):.4f}; of pairs that keep every fact {met(same):.4f}; pairs with a changed fact that it merges {met(apart):.4f}")


main()
