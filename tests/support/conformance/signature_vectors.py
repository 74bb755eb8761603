"""Vectors of signatures: section 6.1."""

from base64 import b64decode
from hashlib import sha512

from reference import build, ed25519

from .form import Vectors
from .key_base import OTHER, PUBLISHED, TEST
from .published import published


def signature_vectors() -> Vectors:
    file = Vectors("ed25519", "Signatures by the criteria of section 6.1. Key, message and signature are hex.")
    group = file.group("verify", "6.1", "verify_signature", "Whether a signature is valid; a key that is none is refused.")
    message = b"conformance"
    seed, raw = build.SEED, TEST.raw
    scalar, _ = ed25519._expanded(seed)
    signature = ed25519.sign(seed, message)
    commitment, s = signature[:32], int.from_bytes(signature[32:], "little")

    def add(name: str, comment: str, key: bytes, over: bytes, of: bytes, rule: str, *flags: str) -> None:
        given = {"public_key_hex": key.hex(), "message_hex": over.hex(), "signature_hex": of.hex()}
        if not ed25519.is_key(key):
            group.add(name, comment, given, None, *flags, error="InvalidKey", rule=f"6.1/{rule}")
            return
        group.add(name, comment, given, {"valid": ed25519.is_valid(key, over, of)}, *flags, rule=f"6.1/{rule}")

    def number(value: int) -> bytes:
        return value.to_bytes(32, "little")

    def challenge(of: bytes, key: bytes, over: bytes) -> int:
        return int.from_bytes(sha512(of + key + over).digest(), "little") % ed25519.L

    order = ed25519.L
    add("valid", "A valid signature.", raw, message, signature, "s4")
    add("empty-message", "Over no bytes.", raw, b"", ed25519.sign(seed, b""), "s4")
    add("other-message", "Over another message.", raw, b"another", signature, "s4")
    add("other-key", "Of another key.", OTHER.raw, message, signature, "s4")
    add("bit-in-r", "A bit of R is changed.", raw, message, bytes([signature[0] ^ 1]) + signature[1:], "s4")
    add("bit-in-s", "A bit of S is changed.", raw, message, signature[:32] + bytes([signature[32] ^ 1]) + signature[33:], "s4")
    add("63-bytes", "63 bytes.", raw, message, signature[:-1], "s1")
    add("65-bytes", "65 bytes.", raw, message, signature + b"\0", "s1")
    add(
        "s-plus-l",
        "S plus the order: a second signature from the first.",
        raw,
        message,
        commitment + number(s + order),
        "s1",
        "Signature",
    )
    add("s-is-l", "S is the order.", raw, message, commitment + number(order), "s1", "Signature")
    add("s-greatest", "S has all bits.", raw, message, commitment + b"\xff" * 32, "s1", "Signature")
    add("s-0", "S is 0.", raw, message, commitment + number(0), "s1", "EdgeValue")
    for index, y in enumerate((*ed25519.SMALL_Y, ed25519.P, ed25519.P + 1)):
        for sign in (0, 1):
            small = number(y | sign << 255)
            made = small + number(challenge(small, raw, message) * scalar % order)
            add(f"r-small-{index}-{sign}", "R has small order, and S fits.", raw, message, made, "s2", "SmallOrder", "Signature")
    for index, y in enumerate(ed25519.SMALL_Y):
        small = number(y)
        add(
            f"key-small-{index}",
            "A key of small order: anything can verify.",
            small,
            message,
            number(1) + bytes(32),
            "s3",
            "SmallOrder",
        )
    add("key-noncanonical", "A key with a y of p or more.", number(ed25519.P + 3), message, signature, "s3", "NonCanonical")
    torsion = ed25519._decode(number(ed25519.SMALL_Y[3]))
    assert torsion is not None
    mixed = ed25519.encode(ed25519._add(ed25519._multiple(scalar, ed25519.BASE), torsion))
    nonce = 7
    r = ed25519._multiple(nonce, ed25519.BASE)
    found: dict[bool, bytes] = {}
    for count in range(200):
        over = f"message {count}".encode()
        k = challenge(ed25519.encode(r), mixed, over)
        if (divisible := k % 8 == 0) not in found:
            found[divisible] = over
            made = ed25519.encode(r) + number((nonce + k * scalar) % order)
            comment = "A key with a component of small order; the equation holds " + (
                "exactly." if divisible else "with the cofactor only."
            )
            add(f"key-mixed-{'exact' if divisible else 'cofactor'}", comment, mixed, over, made, "s4", "Signature")
    mixed_r = ed25519.encode(ed25519._add(r, torsion))
    made = mixed_r + number((nonce + challenge(mixed_r, raw, message) * scalar) % order)
    add(
        "r-mixed",
        "R has a component of small order; the equation holds with the cofactor only.",
        raw,
        message,
        made,
        "s4",
        "Signature",
    )
    noncanonical = next(y for y in range(ed25519.P + 2, 2**255) if ed25519._decode(number(y - ed25519.P)) is not None)
    made = number(noncanonical) + number(5)
    add("r-noncanonical", "R has a y of p or more.", raw, message, made, "s4", "NonCanonical")
    group = file.group("published", "6.4", "verify_signature", "Published signatures over the 32 bytes of a hash.")
    for row in published("signatures"):
        given = {
            "public_key_hex": PUBLISHED.raw.hex(),
            "message_hex": row["sha256"],
            "signature_hex": b64decode(row["signature_b64"]).hex(),
        }
        name = row["sha256"][:16]
        group.add(name, f"Over {row['of']}.", given, {"valid": True}, "Published", rule="6.1/s4")
        assert ed25519.is_valid(PUBLISHED.raw, bytes.fromhex(row["sha256"]), b64decode(row["signature_b64"]))
    return file
