"""Vectors of receipts: section 6.4."""

from base64 import b64decode, b64encode

from reference import build, ed25519
from reference.canonical import sha256_hex
from reference.keys import make_ring, strict_base64, verify_receipt
from reference.refusal import JSON, Refused, Tree
from reference.timestamps import instant

from .form import Vectors, patch
from .key_base import KEYS, OTHER, PUBLISHED, TEST
from .published import published


def receipt_vectors() -> Vectors:
    digest = sha256_hex(b"what is signed")
    base = build.receipt(digest)
    window = KEYS["window"]
    file = Vectors(
        "receipts",
        "Verify a receipt over a canonical hash under the keys that the test names.",
        bases={"receipt": base},
        keys=KEYS,
        defaults={"keys": ["test"], "canonical_sha256": digest},
    )
    group = file.group("verify", "6.4", "verify_receipt", "The first error that applies, or none.")

    def add(
        name: str,
        comment: str,
        tree: Tree,
        rule: str,
        *flags: str,
        keys: tuple[str, ...] = ("test",),
        hashed: str = digest,
        at: str | None = None,
    ) -> None:
        given: Tree = {"base": "receipt", "patch": patch(base, tree)}
        if keys != ("test",):
            given["keys"] = [*keys]
        if hashed != digest:
            given["canonical_sha256"] = hashed
        if at is not None:
            given["at"] = at
        ring = make_ring(KEYS[key] for key in keys)
        try:
            from reference.forms import RECEIPT

            RECEIPT(tree, "")
            verify_receipt(tree, hashed, ring, instant(at) if at else None)
        except Refused as refused:
            assert rule, name
            group.add(name, comment, given, None, *flags, error=refused.code, rule=f"6.4/{rule}" if rule.isdigit() else rule)
            return
        assert not rule, name
        group.add(name, comment, given, {"verified": True}, *flags, rule="6.4")

    def put(**members: JSON) -> Tree:
        return {**base, **members}

    signature = base["signature_b64"]
    other = build.receipt(digest, build.OTHER_SEED, OTHER)
    raw = b64decode(signature)
    over_hex = b64encode(ed25519.sign(build.SEED, digest.encode())).decode()
    malleable = b64encode(raw[:32] + (int.from_bytes(raw[32:], "little") + ed25519.L).to_bytes(32, "little")).decode()
    another = sha256_hex(b"another")
    add("valid", "Under the test key.", base, "")
    add("valid-two-keys", "Two keys in the ring.", base, "", keys=("test", "other"))
    add("other-dates", "Dates are not signed.", put(signed_at="2020-01-01T00:00:00Z"), "", "Forgery")
    add(
        "other-words",
        "Unknown words are accepted.",
        put(signature_status="x", kind="y", receipt_version="9"),
        "",
        "UnknownMember",
    )
    add("unknown-member", "An unknown member.", put(added=[None]), "", "UnknownMember")
    add("other-hash", "The receipt of another hash.", put(canonical_sha256=another), "1")
    add("other-expected-hash", "Another hash is expected.", base, "1", hashed=another)
    add("hash-upper", "The expected hash in upper case.", base, "1", "OneSpelling", hashed=digest.upper())
    add("revoked", "A revoked key.", base, "2", keys=("revoked",))
    add(
        "revoked-other-fingerprint",
        "A revoked key comes before a wrong fingerprint.",
        put(public_key_fingerprint="0" * 32),
        "2",
        keys=("revoked",),
    )
    add("unknown-key", "A key that is not in the ring.", base, "3", keys=("other",))
    add("key-id-case", "The key id in another case.", put(key_id=TEST.key_id.upper()), "3", "OneSpelling")
    add("empty-ring", "No keys.", base, "3", keys=())
    add("other-fingerprint", "The fingerprint of another key.", put(public_key_fingerprint=OTHER.fingerprint), "4")
    add("other-id", "The id of another key of the ring.", put(key_id="other"), "4", "Forgery", keys=("test", "other"))
    add("impostor", "Another key under the id.", base, "4", "Forgery", keys=("impostor",))
    for name, at, rule in (
        ("window-first", "2026-05-01T00:00:00Z", ""),
        ("window-last", "2026-06-30T23:59:59Z", ""),
        ("window-before", "2026-04-30T23:59:59.999999Z", "5"),
        ("window-after", "2026-06-30T23:59:59.000001+00:00", "5"),
    ):
        add(name, f"At {at}.", base, rule, "EdgeValue", keys=("window",), at=at)
    add("window-no-at", "Without an instant, the window is not examined.", base, "", keys=("window",))
    add("no-window", "An instant, and a key without a window.", base, "", at="1970-01-01T00:00:00Z")
    add("algorithm-case", "The algorithm in another case.", put(algorithm="Ed25519"), "6", "OneSpelling")
    add("algorithm-other", "Another algorithm.", put(algorithm="none"), "6", "Forgery")
    add("message-other", "Another signed message.", put(signed_message="canonical_sha256_hex"), "6")
    add(
        "window-before-algorithm",
        "The window comes before the algorithm.",
        put(algorithm="x"),
        "5",
        keys=("window",),
        at="2030-01-01T00:00:00Z",
    )
    for name, length in (("0", 0), ("63", 63), ("65", 65), ("32", 32)):
        text = b64encode((raw + b"\0")[:length]).decode()
        add(f"bytes-{name}", f"A signature of {length} bytes.", put(signature_b64=text), "7", "EdgeValue")
    add("over-hex", "A signature over the hex digits.", put(signature_b64=over_hex), "8")
    add("other-signature", "The signature of another key.", put(signature_b64=other["signature_b64"]), "9", "Forgery")
    add("malleable", "S plus the order of the group.", put(signature_b64=malleable), "9", "Signature")
    add("zeros", "A signature of zeros.", put(signature_b64=b64encode(bytes(64)).decode()), "9", "Forgery")
    add("no-padding", "Base64 without padding.", put(signature_b64=signature.rstrip("=")), "7.2", "OneSpelling")
    add("url-base64", "Base64 with another alphabet.", put(signature_b64="-" + signature[1:]), "7.2", "OneSpelling")
    spare = signature[:85] + chr(ord(signature[85]) + 1) + "=="
    assert strict_base64(spare) is None
    add("spare-bits", "Base64 with spare bits.", put(signature_b64=spare), "7.2", "OneSpelling")
    add("base64-line-feed", "Base64 with a line feed.", put(signature_b64=signature + "\n"), "7.2", "LineFeed")
    add("receipt-hash-upper", "A hash in upper case.", put(canonical_sha256=digest.upper()), "7.2", "OneSpelling")
    published_group = file.group("published", "6.4", "verify_receipt", "Published signatures in receipts.")
    for row in published("signatures"):
        if row["of"] == "canonical_sha256":
            tree = put(
                canonical_sha256=row["sha256"],
                signature_b64=row["signature_b64"],
                key_id=PUBLISHED.key_id,
                public_key_fingerprint=PUBLISHED.fingerprint,
            )
            given = {"base": "receipt", "patch": patch(base, tree), "keys": ["published"], "canonical_sha256": row["sha256"]}
            published_group.add(
                row["pith_number"][10:18].lower(), row["pith_number"], given, {"verified": True}, "Published", rule="6.4"
            )
    assert window.not_after is not None
    return file
