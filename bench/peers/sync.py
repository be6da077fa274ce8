#!/usr/bin/env python3
"""audio-offset-finder and syncstart beside `exhibit sync`, on the same files: a talk-like sound of 60 s with noise, a clip
of 30 s from 7.250 s of it, and an unrelated one.

    python3 -m venv venv && venv/bin/pip install audio-offset-finder==0.5.5 syncstart==1.1.1
    PATH="$PWD/venv/bin:$PATH" python3 bench/peers/sync.py target/release/exhibit

Neither refuses anything: what they print for the unrelated pair is an offset like any other.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import wave

try:
    import numpy as np
except ImportError as error:
    print(f"numpy is not installed: {error}", file=sys.stderr)
    sys.exit(1)

RATE = 16000
OFFSET = 7.25


def talk(seed, seconds):
    """Syllables: noise and pulses through resonances, with pauses."""
    rng = np.random.default_rng(seed)
    out = []
    while sum(map(len, out)) < seconds * RATE:
        n = int(rng.uniform(0.08, 0.35) * RATE)
        t = np.arange(n) / RATE
        pitch = rng.uniform(90, 240)
        sound = sum(np.sin(2 * np.pi * pitch * h * t) * np.exp(-((pitch * h - f) / 200) ** 2)
                    for f in (rng.uniform(250, 850), rng.uniform(900, 2600)) for h in range(1, 25))
        out.append((sound + 0.3 * rng.standard_normal(n)) * np.sin(np.pi * np.arange(n) / n))
        out.append(0.02 * rng.standard_normal(int(rng.uniform(0.02, 0.3) * RATE)))
    return np.concatenate(out)[: int(seconds * RATE)]


def noisy(sound, seed, snr_db):
    noise = np.random.default_rng(seed).standard_normal(len(sound))
    return sound + noise * np.std(sound) / np.std(noise) * 10 ** (-snr_db / 20)


def write(path, sound):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound / np.abs(sound).max() * 26000).astype("<i2").tobytes())


def timed(command):
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr, time.perf_counter() - begun


def offset_finder(a, b):
    text, seconds = timed(["audio-offset-finder", "--find-offset-of", b, "--within", a])
    found = re.search(r"Offset: *(-?[0-9.]+)", text)
    score = re.search(r"score: *(-?[0-9.a-z]+)", text)
    return (float(found[1]) if found else None), f"score {score[1] if score else '?'}", seconds


def syncstart(a, b):
    # -s and -q: no diagram (it needs a screen), and "file,seconds" as the only output. -t: all of it, not 20 s.
    text, seconds = timed(["syncstart", "-s", "-q", "-t", "60", a, b])
    found = re.search(r"\.wav,(-?[0-9.]+(?:e-?[0-9]+)?)\s*$", text, re.MULTILINE)
    return (float(found[1]) if found else None), "no score" if found else "IT FAILED", seconds


def exhibit(a, b):
    text, seconds = timed([sys.argv[1], "sync", a, b, "--json"])
    found = json.loads(text[text.index("{"): text.rindex("}") + 1])
    return found["offset_s"], found["verdict"], seconds


with tempfile.TemporaryDirectory() as folder:
    scene = talk(1, 62)
    files = {}
    for name, snr in (("20 dB", 20), ("0 dB", 0)):
        a, b = os.path.join(folder, f"a{snr}.wav"), os.path.join(folder, f"b{snr}.wav")
        write(a, noisy(scene[: 60 * RATE], 2, snr))
        start = int(OFFSET * RATE)
        write(b, noisy(scene[start: start + 30 * RATE], 3, snr))
        files[name] = (a, b)
    other = os.path.join(folder, "other.wav")
    write(other, noisy(talk(9, 30), 4, 20))
    files["unrelated"] = (files["20 dB"][0], other)
    tools = [("exhibit sync", exhibit, len(sys.argv) > 1), ("audio-offset-finder", offset_finder, shutil.which("audio-offset-finder")),
             ("syncstart", syncstart, shutil.which("syncstart"))]
    for tool, run, there in tools:
        if not there:
            print(f"{tool}: not installed here")
            continue
        for name, (a, b) in files.items():
            offset, words, seconds = run(a, b)
            if name == "unrelated":
                said = "no offset" if offset is None else f"an offset all the same, {offset:.3f} s"
            else:
                said = "no offset" if offset is None else f"error {1000 * abs(offset - OFFSET):.2f} ms"
            print(f"{tool}: {name}: {said}, {words}; {seconds:.2f} s with decoding and starting")
