"""Vectors of mirror manifests: section 9.4."""

from base64 import b64encode
from hashlib import sha256

from reference import build
from reference.keys import keys_of_manifest, make_ring
from reference.mirrors import addresses
from reference.numbers import ORIGIN
from reference.refusal import JSON, Refused, Tree

from .form import Vectors, edit, key_tree, patch
from .key_base import KEYS, OTHER, TEST


def manifest_vectors() -> Vectors:
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
