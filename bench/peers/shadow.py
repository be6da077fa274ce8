#!/usr/bin/env python3
"""ShadowFinder on the workload of `shadow where`: one shadow, the whole world, at its own step and at 0.05 degrees.

    python3 -m venv venv && venv/bin/pip install ShadowFinder==0.7.1

It knows height and length only: no bearing, no second frame, no error model. Its map needs a network and is not drawn.
"""
import datetime
import sys
import time

try:
    from shadowfinder import ShadowFinder
except ImportError as error:
    print(f"shadowfinder is not installed: {error}", file=sys.stderr)
    sys.exit(1)

for step in (0.5, 0.25, 0.1):
    finder = ShadowFinder(1.0, 2.33, datetime.datetime(2022, 10, 13, 11, 50))
    finder.angular_resolution = step
    begun = time.perf_counter()
    finder.find_shadows()
    print(f"ShadowFinder: one length, {step} degrees: {1000 * (time.perf_counter() - begun):.0f} ms")
