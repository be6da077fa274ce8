#!/usr/bin/env python3
"""Checks an Exhibit case folder. A second opinion: it shares no code with Exhibit.

Usage: check_case.py CASE_FOLDER        (Python 3.9 or later, standard library only)

Written from the specifications alone: docs/case-format.md, C2SP tlog-tiles, tlog-checkpoint and signed-note, RFC 6962
(hashing), RFC 8032 (ed25519), RFC 8785 (canonical JSON). It reads the folder, follows no symbolic link and writes
nothing. It prints one line per check (bytes, records, log, signature: holds, fails or not available) with the files at
fault under it, and exits 0 if nothing fails, 1 otherwise. What it cannot tell: whether the key is the right one,
whether somebody rewrote everything with that key, and whether a page really said this when it was captured.
"""

import base64
import binascii
import hashlib
import json
import os
import re
import stat
import sys

HEX64 = re.compile(r"[0-9a-f]{64}\Z")
HEX32 = re.compile(r"[0-9a-f]{32}\Z")
MAX_BUNDLE = 256 * (65535 + 2)
MAX_NOTE = 1 << 20
MAX_PURGE_RECORD = 64 << 20
MAX_MISSING = 1000  # how far a log that claims too many entries is followed past the bundles that are there


class Bad(Exception):
    """What is wrong, in words."""


def sha256(data):
    return hashlib.sha256(data).digest()


# ---------------------------------------------------------------- files: regular ones only, no links followed

class Folder:
    def __init__(self, root):
        self.root = root

    def open(self, path):
        at, facts = self.root, None
        try:
            for step in path.split("/"):
                at = os.path.join(at, step)
                facts = os.lstat(at)
                if stat.S_ISLNK(facts.st_mode):
                    raise Bad("a symbolic link, which is not followed")
            if not stat.S_ISREG(facts.st_mode):
                raise Bad("not a regular file")
            return open(at, "rb")
        except OSError as error:
            raise Bad("missing" if error.errno == 2 else str(error.strerror))

    def pieces(self, path):
        with self.open(path) as file:
            try:
                while piece := file.read(1 << 18):
                    yield piece
            except OSError as error:
                raise Bad(str(error.strerror))

    def read(self, path, limit):
        data = b""
        for piece in self.pieces(path):
            data += piece
            if len(data) > limit:
                raise Bad(f"larger than {limit} bytes")
        return data

    def list(self, path):
        """Names with 'file', 'folder' or 'other', sorted."""
        try:
            if not stat.S_ISDIR(os.lstat(os.path.join(self.root, path)).st_mode):
                raise Bad("not a folder (links are not followed)")
            with os.scandir(os.path.join(self.root, path)) as entries:
                return sorted(
                    (e.name, "file" if e.is_file(follow_symlinks=False) else
                     "folder" if e.is_dir(follow_symlinks=False) else "other") for e in entries)
        except OSError as error:
            raise Bad("missing" if error.errno == 2 else str(error.strerror))


# ---------------------------------------------------------------- ed25519 verification (RFC 8032 section 5.1.7)

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(p, q):  # extended coordinates, RFC 8032 section 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def encode_point(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
IDENTITY = (1).to_bytes(32, "little")


def ed25519_verify(public, message, signature):
    """Strict: canonical encodings only, no key and no R of small order."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = decode_point(public), decode_point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    if IDENTITY in (encode_point(multiply(8, a)), encode_point(multiply(8, r))):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], 1, P - a[3])
    return encode_point(add(multiply(s, BASE), multiply(h, minus_a))) == signature[:32]


# ---------------------------------------------------------------- signed notes, checkpoints, keys

def unbase64(text):
    """Standard base64 with padding, in its one spelling; None otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def valid_name(name):
    return name != "" and not any(c.isspace() or c == "+" or ord(c) < 32 or 127 <= ord(c) < 160 for c in name)


def parse_note(data):
    """The text and its signatures [(name, key id, signature)]."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("not a text")
    if any(ord(c) < 32 and c != "\n" for c in whole) or "\n\n" not in whole or not whole.endswith("\n"):
        raise Bad("not a signed note")
    end = whole.rindex("\n\n") + 1
    text, lines = whole[:end], whole[end + 1:]
    signatures = []
    for line in lines[:-1].split("\n"):
        parts = line.split(" ")
        data = unbase64(parts[2]) if len(parts) == 3 else None
        if data is None or parts[0] != "\u2014" or not valid_name(parts[1]) or len(data) < 5:
            raise Bad("a malformed signature line")
        signatures.append((parts[1], data[:4], data[4:]))
    return text, signatures


def parse_checkpoint(text):
    lines = text.split("\n")
    if len(lines) < 4 or "" in lines[:-1]:
        raise Bad("not a checkpoint")
    origin, size, root = lines[0], lines[1], unbase64(lines[2])
    if not re.match(r"(0|[1-9][0-9]*)\Z", size, re.ASCII) or int(size) >= 1 << 64 or root is None or len(root) != 32:
        raise Bad("not a checkpoint")
    return origin, int(size), root


def parse_key(text):
    """(name, key id, public key) of a verifier key."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not valid_name(parts[0]):
        raise Bad("not a verifier key")
    name, stated, key = parts[0], parts[1], unbase64(parts[2])
    if key is None or len(key) != 33 or key[0] != 1:
        raise Bad("not an ed25519 verifier key")
    key_id = sha256(name.encode() + b"\n" + key)[:4]
    if stated != key_id.hex():
        raise Bad("the id of the verifier key does not fit it")
    return name, key_id, key[1:]


# ---------------------------------------------------------------- entries

KINDS = "case preserve sight survey find attempt judge purge fixity publish key".split()


def no_float(_):
    raise ValueError("a number that is not an integer")


def unique(pairs):
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member twice")
    return dict(pairs)


def is_hash(value):
    return isinstance(value, str) and HEX64.match(value) is not None


def is_number(value):
    return type(value) is int and 0 <= value < 1 << 53


def is_text(value):
    return isinstance(value, str)


def is_case_id(value):
    return isinstance(value, str) and HEX32.match(value) is not None


def hashes(value):
    return isinstance(value, list) and value != [] and all(map(is_hash, value))


def shape(**members):
    return lambda value: isinstance(value, dict) and value.keys() == members.keys() and all(
        test(value[name]) for name, test in members.items())


MEMBERS = {
    "analyser": is_text, "version": is_text, "params": is_hash, "inputs": hashes, "withheld": hashes,
    "kind": lambda value: value in KINDS, "v": lambda value: type(value) is int and value == 1,
    "record": shape(count=is_number, sha256=is_hash, size=is_number),
    "private": shape(at=is_number, record=is_hash, sha256=is_hash),
    "case": shape(id=is_case_id, key=is_text, toml=is_hash), "key": shape(key=is_text, signature=is_text),
}


def parse_entry(data):
    try:
        header = json.loads(data.decode("utf-8"), parse_float=no_float, parse_constant=no_float,
                            object_pairs_hook=unique)
        canonical = json.dumps(header, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Bad(f"not an entry header: {error}")
    if not isinstance(header, dict) or not {"kind", "v"} <= header.keys():
        raise Bad("not an entry header")
    for name, value in header.items():
        if name not in MEMBERS or not MEMBERS[name](value):
            raise Bad(f"the member {name} is not as it should be")
    kind, runs = header["kind"], header["kind"] in ("find", "attempt")
    rules = [canonical == data, ("case" in header) == (kind == "case"), ("key" in header) == (kind == "key"),
             "withheld" not in header or kind == "purge", kind != "find" or "record" in header,
             kind not in ("preserve", "sight") or len(header.get("inputs", [])) == 1,
             all((name in header) == runs for name in ("analyser", "version", "params"))]
    if not all(rules):
        raise Bad(f"breaks a rule for entries of kind {kind}, or is not in canonical form")
    return header


# ---------------------------------------------------------------- tiles (C2SP tlog-tiles)

def tile_path(level, index, width):
    number = f"{index % 1000:03}"
    while index := index // 1000:
        number = f"x{index % 1000:03}/{number}"
    return f"tile/{level}/{number}" + ("" if width == 256 else f".p/{width}")


def parse_tile_path(path):
    match = re.match(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?\Z", path, re.ASCII)
    if not match:
        return None
    level = match[1] if match[1] == "entries" else int(match[1])
    index, width = int(match[2].replace("x", "").replace("/", "")), int(match[3] or 256)
    if level != "entries" and level >= 64 or index >= 1 << 64 or not 0 < width <= 256:
        return None
    return (level, index, width) if tile_path(level, index, width) == path else None


def needed(level, index, size):
    """Width of this tile in a log of `size` entries; 0 if it has none."""
    nodes = size >> (0 if level == "entries" else 8 * level)
    return max(0, min(256, nodes - 256 * index))


def split_bundle(data, width):
    entries, at = [], 0
    for _ in range(width):
        end = at + 2 + int.from_bytes(data[at:at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise Bad("ends within an entry")
        entries.append(data[at + 2:end])
        at = end
    if at != len(data):
        raise Bad("has bytes after its last entry")
    return entries


def leaf_hash(entry):
    return sha256(b"\0" + entry)


def tree_root(nodes):
    """RFC 6962 MTH over leaf hashes or over roots of equally large full trees."""
    if not nodes:
        return sha256(b"")
    while len(nodes) > 1:
        odd = nodes[len(nodes) & ~1:]
        nodes = [sha256(b"\1" + nodes[i] + nodes[i + 1]) for i in range(0, len(nodes) - 1, 2)] + odd
    return nodes[0]


# ---------------------------------------------------------------- the checks

class Case:
    def __init__(self, root):
        self.folder = Folder(root)
        self.faults = {"bytes": [], "records": [], "log": [], "signature": []}
        self.gone = {name: [] for name in self.faults}  # purged files: no fault, named all the same
        self.complete = False       # every entry under the checkpoint was read
        self.opening = None         # what entry 0 says
        self.items, self.records = {}, {}   # hash -> {"withheld": bool, "size", "count" where stated}
        self.lines = {}             # hash of a private record -> [[line number, commitment, withheld]]
        self.rotations = []         # (entry number, what it says)

    def fault(self, check, path, what):
        self.faults[check].append(f"{path}: {what}".encode("utf-8", "backslashreplace").decode())

    def check_log(self):
        tiles = self.list_log("log")
        try:
            text, self.signatures = parse_note(self.folder.read("log/checkpoint", MAX_NOTE))
            self.text = text
            origin, size, root = parse_checkpoint(text)
        except Bad as why:
            self.fault("log", "log/checkpoint", why)
            self.text = None
            return
        self.size = size
        self.complete = size > 0
        bundles = -(-size // 256)
        here = sum(1 for tile in tiles if tile[0] == "entries")
        leaves, gap = [], bundles > here + MAX_MISSING
        if gap:
            self.fault("log", "log/checkpoint", "speaks of far more entries than there are")
            self.complete = False
        for index in range(min(bundles, here + MAX_MISSING)):
            width = needed("entries", index, size)
            mine, stated = self.read_bundle(index, width), self.read_hashes(0, index, width)
            if mine is None and stated is None:
                gap = True
                continue
            if mine is not None and stated is not None and mine != stated:
                self.fault("log", f"log/{tile_path(0, index, width)}",
                           f"and log/{tile_path('entries', index, width)} do not fit each other")
            leaves.extend(stated if mine is None else mine)
        if not gap:
            if tree_root(leaves) != root:
                self.fault("log", "log/checkpoint", "its root is not that of the entries here")
            level, nodes = 1, [tree_root(leaves[i:i + 256]) for i in range(0, len(leaves) - 255, 256)]
            while nodes:
                for index in range(-(-len(nodes) // 256)):
                    computed = nodes[256 * index:256 * index + 256]
                    stated = self.read_hashes(level, index, len(computed))
                    if stated is not None and stated != computed:
                        path = f"log/{tile_path(level, index, len(computed))}"
                        self.fault("log", path, "does not follow from the entries")
                level, nodes = level + 1, [tree_root(nodes[i:i + 256]) for i in range(0, len(nodes) - 255, 256)]
        self.check_leftovers(tiles)
        if self.opening is None:
            self.fault("log", f"log/{tile_path('entries', 0, needed('entries', 0, size) or 1)}", "does not open a case")
            return
        if origin != "exhibit/" + self.opening["id"]:
            self.fault("log", "log/checkpoint", "is of another log")
        try:
            found = hashlib.sha256()
            for piece in self.folder.pieces("case.toml"):
                found.update(piece)
            if found.hexdigest() != self.opening["toml"]:
                self.fault("log", "case.toml", "is not the file that entry 0 names by its hash")
        except Bad as why:
            self.fault("log", "case.toml", why)

    def list_log(self, path, depth=0):
        tiles = set()
        try:
            names = self.folder.list(path)
        except Bad as why:
            self.fault("log", path, why)
            return tiles
        for name, sort in names:
            below = f"{path}/{name}"
            tile = parse_tile_path(below[4:])
            if sort == "folder" and depth < 12:
                tiles |= self.list_log(below, depth + 1)
            elif sort == "file" and tile:
                tiles.add(tile)
            elif sort != "file" or below != "log/checkpoint":
                self.fault("log", below, "does not belong in a log")
        return tiles

    def read_bundle(self, index, width):
        """Leaf hashes of a bundle whose entries are taken in; None if it cannot be read."""
        path = f"log/{tile_path('entries', index, width)}"
        try:
            entries = split_bundle(self.folder.read(path, MAX_BUNDLE), width)
        except Bad as why:
            self.fault("log", path, why)
            self.complete = False
            return None
        for number, entry in enumerate(entries, 256 * index):
            try:
                self.take(number, parse_entry(entry), path)
            except Bad as why:
                self.fault("log", path, f"entry {number}: {why}")
                self.complete = False
        return [leaf_hash(entry) for entry in entries]

    def read_hashes(self, level, index, width):
        path = f"log/{tile_path(level, index, width)}"
        try:
            data = self.folder.read(path, 32 * 256)
            if len(data) != 32 * width:
                raise Bad("has the wrong length")
            return [data[i:i + 32] for i in range(0, len(data), 32)]
        except Bad as why:
            self.fault("log", path, why)
            return None

    def check_leftovers(self, tiles):
        """Partial files of earlier sizes, and files past the checkpoint, must agree with what is needed now."""
        for level, index, width in tiles:
            now = needed(level, index, self.size)
            if now == width:
                continue
            path = f"log/{tile_path(level, index, width)}"
            try:
                data = self.folder.read(path, MAX_BUNDLE)
                if level == "entries":
                    split_bundle(data, width)
                elif len(data) != 32 * width:
                    raise Bad("has the wrong length")
            except Bad as why:
                self.fault("log", path, why)
                continue
            try:
                present = self.folder.read(f"log/{tile_path(level, index, now)}", MAX_BUNDLE) if now else b""
            except Bad:
                continue  # named already
            if not (present.startswith(data) if now > width else data.startswith(present)):
                self.fault("log", path, "is not of this log")

    def take(self, number, header, path):
        """What one entry says should be in the folder."""
        kind = header["kind"]
        if (kind == "case") != (number == 0):
            self.fault("log", path, f"entry {number}: a case opens once, at entry 0")
        if record := header.get("record"):
            before = self.records.get(record["sha256"], {})
            now = {"withheld": False, "size": record["size"], "count": record["count"]}
            if "size" in before and (before["size"], before["count"]) != (now["size"], now["count"]):
                self.fault("log", path, f"entry {number} contradicts an earlier one about a record")
            self.records[record["sha256"]] = now
        if private := header.get("private"):
            self.records.setdefault(private["record"], {})["withheld"] = False
            self.lines.setdefault(private["record"], []).append([private["at"], private["sha256"], False])
        if kind == "case" and number == 0:
            self.opening = header["case"]
        elif kind == "preserve":
            self.items[header["inputs"][0]] = {"withheld": False}
        elif kind == "key":
            self.rotations.append((path, header["key"]))
        elif kind == "purge":
            self.purge(header)

    def purge(self, header):
        for item in header.get("inputs", []):
            if item in self.items:
                self.items[item] = {"withheld": True}
        for record in header.get("withheld", []):
            self.records[record] = {"withheld": True}
        if "record" not in header:
            return
        name = header["record"]["sha256"]
        try:
            data = self.folder.read(f"records/{name[:2]}/{name}", MAX_PURGE_RECORD)
        except Bad:
            return  # the check of records names it
        if sha256(data).hex() != name:
            return
        for line in data.split(b"\n"):
            try:
                said = json.loads(line.decode("utf-8"))
            except (ValueError, RecursionError):
                continue
            if not isinstance(said, dict) or said.get("line") != "rewritten":
                continue
            old, new, withheld = said.get("old"), said.get("new"), said.get("withheld")
            if not is_hash(old) or not is_hash(new) or not isinstance(withheld, list) or not all(map(is_number, withheld)):
                continue
            lines = self.lines.pop(old, [])
            self.records[old], self.records[new] = {"withheld": True}, {"withheld": False}
            self.lines.setdefault(new, []).extend([at, hash_, gone or at in withheld] for at, hash_, gone in lines)

    def check_shelf(self, check, shelf, expected):
        """Every file is what its name says, everything expected is there, nothing else but whole files is."""
        met = set()
        try:
            prefixes = self.folder.list(shelf)
        except Bad as why:
            prefixes = []
            if str(why) != "missing":
                self.fault(check, shelf, why)
        for prefix, sort in prefixes:
            path = f"{shelf}/{prefix}"
            if sort != "folder" or not re.match(r"[0-9a-f]{2}\Z", prefix):
                self.fault(check, path, "does not belong here")
                continue
            try:
                names = self.folder.list(path)
            except Bad as why:
                self.fault(check, path, why)
                continue
            for name, sort in names:
                if sort == "file" and HEX64.match(name) and name.startswith(prefix):
                    met.add(name)
                    self.check_file(check, f"{path}/{name}", name, expected.get(name))
                else:
                    self.fault(check, f"{path}/{name}", "does not belong here")
        for name, said in expected.items():
            if said["withheld"]:
                self.gone[check].append(f"{shelf}/{name[:2]}/{name}: withheld, hash only")
            elif name not in met:
                self.fault(check, f"{shelf}/{name[:2]}/{name}", "missing")

    def check_file(self, check, path, name, said):
        whole, line, size, at, length = hashlib.sha256(), hashlib.sha256(), 0, 0, 0
        wanted = {}
        if check == "records":
            for number, commitment, withheld in self.lines.get(name, []):
                wanted.setdefault(number, []).append((commitment, withheld))
        wrong = []
        try:
            for piece in self.folder.pieces(path):
                whole.update(piece)
                size += len(piece)
                if check != "records":
                    continue
                *ended, rest = piece.split(b"\n")
                for text, ends in [(text, True) for text in ended] + [(rest, False)]:
                    length += len(text)
                    line.update(text)
                    if ends:
                        for commitment, withheld in wanted.pop(at, []):
                            if length > 0 if withheld else line.hexdigest() != commitment:
                                wrong.append(f"its line {at} is not as committed to")
                        at, length, line = at + 1, 0, hashlib.sha256()
        except Bad as why:
            self.fault(check, path, why)
            return
        if whole.hexdigest() != name:
            self.fault(check, path, "its bytes do not hash to its name")
        elif said is None:
            return  # whole, though no entry names it: no fault
        elif said["withheld"]:
            self.fault(check, path, "purged, and still here")
        elif said.get("size", size) != size or said.get("count", at) != at:
            self.fault(check, path, "has another size or number of lines than the log says")
        else:
            if length:
                wrong.append("its last line does not end")
            wrong += [f"has no line {number}" for number in wanted] if check == "records" else []
            for what in wrong:
                self.fault(check, path, what)

    def check_signature(self):
        """False where the question cannot be asked."""
        if self.text is None or self.opening is None:
            return False
        first = f"log/{tile_path('entries', 0, needed('entries', 0, self.size))}"
        name, key = "exhibit/" + self.opening["id"], None
        for path, text, signature in [(first, self.opening["key"], None)] + [
                (path, said["key"], said["signature"]) for path, said in self.rotations]:
            try:
                new = parse_key(text)
                if new[0] != name:
                    raise Bad("names a key of another log")
                if signature is not None:
                    signed = f"exhibit key rotation\n{self.opening['id']}\n{text}\n".encode()
                    data = unbase64(signature)
                    if data is None or data[:4] != key[1] or not ed25519_verify(key[2], signed, data[4:]):
                        raise Bad("names a key that was not handed over to")
                key = new
            except Bad as why:
                self.fault("signature", path, why)
                break
        if key is not None:
            own = [s[2] for s in self.signatures if (s[0], s[1]) == (key[0], key[1])]
            if not own or not all(ed25519_verify(key[2], self.text.encode(), s) for s in own):
                self.fault("signature", "log/checkpoint", "is not signed by the case's key")
        return True

    def check(self):
        self.check_log()
        self.check_shelf("bytes", "originals", self.items)
        self.check_shelf("records", "records", self.records)
        asked = {"bytes": self.complete, "records": self.complete, "log": True, "signature": self.check_signature()}
        for name, faults in self.faults.items():
            print(f"{name}: {'fails' if faults else 'holds' if asked[name] else 'not available'}")
            for fault in sorted(faults)[:1000]:
                print(f"  {fault}")
            for gone in sorted(self.gone[name])[:1000]:
                print(f"  {gone}")
        return not any(self.faults.values())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(0 if Case(sys.argv[1]).check() else 1)
