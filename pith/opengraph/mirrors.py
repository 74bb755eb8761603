"""The addresses of a number at a mirror, and the keys of a mirror manifest. No key is trusted because a manifest has it."""

import re
from hashlib import sha256
from typing import NamedTuple

from ..errors import FingerprintMismatch, InvalidKey, InvalidRecord, safe_repr
from ..keys import PITH_KEYS, KeyRing, PublicKey
from ..keys.algorithms import ALGORITHMS
from ..models.base import require_model
from ..number import PithNumber
from ..pointers import json_pointer
from .mirror_manifest import Mirror, MirrorKey, MirrorManifest

_SUFFIX = "{suffix}"
_PATTERNS = ("bundle_pattern", "state_pattern", "well_known_pattern")

# No user before the host, and no segment that is empty, `.` or `..`: every browser, proxy and library reads such an address
# in the same way. None of the other characters needs an escape, or could hide one.
_ORIGIN = r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_SEGMENT = r"/(?!\.{1,2}(?:[/?]|$))[A-Za-z0-9._~-]++"
_BASE = re.compile(rf"({_ORIGIN})((?:{_SEGMENT})*)/?")
_ADDRESS = re.compile(rf"{_ORIGIN}(?:{_SEGMENT})+(?:\?[A-Za-z0-9._~=&-]*)?")


class MirrorAddresses(NamedTuple):
    """The https addresses at which one mirror serves the documents of one number. Specification §9.4."""

    bundle: str
    state: str
    well_known: str


class ManifestKeys(NamedTuple):
    """The keys of a manifest. `trusted` are the keys of the caller's ring, with the ring's windows and revocations.

    `new` are not in the ring. They verify nothing until the caller adds them to a ring, for reasons outside the manifest.
    Specification §9.4.
    """

    trusted: KeyRing
    new: tuple[PublicKey, ...]


def mirror_addresses(mirror: Mirror, number: PithNumber | str) -> MirrorAddresses:
    """The addresses of a number at a mirror: each pattern with the number's suffix in place of `{suffix}`.

    A pattern is a path, which is appended to `base_url`, or a whole address at the same origin. Raises `InvalidRecord`, with
    the pointer in the mirror, if an address is not https, has another host or another brace, or holds characters that two
    programs can read in two ways. Raises `InvalidNumber` if the text is not a number. Specification §9.4.
    """
    require_model(mirror, Mirror, "mirror")
    if not isinstance(number, str):
        raise TypeError(f"number: expected a PithNumber or a str, not {safe_repr(number)}")
    suffix = PithNumber(number).suffix
    base = _BASE.fullmatch(mirror.base_url)
    if base is None:
        raise InvalidRecord(f"expected https, a host and a plain path, not {safe_repr(mirror.base_url)}", pointer="/base_url")
    return MirrorAddresses(*(_address(base[1], base[2], getattr(mirror, name), name, suffix) for name in _PATTERNS))


def _address(origin: str, path: str, pattern: str, name: str, suffix: str) -> str:
    if _SUFFIX not in pattern:
        raise InvalidRecord(f"expected {_SUFFIX} in {safe_repr(pattern)}", pointer=json_pointer(name))
    before = "" if pattern.startswith(f"{origin}/") else f"{origin}{path}{'' if pattern.startswith('/') else '/'}"
    address = before + pattern.replace(_SUFFIX, suffix)
    if not _ADDRESS.fullmatch(address):
        expected = f"a path, or an address at {safe_repr(origin)}"
        raise InvalidRecord(f"expected {expected}, not {safe_repr(pattern)}", pointer=json_pointer(name))
    return address


def manifest_key(key: MirrorKey) -> PublicKey:
    """The public key of a manifest, if its two encodings and its two fingerprints are those of one key.

    `fingerprint_sha256_hex` holds the first 16 bytes of the SHA-256, or all 32. Raises `InvalidKey` if the four do not agree,
    if the algorithm is unknown, or if the bytes are not a usable key. Specification §9.4.
    """
    return _public_key(require_model(key, MirrorKey, "key"))


def _public_key(key: MirrorKey) -> PublicKey:
    algorithm = key.algorithm.lower()
    if algorithm not in ALGORITHMS or key.format != "raw":
        expected = " or ".join(ALGORITHMS)
        raise InvalidKey(f"expected a raw {expected} key, not {safe_repr(key.format)} {safe_repr(key.algorithm)}")
    if not key.key_id:
        raise InvalidKey("expected a key id", pointer="/key_id")
    public = PublicKey.from_hex(key.public_key_hex, key_id=key.key_id, algorithm=algorithm)
    if PublicKey.from_base64(key.public_key_b64, key_id=key.key_id, algorithm=algorithm) != public:
        raise InvalidKey("public_key_b64 and public_key_hex are different keys", pointer="/public_key_b64")
    if key.fingerprint_sha256_hex not in (public.fingerprint, sha256(public.raw).hexdigest()):
        raise InvalidKey("this is the fingerprint of another key", pointer="/fingerprint_sha256_hex")
    if key.fingerprint_sha256_b32_first128bits != public.fingerprint_b32:
        raise InvalidKey("this is the fingerprint of another key", pointer="/fingerprint_sha256_b32_first128bits")
    return public


def manifest_keys(manifest: MirrorManifest, keys: KeyRing = PITH_KEYS) -> ManifestKeys:
    """The keys of a manifest, divided into those that the ring `keys` has and new ones.

    Raises `InvalidKey` if a key contradicts itself, `FingerprintMismatch` if the ring or another mirror has another key under
    its id. Both carry the pointer of the key. Specification §9.4.
    """
    require_model(manifest, MirrorManifest, "manifest")
    if not isinstance(keys, KeyRing):
        raise TypeError(f"keys: expected a KeyRing, not {safe_repr(keys)}")
    found: dict[str, PublicKey] = {}
    for index, mirror in enumerate(manifest.mirrors):
        pointer = json_pointer("mirrors", index, "public_key")
        try:
            key = _public_key(mirror.public_key)
        except InvalidKey as error:
            raise InvalidKey(error.args[0], pointer=pointer + (error.pointer or "")) from None
        known = keys.get(key.key_id) or found.setdefault(key.key_id, key)
        if known.raw != key.raw:
            message = f"key {safe_repr(key.key_id)} is {known.fingerprint}, not {key.fingerprint}"
            raise FingerprintMismatch(message, pointer=pointer)
        found[key.key_id] = known
    trusted = [key for key in found.values() if keys.get(key.key_id) is not None]
    return ManifestKeys(KeyRing(trusted), tuple(key for key in found.values() if keys.get(key.key_id) is None))
