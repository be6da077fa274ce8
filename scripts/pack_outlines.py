#!/usr/bin/env python3
"""Packs the land outlines of Natural Earth (1:110m, public domain) for the map pictures.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    scripts/pack_outlines.py package/land-110m.json > crates/scene/data/land-110m.bin

The file is a list of rings: the number of points (2 bytes, big-endian), then longitude and latitude of each point in
hundredths of a degree (2 bytes each, signed, big-endian). Needed only to make the file anew: it lies in the repository.
"""
import json
import struct
import sys

topology = json.load(open(sys.argv[1], encoding="utf-8"))
scale, move = topology["transform"]["scale"], topology["transform"]["translate"]


def arc(number):
    points, x, y = [], 0, 0
    for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
    return points if number >= 0 else points[::-1]


def polygons(geometry):
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from polygons(part)
    elif geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]


for polygon in polygons(topology["objects"]["land"]):
    for ring in polygon:
        points = []
        for number in ring:
            points += arc(number)[1 if points else 0:]
        # Rings go on across 180 degrees; a map that ends there wants them on both of its sides.
        whole = [points[0]]
        for lon, lat in points[1:]:
            whole.append((lon - 360 * round((lon - whole[-1][0]) / 360), lat))
        if abs(whole[-1][0] - whole[0][0]) > 180:
            # Around the pole.
            whole += [(whole[-1][0], -90.0), (whole[0][0], -90.0)]
        west, east = min(p[0] for p in whole), max(p[0] for p in whole)
        for shift in (-360, 0, 360):
            if east + shift > -180.01 and west + shift < 180.01 and (shift == 0 or east - west < 359):
                sys.stdout.buffer.write(struct.pack(">H", len(whole)))
                for lon, lat in whole:
                    sys.stdout.buffer.write(struct.pack(">hh", round(max(-327, min(327, lon + shift)) * 100), round(lat * 100)))
