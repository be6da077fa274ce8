"""dateparser on the shared table of date phrases, by the measure of examples/measure_times.rs: start and speed.

dateparser gives one instant, not an interval, so only the start of the expected value is compared: a kinder test than ours.
Run: python bench/peers/dates.py ../shared/data/dates/dates.tsv   (needs `pip install dateparser`)
"""
import collections
import datetime
import sys
import time

import dateparser

rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")][1:]
score = collections.Counter()
started, read = time.time(), 0
for lang, reference, phrase, expected, grain, kind, group, holiday in rows:
    if holiday:
        continue
    now = datetime.datetime.fromisoformat(reference[:19])
    settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "future", "PREFER_DAY_OF_MONTH": "first"}
    try:
        said = dateparser.parse(phrase, languages=[lang], settings=settings)
    except Exception:  # a peer's crash is a miss, not the end of the run
        said = None
    read += 1
    start = expected.split("/")[0]
    if said is None:
        right = not expected
    elif grain in ("day", "week", "month", "quarter", "year"):
        right = said.strftime("%Y-%m-%d") == start[:10]
    else:
        right = said.strftime("%Y-%m-%dT%H:%M") == start[:16]
    score[lang, right] += 1
seconds = time.time() - started
for lang in ("en", "pl", "ru", "uk"):
    right, wrong = score[lang, True], score[lang, False]
    print(f"{lang}  dateparser {dateparser.__version__}, start only, without holidays  {right} of {right + wrong}  {100 * right / (right + wrong):.1f} %")
print(f"{read / seconds:.0f} phrases a second, one core")
