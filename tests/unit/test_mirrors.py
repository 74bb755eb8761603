"""Mirrors: addresses that every program reads in the same way, and keys that are not trusted because a manifest lists them."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import documents_by_the_book as book
import pytest
from by_the_book import OTHER_KEY, PUBLISHED_KEY, TEST_KEY
from records import edited, without

from pith import PITH_KEYS, InvalidKey, InvalidNumber, InvalidRecord, KeyRing, PithError, PithNumber, PublicKey
from pith.errors import FingerprintMismatch
from pith.opengraph import (
    ManifestKeys,
    MirrorAddresses,
    MirrorManifest,
    manifest_key,
    manifest_keys,
    mirror_addresses,
    parse_mirrors,
)
from pith.testing import TEST_KEYS, sample_mirrors

NUMBER = PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
KEY = "/mirrors/0/public_key"


def manifest(*changes: tuple[str, object], key: Any = PUBLISHED_KEY, **fields: Any) -> MirrorManifest:
    return parse_mirrors(edited(book.manifest(key, **fields), *changes))


def addresses(**fields: str) -> MirrorAddresses:
    return mirror_addresses(manifest(**fields).mirrors[0], NUMBER)


def test_the_parser_keeps_every_field() -> None:
    tree = edited(book.manifest(), ("/new", [1]), ("/mirrors/0/new", {}), (f"{KEY}/new", None), ("/notes", ["a", "b"]))
    assert parse_mirrors(tree).to_dict() == tree == json.loads(parse_mirrors(tree).to_json())


def test_the_published_patterns_give_the_published_addresses() -> None:
    assert addresses() == (NUMBER.url("bundle_json"), NUMBER.url("state_json"), NUMBER.url("well_known_bundle_json"))
    assert mirror_addresses(sample_mirrors().mirrors[0], NUMBER) == addresses()


@pytest.mark.parametrize(
    ("base", "pattern", "expected"),
    [
        ("https://a.example", "/x/{suffix}", "https://a.example/x/S"),
        ("https://a.example/", "/x/{suffix}", "https://a.example/x/S"),
        ("https://a.example", "x/{suffix}", "https://a.example/x/S"),
        ("https://a.example/mirror", "/x/{suffix}", "https://a.example/mirror/x/S"),
        ("https://a.example/mirror/", "x/{suffix}.json", "https://a.example/mirror/x/S.json"),
        ("https://a.example:8443/m", "https://a.example:8443/{suffix}", "https://a.example:8443/S"),
        ("https://a.example", "https://a.example/{suffix}/b.json", "https://a.example/S/b.json"),
        ("https://a.example", "/get?suffix={suffix}&form=json", "https://a.example/get?suffix=S&form=json"),
        ("https://a.example", "/{suffix}/{suffix}.json", "https://a.example/S/S.json"),
    ],
)
def test_a_path_is_appended_to_the_base(base: str, pattern: str, expected: str) -> None:
    assert addresses(base_url=base, bundle_pattern=pattern, state_pattern="/{suffix}").bundle == expected.replace(
        "S", NUMBER.suffix
    )


@pytest.mark.parametrize(
    "base",
    [
        "",
        "pith.science",
        "http://pith.science",
        "HTTPS://pith.science",
        "https:/pith.science",
        "https://",
        "ftp://pith.science",
        "file:///etc/passwd",
        "https://user@pith.science",
        "https://user:secret@pith.science",
        "https://pith.science\\@evil.example",
        "https://pith.science?x=1",
        "https://pith.science#x",
        "https://pith.science//",
        "https://pith.science/a/../b",
        "https://pith.science/%2e%2e",
        "https://pith.science/{suffix}",
        "https://pith.science\n",
        " https://pith.science",
        "https://p\u0456th.science",
        "https://pith.science:port",
        "https://[::1]",
        "javascript:alert(1)",
    ],
)
def test_a_base_that_is_not_plain_https_is_refused(base: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        addresses(base_url=base)
    assert caught.value.pointer == "/base_url"


@pytest.mark.parametrize("name", ["bundle_pattern", "state_pattern", "well_known_pattern"])
@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "/pith/bundle.json",
        "/pith/{}/{suffix}",
        "/pith/{0}/{suffix}",
        "/pith/{suffix!r}",
        "/pith/{suffix.year}",
        "/pith/{suffix}{number}",
        "/pith/{{suffix}}",
        "/pith/{suffix",
        "/pith/suffix}",
        "/pith/{SUFFIX}",
        "//evil.example/{suffix}",
        "https://evil.example/{suffix}",
        "https://pith.science.evil.example/{suffix}",
        "https://pith.science@evil.example/{suffix}",
        "https://pith.science:444/{suffix}",
        "https://{suffix}.evil.example/",
        "http://pith.science/{suffix}",
        "\\\\evil.example\\{suffix}",
        "@evil.example/{suffix}",
        ".evil.example/{suffix}/..",
        "/../{suffix}",
        "/./{suffix}",
        "/a//{suffix}",
        "/..%2f{suffix}",
        "/{suffix}#fragment",
        "/{suffix}\n",
        "/{suffix} ",
        "/{suffix}\u202e",
        "javascript:alert({suffix})",
    ],
)
def test_a_pattern_that_could_lead_elsewhere_is_refused(name: str, pattern: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        addresses(**{name: pattern})
    assert caught.value.pointer == f"/{name}"


def test_only_a_whole_number_has_addresses() -> None:
    [mirror] = sample_mirrors().mirrors
    assert mirror_addresses(mirror, str(NUMBER)) == mirror_addresses(mirror, NUMBER)
    for text in (NUMBER.short(26), NUMBER.lower(), NUMBER.suffix, ""):
        with pytest.raises(InvalidNumber):
            mirror_addresses(mirror, text)
    with pytest.raises(TypeError, match="number: expected a PithNumber or a str"):
        mirror_addresses(mirror, None)  # type: ignore[arg-type]
    for other in (sample_mirrors(), None):
        with pytest.raises(TypeError, match="mirror: expected a Mirror"):
            mirror_addresses(other, NUMBER)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="'/base_url'"):
        mirror_addresses(mirror.model_copy(update={"base_url": 5}), NUMBER)


def test_the_published_key_is_trusted_and_another_is_new() -> None:
    trusted = manifest_keys(manifest())
    assert trusted == ManifestKeys(PITH_KEYS, ())
    new = manifest_keys(manifest(key=TEST_KEY))
    assert new == ManifestKeys(KeyRing(), tuple(TEST_KEYS))
    assert PITH_KEYS.add(*new.new).get(TEST_KEY["key_id"]) is not None
    assert manifest_keys(sample_mirrors(), TEST_KEYS).trusted == TEST_KEYS
    assert manifest_keys(sample_mirrors(), KeyRing()).new == tuple(TEST_KEYS)


def test_keys_of_several_mirrors_are_divided() -> None:
    mirrors = [book.manifest(key)["mirrors"][0] for key in (PUBLISHED_KEY, TEST_KEY, PUBLISHED_KEY, OTHER_KEY, TEST_KEY)]
    keys = manifest_keys(manifest(("/mirrors", mirrors)))
    assert keys.trusted == PITH_KEYS
    assert [key.key_id for key in keys.new] == [TEST_KEY["key_id"], OTHER_KEY["key_id"]]
    assert manifest_keys(manifest(("/mirrors", []))) == ManifestKeys(KeyRing(), ())


def test_a_revoked_key_stays_revoked() -> None:
    revoked = PITH_KEYS.revoke(PUBLISHED_KEY["key_id"])
    keys = manifest_keys(manifest(), revoked)
    assert keys == ManifestKeys(revoked, ())
    renamed = manifest_keys(manifest(key={**PUBLISHED_KEY, "key_id": "another"}), revoked)
    with pytest.raises(InvalidKey, match="one key has the ids"):
        revoked.add(*renamed.new)


def test_another_key_under_a_known_id_is_refused() -> None:
    for key, ring in (
        ({**TEST_KEY, "key_id": PUBLISHED_KEY["key_id"]}, PITH_KEYS),
        ({**OTHER_KEY, "key_id": TEST_KEY["key_id"]}, TEST_KEYS),
    ):
        with pytest.raises(FingerprintMismatch) as caught:
            manifest_keys(manifest(key=key), ring)
        assert caught.value.pointer == KEY
    twins = [book.manifest({**key, "key_id": "one"})["mirrors"][0] for key in (TEST_KEY, OTHER_KEY)]
    with pytest.raises(FingerprintMismatch) as caught:
        manifest_keys(manifest(("/mirrors", twins)))
    assert caught.value.pointer == "/mirrors/1/public_key"


OTHERS = book.manifest(OTHER_KEY)["mirrors"][0]["public_key"]


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("public_key_b64", OTHERS["public_key_b64"], "/public_key_b64"),
        ("public_key_hex", OTHERS["public_key_hex"], "/public_key_b64"),
        ("fingerprint_sha256_hex", OTHERS["fingerprint_sha256_hex"], "/fingerprint_sha256_hex"),
        ("fingerprint_sha256_hex", str.upper, "/fingerprint_sha256_hex"),
        ("fingerprint_sha256_hex", lambda text: text[:16], "/fingerprint_sha256_hex"),
        ("fingerprint_sha256_hex", "", "/fingerprint_sha256_hex"),
        (
            "fingerprint_sha256_b32_first128bits",
            OTHERS["fingerprint_sha256_b32_first128bits"],
            "/fingerprint_sha256_b32_first128bits",
        ),
        ("fingerprint_sha256_b32_first128bits", str.lower, "/fingerprint_sha256_b32_first128bits"),
        ("algorithm", "rsa", ""),
        ("format", "der", ""),
        ("key_id", "", "/key_id"),
        ("public_key_hex", f"01{'00' * 31}", ""),
    ],
)
def test_a_key_that_contradicts_itself_is_refused(field: str, value: object, pointer: str) -> None:
    with pytest.raises(InvalidKey) as caught:
        manifest_keys(manifest((f"{KEY}/{field}", value)))
    assert caught.value.pointer == f"{KEY}{pointer}"
    with pytest.raises(InvalidKey):
        manifest_key(manifest((f"{KEY}/{field}", value)).mirrors[0].public_key)


def test_the_published_fingerprints_are_those_of_the_published_key() -> None:
    key = manifest().mirrors[0].public_key
    assert key.fingerprint_sha256_b32_first128bits == "RVFV5Z2OI2J3ZUO7ERDEBCYNKS"
    assert key.fingerprint_sha256_hex == "8d4b5ee74e4693bcd1df2446408b0d54"
    assert manifest_key(key) == PublicKey.from_hex(PUBLISHED_KEY["public_key_hex"], key_id=PUBLISHED_KEY["key_id"])
    whole = sha256(bytes.fromhex(PUBLISHED_KEY["public_key_hex"])).hexdigest()
    for fields in ({"algorithm": "Ed25519"}, {"fingerprint_sha256_hex": whole}):
        assert manifest_key(key.model_copy(update=fields)) == manifest_key(key)


def test_arguments_of_another_kind_raise_typeerror() -> None:
    for function in (manifest_key, manifest_keys):
        with pytest.raises(TypeError, match="expected a Mirror"):
            function(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="keys: expected a KeyRing"):
        manifest_keys(manifest(), None)  # type: ignore[arg-type]


def test_text_of_a_manifest_is_escaped_and_cut_in_messages() -> None:
    hostile = "\u202e\x1b[31m" + "x" * 100_000
    cases: list[Callable[[], object]] = [
        lambda: addresses(base_url=hostile),
        lambda: addresses(base_url=f"https://{'a' * 100_000}.example", bundle_pattern=f"https://{hostile}/{{suffix}}"),
        lambda: addresses(state_pattern=hostile),
        lambda: addresses(state_pattern=hostile + "{suffix}"),
        lambda: manifest_keys(manifest((f"{KEY}/algorithm", hostile), (f"{KEY}/format", hostile))),
    ]
    for case in cases:
        with pytest.raises(PithError) as caught:
            case()
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) <= 1000


def test_a_key_of_a_wrong_form_is_refused_with_its_pointer() -> None:
    for path in ("public_key_b64", "public_key_hex"):
        with pytest.raises(InvalidRecord) as caught:
            manifest((f"{KEY}/{path}", lambda text: text[:-1]))
        assert caught.value.pointer == f"{KEY}/{path}"


NAMED = [
    *book.manifest(),
    *(f"mirrors/0/{name}" for name in book.manifest()["mirrors"][0]),
    *(f"mirrors/0/public_key/{name}" for name in OTHERS),
]


@pytest.mark.parametrize("path", NAMED)
def test_each_field_is_required(path: str) -> None:
    above, _, name = path.rpartition("/")
    tree = edited(book.manifest(), (f"/{above}", without(name))) if above else without(name)(book.manifest())
    with pytest.raises(InvalidRecord) as caught:
        parse_mirrors(tree)
    assert caught.value.pointer == f"/{path}"
