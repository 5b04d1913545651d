"""A second verifier of an organisation's log, written from server/ledger/leaf.hpp and RFC 9162 alone: it shares nothing with
the program but SHA-256, so that an error in one of them shows as a disagreement.

Usage: verify_log.py FILE    prints "sound SIZE ROOT" or "fault SEQUENCE"
"""
import hashlib
import sqlite3
import struct
import sys


def sha256(data):
    return hashlib.sha256(data).digest()


def field(data):
    return struct.pack("<I", len(data)) + data


def leaf_hash(tenant, sequence, at, actor, authority, key, command_hash, kind, attachments, payload):
    return sha256(b"\0" + field(tenant) + field(struct.pack("<Q", sequence)) + field(struct.pack("<q", at)) + field(actor)
                  + field(authority.encode()) + field(key) + field(command_hash) + field(struct.pack("<I", kind))
                  + field(attachments) + field(payload))


def root_of(peaks):
    """The root from perfect subtrees given as (size, hash), largest first."""
    if not peaks:
        return sha256(b"")
    root = peaks[-1][1]
    for _, left in reversed(peaks[:-1]):
        root = sha256(b"\1" + left + root)
    return root


def add(peaks, leaf):
    peaks.append((1, leaf))
    while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
        (size, right), (_, left) = peaks.pop(), peaks.pop()
        peaks.append((2 * size, sha256(b"\1" + left + right)))


def verify(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tenant = database.execute("SELECT id FROM tenant").fetchone()[0]
    blobs = dict(database.execute("SELECT hash, content FROM blob"))
    events = database.execute("SELECT sequence, at, actor, authority, key, command_hash, type, attachments, payload, leaf_hash "
                              "FROM event ORDER BY sequence").fetchall()
    receipts = database.execute("SELECT first_sequence, event_count, tree_size, root, key, command_hash FROM receipt "
                                "ORDER BY tree_size").fetchall()
    peaks, done, last_at, used = [], 0, -2**63, set()
    for first, count, size, root, key, command_hash in receipts:
        if first != done + 1 or count < 1 or size != done + count or key in used:
            return f"fault {done + 1}"
        used.add(key)
        for number in range(first, size + 1):
            if number > len(events):
                return f"fault {done + 1}"
            *event, stored = events[number - 1]
            attachments = event[7]
            hashes = [attachments[i:i + 32] for i in range(0, len(attachments), 32)]
            if (event[0] != number or event[1] < last_at or leaf_hash(tenant, *event) != stored
                    or any(sha256(blobs.get(h, b"missing")) != h for h in hashes)):
                return f"fault {number}"
            if event[4] != key or event[5] != command_hash:
                return f"fault {first}"
            last_at = event[1]
            add(peaks, stored)
        if root_of(peaks) != root:
            return f"fault {first}"
        done = size
    if done != len(events):
        return f"fault {done + 1}"
    return f"sound {done} {root_of(peaks).hex()}"


if __name__ == "__main__":
    print(verify(sys.argv[1]))
