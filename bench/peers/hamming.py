"""Exact search within 31 bits with faiss (IndexBinaryFlat, IndexBinaryMultiHash) on the same codes as our own figures.

Needs a virtual environment outside the repository with `pip install faiss-cpu numpy`. First write the codes:
    cargo run --release -p exhibit-fingerprint --example measure_search -- --codes 1000000 --queries 2000 --write codes.bin
    python bench/peers/hamming.py codes.bin 2000
The file holds 32 bytes a code, the queries last. One thread, as our figures a processor second are.
"""

import sys
import time

try:
    import faiss
    import numpy
except ImportError:
    sys.exit(__doc__)

if len(sys.argv) != 3:
    sys.exit(__doc__)
faiss.omp_set_num_threads(1)
everything = numpy.fromfile(sys.argv[1], dtype=numpy.uint8).reshape(-1, 32)
asked = int(sys.argv[2])
codes, queries = everything[:-asked], everything[-asked:]


def report(name, index, queries):
    start = time.process_time()
    index.add(codes)
    built = time.process_time() - start
    start = time.process_time()
    limits, _, _ = index.range_search(queries, 32)
    seconds = time.process_time() - start
    print(f"{name}: {len(codes)} codes added in {built:.1f} s; {len(queries) / seconds:.0f} queries a processor second, "
          f"{limits[-1]} hits for {len(queries)} queries")


# Flat compares everything, so a few queries are enough to know its speed.
report("faiss IndexBinaryFlat", faiss.IndexBinaryFlat(256), queries[: min(asked, 200)])
multi = faiss.IndexBinaryMultiHash(256, 16, 16)
multi.nflip = 1
report("faiss IndexBinaryMultiHash 16x16, nflip 1", multi, queries[: min(asked, 500)])
