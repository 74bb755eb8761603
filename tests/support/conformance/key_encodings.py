"""Vectors of keys and rings: sections 6.1 to 6.3."""

from reference import ed25519
from reference.keys import Key, encodings, make_ring, raw_key
from reference.refusal import Refused, Tree
from reference.timestamps import instant

from .form import Vectors, key_tree
from .key_base import KEYS, OTHER, PUBLISHED, TEST


def encoding_vectors() -> Vectors:
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
        "one-raw-two-ids": ("3", [test, {**test, "key_id": "second"}]),
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
