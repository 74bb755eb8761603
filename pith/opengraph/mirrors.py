"""Mirrors: the addresses of a number at a mirror, and the keys of a manifest, none of them trusted for standing there."""

import re
from hashlib import sha256
from typing import NamedTuple

from ..errors import FingerprintMismatch, InvalidArgument, InvalidKey, InvalidRecord, safe_repr
from ..keys import PITH_KEYS, KeyRing, PublicKey
from ..models.base import sound
from ..number import PithNumber
from ..pointers import json_pointer
from ..protocol import ALGORITHM
from .mirror_manifest import Mirror, MirrorKey, MirrorManifest

_SUFFIX = "{suffix}"
_PATTERNS = ("bundle_pattern", "state_pattern", "well_known_pattern")

# A host and a port, without a user in front of it, and segments of which none is empty, `.` or `..`: no browser, proxy or
# library reads such an address in another way than this one. No other character needs, or could hide, an escape.
_ORIGIN = r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_SEGMENT = r"/(?!\.{1,2}(?:[/?]|$))[A-Za-z0-9._~-]++"
_BASE = re.compile(rf"({_ORIGIN})((?:{_SEGMENT})*)/?")
_ADDRESS = re.compile(rf"{_ORIGIN}(?:{_SEGMENT})+(?:\?[A-Za-z0-9._~=&-]*)?")


class MirrorAddresses(NamedTuple):
    """Where one mirror serves the documents of one number: whole https addresses."""

    bundle: str
    state: str
    well_known: str


class ManifestKeys(NamedTuple):
    """The keys of a manifest: `trusted` are those of the ring, as the ring has them, a revoked one still revoked; `new` are
    not in it, and verify no record until somebody who has other reasons to trust them adds them to a ring."""

    trusted: KeyRing
    new: tuple[PublicKey, ...]


def mirror_addresses(mirror: Mirror, number: PithNumber) -> MirrorAddresses:
    """The addresses of a number at a mirror: `{suffix}` is filled in, and nothing else.

    A pattern is a path, put after `base_url`, or a whole address at the same origin. Raises `InvalidRecord` for anything
    but https, another brace, another host, and an address that two programs might read in two ways; `InvalidArgument` for
    what is no `PithNumber`. Source: protocol, mirror manifest.
    """
    if not isinstance(number, PithNumber):
        raise InvalidArgument(f"expected a PithNumber, not {safe_repr(number)}")
    mirror = sound(mirror, Mirror)
    base = _BASE.fullmatch(mirror.base_url)
    if base is None:
        raise InvalidRecord(f"expected https, a host and a plain path, not {safe_repr(mirror.base_url)}", pointer="/base_url")
    return MirrorAddresses(*(_address(base[1], base[2], getattr(mirror, name), name, number) for name in _PATTERNS))


def _address(origin: str, path: str, pattern: str, name: str, number: PithNumber) -> str:
    if _SUFFIX not in pattern:
        raise InvalidRecord(f"expected {_SUFFIX} in {safe_repr(pattern)}", pointer=json_pointer(name))
    before = "" if pattern.startswith(f"{origin}/") else f"{origin}{path}{'' if pattern.startswith('/') else '/'}"
    address = before + pattern.replace(_SUFFIX, number.suffix)
    if not _ADDRESS.fullmatch(address):
        raise InvalidRecord(f"expected a path, or an address at {origin}, not {safe_repr(pattern)}", pointer=json_pointer(name))
    return address


def manifest_key(key: MirrorKey) -> PublicKey:
    """The key that a manifest gives, if its two encodings and its two fingerprints are all of one key.

    `fingerprint_sha256_hex` is taken as the first 16 bytes of the hash, or all 32. Raises `InvalidKey` where they are not
    one, for an algorithm that is not Ed25519 and for bytes that are no such key. Source: protocol, mirror manifest.
    """
    key = sound(key, MirrorKey)
    if key.algorithm.lower() != ALGORITHM or key.format != "raw":
        raise InvalidKey(f"expected a raw {ALGORITHM} key, not {safe_repr(key.format)} {safe_repr(key.algorithm)}")
    if not key.key_id:
        raise InvalidKey("expected a key id", pointer="/key_id")
    public = PublicKey.from_hex(key.public_key_hex, key_id=key.key_id)
    if PublicKey.from_base64(key.public_key_b64, key_id=key.key_id) != public:
        raise InvalidKey("public_key_b64 and public_key_hex are two keys", pointer="/public_key_b64")
    if key.fingerprint_sha256_hex not in (public.fingerprint, sha256(public.raw).hexdigest()):
        raise InvalidKey("this is the fingerprint of another key", pointer="/fingerprint_sha256_hex")
    if key.fingerprint_sha256_b32_first128bits != public.fingerprint_b32:
        raise InvalidKey("this is the fingerprint of another key", pointer="/fingerprint_sha256_b32_first128bits")
    return public


def read_keys(manifest: MirrorManifest, keys: KeyRing = PITH_KEYS) -> ManifestKeys:
    """The keys of a manifest, those that the ring already has apart from those that it has not.

    Raises `InvalidKey` for a key that contradicts itself, `FingerprintMismatch` for another key under an id of the ring or
    of another mirror, both with the pointer of the key. Source: protocol, mirror manifest.
    """
    found: dict[str, PublicKey] = {}
    for index, mirror in enumerate(sound(manifest, MirrorManifest).mirrors):
        place = json_pointer("mirrors", index, "public_key")
        try:
            key = manifest_key(mirror.public_key)
        except InvalidKey as error:
            raise InvalidKey(error.args[0], pointer=place + (error.pointer or "")) from None
        known = keys.get(key.key_id) or found.setdefault(key.key_id, key)
        if known.raw != key.raw:
            raise FingerprintMismatch(f"key {safe_repr(key.key_id)} is {known.fingerprint}, not {key.fingerprint}", pointer=place)
        found[key.key_id] = known
    trusted = [key for key in found.values() if keys.get(key.key_id) is not None]
    return ManifestKeys(KeyRing(trusted), tuple(key for key in found.values() if keys.get(key.key_id) is None))
