"""Vectors of section 6 and 9.4: keys, rings, signatures, receipts, mirror manifests."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime
from hashlib import sha256, sha512

from reference import build, ed25519
from reference.canonical import sha256_hex
from reference.keys import Key, encodings, keys_of_manifest, make_ring, raw_key, strict_base64, verify_receipt
from reference.mirrors import addresses
from reference.numbers import ORIGIN
from reference.refusal import JSON, Refused, Tree
from reference.timestamps import instant

from .form import Vectors, edit, key_tree, patch
from .published import published

TEST, OTHER, PUBLISHED = build.TEST_KEY, build.OTHER_KEY, build.PUBLISHED_KEY
KEYS = {
    "test": TEST,
    "other": OTHER,
    "published": PUBLISHED,
    "revoked": TEST._replace(revoked=True),
    "window": TEST._replace(not_before=datetime(2026, 5, 1, tzinfo=UTC), not_after=datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)),
    "impostor": Key(TEST.key_id, OTHER.raw),
}


def key_vectors() -> list[Vectors]:
    return [_keys(), _signatures(), _receipts(), _manifests()]


def _keys() -> Vectors:
    file = Vectors("keys", "Encodings of public keys, and key rings.", keys=KEYS)
    group = file.group("encodings", "6.2", "key", "The raw key, the fingerprints and the other encodings of a key.")
    for name, key in {"published": PUBLISHED, "test": TEST, "other": OTHER}.items():
        spelled = encodings(key.raw)
        expected = {"fingerprint": key.fingerprint, "fingerprint_b32": key.fingerprint_b32, **spelled}
        for form, text in spelled.items():
            flags = ("Published",) if name == "published" else ()
            group.add(
                f"{name}-{form.replace(':', '-')}", "A key.", {"encoding": form, "text": text}, expected, *flags, rule="6.2"
            )
    _refused_keys(file)
    _rings(file)
    return file


def _refused_keys(file: Vectors) -> None:
    good = encodings(TEST.raw)
    group = file.group("refused", "6.1", "key", "What is no key.")
    spare = good["base64"][:42] + chr(ord(good["base64"][42]) + 1) + "="
    rows: dict[str, tuple[str, str, tuple[str, ...]]] = {
        "hex-upper": ("hex", good["hex"].upper(), ("OneSpelling",)),
        "hex-62": ("hex", good["hex"][:-2], ()),
        "hex-66": ("hex", good["hex"] + "00", ()),
        "hex-line-feed": ("hex", good["hex"] + "\n", ("LineFeed",)),
        "hex-space": ("hex", " " + good["hex"], ()),
        "base64-no-padding": ("base64", good["base64"][:-1], ("OneSpelling",)),
        "base64-spare-bits": ("base64", spare, ("OneSpelling",)),
        "base64-line-feed": ("base64", good["base64"] + "\n", ("LineFeed",)),
        "base64-url": ("base64", "-" + good["base64"][1:], ("OneSpelling",)),
        "base64-short": ("base64", good["base64"][:40], ()),
        "base64-spaces": ("base64", good["base64"][:20] + " " + good["base64"][20:], ("OneSpelling",)),
        "multibase-no-z": ("multibase", good["multibase"][1:], ()),
        "multibase-other-base": ("multibase", "u" + good["multibase"][1:], ()),
        "multibase-zero": ("multibase", "z0" + good["multibase"][2:], ()),
        "multibase-leading-1": ("multibase", "z1" + good["multibase"][1:], ("OneSpelling",)),
        "multibase-cut": ("multibase", good["multibase"][:-1], ()),
        "multibase-line-feed": ("multibase", good["multibase"] + "\n", ("LineFeed",)),
        "multibase-x25519": ("multibase", encodings_with(b"\xec\x01", TEST.raw), ()),
        "did-fragment": ("did:key", good["did:key"] + "#" + good["multibase"], ()),
        "did-upper": ("did:key", "DID:KEY:" + good["multibase"], ()),
        "did-method": ("did:key", "did:web:" + good["multibase"], ()),
        "did-line-feed": ("did:key", good["did:key"] + "\n", ("LineFeed",)),
        "did-bare": ("did:key", good["multibase"], ()),
    }
    for name, (form, text, flags) in rows.items():
        group.add(name, "Another spelling.", {"encoding": form, "text": text}, None, *flags, error="InvalidKey", rule="6.2")
    p = ed25519.P
    for y in (p, p + 1, p + 2, p + 3, p + 18):
        raw = y.to_bytes(32, "little")
        group.add(f"y-p-plus-{y - p}", "A y of p or more.", _hexed(raw), None, "NonCanonical", error="InvalidKey", rule="6.1/2")
    for index, y in enumerate(ed25519.SMALL_Y):
        for sign in (0, 1):
            raw = (y | sign << 255).to_bytes(32, "little")
            group.add(f"small-{index}-{sign}", "Small order.", _hexed(raw), None, "SmallOrder", error="InvalidKey", rule="6.1/3")
    off = next(y for y in range(2, 99) if not ed25519.is_key(y.to_bytes(32, "little")))
    group.add("off-curve", "No point of the curve.", _hexed(off.to_bytes(32, "little")), None, error="InvalidKey", rule="6.1/4")
    for name, (form, text, _) in rows.items():
        _assert_refused(form, text, name)


def _assert_refused(form: str, text: str, name: str) -> None:
    try:
        raw_key(form, text)
    except Refused:
        return
    raise AssertionError(name)


def encodings_with(prefix: bytes, raw: bytes) -> str:
    """The multibase form of a key of another kind."""
    from reference.keys import _to_base58

    return "z" + _to_base58(prefix + raw)


def _hexed(raw: bytes) -> Tree:
    return {"encoding": "hex", "text": raw.hex()}


def _rings(file: Vectors) -> None:
    group = file.group("rings", "6.3", "key_ring", "Rings that contradict themselves are refused.")
    test = key_tree(TEST)
    window = key_tree(KEYS["window"])
    rows: dict[str, tuple[str, list[Tree]]] = {
        "two": ("", [test, key_tree(OTHER)]),
        "same-twice": ("", [test, test]),
        "one-raw-two-ids": ("", [test, {**test, "key_id": "second"}]),
        "empty": ("", []),
        "instant": ("", [{**test, "not_before": "2026-06-01T00:00:00Z", "not_after": "2026-06-01T00:00:00Z"}]),
        "no-id": ("1", [{**test, "key_id": ""}]),
        "window-reversed": ("1", [{**test, "not_before": "2026-06-02T00:00:00Z", "not_after": "2026-06-01T00:00:00Z"}]),
        "one-id-two-keys": ("2", [test, {**key_tree(OTHER), "key_id": TEST.key_id}]),
        "one-id-two-windows": ("2", [test, window]),
        "one-id-revoked-once": ("2", [test, {**test, "revoked": True}]),
        "one-raw-two-windows": ("3", [test, {**window, "key_id": "second"}]),
        "one-raw-revoked-once": ("3", [test, {**test, "key_id": "second", "revoked": True}]),
    }
    for name, (rule, keys) in rows.items():
        try:
            make_ring(_key(tree) for tree in keys)
        except Refused as refused:
            assert rule, name
            group.add(name, "A ring.", {"ring": keys}, None, error=refused.code, rule=f"6.3/{rule}")
        else:
            assert not rule, name
            group.add(name, "A ring.", {"ring": keys}, {"key_ids": sorted({key["key_id"] for key in keys})}, rule="6.3")


def _key(tree: Tree) -> Key:
    dates = [instant(tree[name]) if name in tree else None for name in ("not_before", "not_after")]
    return Key(tree["key_id"], bytes.fromhex(tree["public_key_hex"]), dates[0], dates[1], tree.get("revoked", False))


def _signatures() -> Vectors:
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


def _receipts() -> Vectors:
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


def _manifests() -> Vectors:
    base = build.manifest()
    suffix = build.record()["pith_number"][10:]
    number = build.record()["pith_number"]
    file = Vectors(
        "manifests",
        "Mirror manifests: addresses and keys. Manifests have no checks.",
        bases={"manifest": base},
        keys=KEYS,
        defaults={"keys": ["test"], "pith_number": number},
    )
    addresses_group = file.group("addresses", "9.4", "mirror_addresses", "The three addresses of a number at each mirror.")
    mirror = "/mirrors/0/"

    def add_addresses(name: str, changes: Tree, *flags: str) -> None:
        tree = edit(base, {mirror + member: value for member, value in changes.items()})
        given = {"base": "manifest", "patch": patch(base, tree)}
        try:
            expected = {"addresses": [addresses(one, suffix) for one in tree["mirrors"]]}
        except Refused as refused:
            addresses_group.add(name, f"{changes}".replace("'", ""), given, None, *flags, error=refused.code, rule="9.4")
            return
        addresses_group.add(
            name, f"{changes}".replace("'", "") if changes else "As published.", given, expected, *flags, rule="9.4"
        )

    bases = {
        "path": "https://mirror.example/a/b",
        "path-slash": "https://mirror.example/a/b/",
        "port": "https://mirror.example:8443",
        "port-long": "https://mirror.example:123456",
        "upper": "https://Mirror.Example",
        "http": "http://pith.science",
        "scheme-upper": "HTTPS://pith.science",
        "user": "https://pith.science@mirror.example",
        "two-slashes": "https://mirror.example//a",
        "two-slashes-end": "https://mirror.example/a//",
        "dot-segment": "https://mirror.example/a/../b",
        "dot-end": "https://mirror.example/..",
        "dots-in-segment": "https://mirror.example/..a",
        "percent": "https://mirror.example/%61",
        "query": "https://mirror.example/?a",
        "fragment": "https://mirror.example/#a",
        "ipv6": "https://[::1]",
        "underscore": "https://a_b.example",
        "hyphen": "https://-a.example",
        "dot-host": "https://mirror.example.",
        "line-feed": "https://mirror.example\n",
        "empty": "",
        "relative": "/mirror",
        "unicode": "https://m\u00efrror.example",
        "backslash": "https://mirror.example\\a",
    }
    add_addresses("published", {})
    for name, text in bases.items():
        add_addresses(f"base-{name}", {"base_url": text}, "Address")
    patterns = {
        "relative": "b/{suffix}",
        "whole": f"{ORIGIN}/x/{{suffix}}",
        "whole-other-host": "https://mirror.example/{suffix}",
        "whole-host-prefix": f"{ORIGIN}.example/{{suffix}}",
        "twice": "/{suffix}/{suffix}",
        "query": "/b?s={suffix}&a=b",
        "query-slash": "/b?s={suffix}/a",
        "query-alone": "?s={suffix}",
        "none": "/pith/state.json",
        "other-brace": "/pith/{suffix}/{number}",
        "protocol-relative": "//mirror.example/{suffix}",
        "up": "/pith/../{suffix}",
        "dot": "/./{suffix}",
        "fragment": "/{suffix}#a",
        "percent": "/%7Bsuffix%7D/{suffix}",
        "space": "/a b/{suffix}",
        "line-feed": "/{suffix}\n",
        "at": "@mirror.example/{suffix}",
        "colon": "/a:b/{suffix}",
        "empty": "",
        "suffix-upper": "/{SUFFIX}",
        "tilde": "/~a/{suffix}",
        "empty-segment": "/a//{suffix}",
    }
    for name, text in patterns.items():
        add_addresses(f"pattern-{name}", {"bundle_pattern": text}, "Address")
    for member in ("state_pattern", "well_known_pattern"):
        add_addresses(f"{member.replace('_', '-')}-up", {member: "/../{suffix}"}, "Address")
    _manifest_keys(file, base)
    return file


def _manifest_keys(file: Vectors, base: Tree) -> None:
    group = file.group("keys", "9.4", "manifest_keys", "The keys of the caller's ring that a manifest has, and new keys.")
    mirror_key = "/mirrors/0/public_key/"
    own = base["mirrors"][0]["public_key"]
    foreign = build.manifest(OTHER)["mirrors"][0]["public_key"]

    def add(name: str, comment: str, tree: Tree, *flags: str, keys: tuple[str, ...] = ("test",)) -> None:
        given: Tree = {"base": "manifest", "patch": patch(base, tree)}
        if keys != ("test",):
            given["keys"] = [*keys]
        try:
            trusted, new = keys_of_manifest(tree, make_ring(KEYS[key] for key in keys))
        except Refused as refused:
            group.add(name, comment, given, None, *flags, error=refused.code, rule="9.4")
            return
        expected = {"trusted": [key_tree(key) for key in trusted], "new": [key_tree(key) for key in new]}
        group.add(name, comment, given, expected, *flags, rule="9.4")

    def put(**members: JSON) -> Tree:
        return edit(base, {mirror_key + member: value for member, value in members.items()})

    add("known", "A key of the ring.", base)
    add("known-window", "The window is that of the ring.", base, keys=("window",))
    add("known-revoked", "The flag is that of the ring.", base, "Forgery", keys=("revoked",))
    add("new", "A key that the ring does not have.", base, keys=("other",))
    add("algorithm-upper", "The algorithm in another case.", put(algorithm="ED25519"))
    add("algorithm-other", "Another algorithm.", put(algorithm="ed448"))
    add("format-upper", "The format in another case.", put(format="Raw"))
    add("no-id", "An empty id.", put(key_id=""))
    whole = sha256(TEST.raw).hexdigest()
    add("whole-hash", "The whole SHA-256 for the fingerprint.", put(fingerprint_sha256_hex=whole))
    add("long-fingerprint", "Half of it and more.", put(fingerprint_sha256_hex=whole[:40]))
    add(
        "fingerprint-upper",
        "The fingerprint in upper case.",
        put(fingerprint_sha256_hex=own["fingerprint_sha256_hex"].upper()),
        "OneSpelling",
    )
    for member in ("public_key_b64", "public_key_hex", "fingerprint_sha256_hex", "fingerprint_sha256_b32_first128bits"):
        add(f"foreign-{member.replace('_', '-')}", f"Another key's {member}.", put(**{member: foreign[member]}), "Forgery")
    small = bytes([1]) + bytes(31)
    add(
        "small-order",
        "A key of small order.",
        put(public_key_hex=small.hex(), public_key_b64=b64encode(small).decode()),
        "SmallOrder",
    )
    add("impostor", "Another key under an id of the ring.", build.manifest(OTHER._replace(key_id=TEST.key_id)), "Forgery")
    second = {**base["mirrors"][0], "public_key": {**foreign, "key_id": TEST.key_id}}
    add("twice", "One id with two keys in the manifest.", edit(base, {"/mirrors/-": second}), "Forgery", keys=("other",))
    add("twice-equal", "One key twice.", edit(base, {"/mirrors/-": base["mirrors"][0]}), keys=("other",))
    add("two", "Two keys.", edit(base, {"/mirrors/-": {**base["mirrors"][0], "public_key": foreign}}))
    add("none", "No mirrors.", edit(base, {"/mirrors": []}))
