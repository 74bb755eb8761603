"""Rings of trusted keys, their JSON form, and the ring with the published key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import orjson

from ..errors import FingerprintMismatch, InvalidKey, InvalidRecord, PithError, UnknownKey, bounded, safe_repr
from ..pointers import json_pointer
from ..strict_json import Data, parse_json
from ..timestamps import format_utc, parse_timestamp, to_utc
from .algorithms import find_algorithm
from .encodings import require_text
from .public_key import PublicKey

_REQUIRED_MEMBERS = ("key_id", "algorithm", "public_key_hex")
_BOUNDS = ("not_before", "not_after")
_MEMBERS = frozenset({*_REQUIRED_MEMBERS, *_BOUNDS, "revoked"})


class KeyRing:
    """An immutable set of trusted public keys. Each has a key id, by which it is looked up.

    Takes any iterable of `PublicKey`. Raises `InvalidKey`, with the pointer of the key in the iterable, if a key has no id,
    if two different keys have the same id, or if one raw key has two ids: a receipt could be given the other id, and the window
    of that id. Specification §6.3.

    >>> [key.key_id for key in PITH_KEYS]
    ['pith-v1-2026-05']
    """

    __slots__ = ("_keys",)
    _keys: Mapping[str, PublicKey]

    def __new__(cls, keys: Iterable[PublicKey] = ()) -> "KeyRing":
        if isinstance(keys, str) or not isinstance(keys, Iterable):
            raise TypeError(f"keys: expected an iterable of PublicKey, not {safe_repr(keys)}")
        by_id: dict[str, PublicKey] = {}
        by_raw: dict[bytes, PublicKey] = {}
        for index, key in enumerate(keys):
            if not isinstance(key, PublicKey):
                raise TypeError(f"keys: expected an iterable of PublicKey, not one with {safe_repr(key)}")
            if problem := _contradiction(key, by_id.setdefault(key.key_id, key), by_raw.setdefault(key.raw, key)):
                raise InvalidKey(problem, pointer=json_pointer(index))
        ring = super().__new__(cls)
        object.__setattr__(ring, "_keys", MappingProxyType(by_id))
        return ring

    @classmethod
    def parse(cls, data: Data) -> "KeyRing":
        """The ring of a JSON object, given as UTF-8 bytes, as a text or as a mapping.

        Its one member `keys` is an array of objects. Each has `key_id`, `algorithm` (`"ed25519"`) and `public_key_hex` (64
        lower-case hex digits). It may have `not_before` and `not_after`, each a timestamp in UTC or null, and `revoked`, a
        boolean. Raises `InvalidKey`, with the pointer of the wrong value, for anything else, other members included: a
        misspelled `revoked` must not be ignored. Specification §6.3.
        """
        try:
            tree = parse_json(data)
        except InvalidRecord as error:
            raise InvalidKey(error.args[0], pointer=error.pointer) from None
        if not isinstance(tree, dict) or tree.keys() != {"keys"} or not isinstance(tree["keys"], list):
            raise InvalidKey('expected an object with the one member "keys", an array of keys')
        keys = [_parse_key(item, json_pointer("keys", index)) for index, item in enumerate(tree["keys"])]
        try:
            return cls(keys)
        except InvalidKey as error:
            raise InvalidKey(error.args[0], pointer=f"/keys{error.pointer}") from None

    def to_dict(self) -> dict[str, Any]:
        """The ring as plain JSON values, in the form that `parse` takes. Dates are in UTC."""
        return {
            "keys": [
                {
                    "key_id": key.key_id,
                    "algorithm": key.algorithm,
                    "public_key_hex": key.raw.hex(),
                    "not_before": _bound_text(key.not_before),
                    "not_after": _bound_text(key.not_after),
                    "revoked": key.revoked,
                }
                for key in self
            ]
        }

    def to_json(self) -> bytes:
        """The ring as UTF-8 JSON, in the form that `parse` takes."""
        return orjson.dumps(self.to_dict())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a KeyRing cannot be changed; add, retire and revoke return new ones")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __iter__(self) -> Iterator[PublicKey]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        """Whether the ring has a key id, given as a str, or a `PublicKey`, equal in all fields."""
        if isinstance(key, PublicKey):
            return self._keys.get(key.key_id) == key
        if isinstance(key, str):
            return key in self._keys
        raise TypeError(f"key: expected a key id or a PublicKey, not {safe_repr(key)}")

    def __eq__(self, other: object) -> bool:
        return self._keys == other._keys if isinstance(other, KeyRing) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._keys.values()))

    def __repr__(self) -> str:
        return bounded(f"KeyRing([{', '.join(map(safe_repr, self._keys))}])")

    def __reduce__(self) -> tuple[type["KeyRing"], tuple[tuple[PublicKey, ...]]]:
        return KeyRing, (tuple(self),)

    def get(self, key_id: str) -> PublicKey | None:
        """The key of an id, revoked or not, or None. Ids compare exactly."""
        return self._keys.get(require_text(key_id, "key_id"))

    def find(self, key_id: str, fingerprint: str) -> PublicKey:
        """The key of an id and a fingerprint (32 hex digits), revoked or not.

        Raises `UnknownKey` if the ring does not have the id, `FingerprintMismatch` if the id belongs to another key.
        """
        require_text(fingerprint, "fingerprint")
        key = self._get(key_id)
        if key.fingerprint != fingerprint:
            raise FingerprintMismatch(
                f"key {safe_repr(key_id)} has the fingerprint {key.fingerprint}, not {safe_repr(fingerprint)}"
            )
        return key

    def add(self, *keys: PublicKey) -> "KeyRing":
        """A new ring with these keys added. Raises as `KeyRing` does."""
        return KeyRing((*self, *keys))

    def revoke(self, key_id: str) -> "KeyRing":
        """A new ring in which the key of an id is revoked. Raises `UnknownKey`."""
        revoked = self._get(key_id)
        return KeyRing(replace(key, revoked=True) if key is revoked else key for key in self)

    def retire(self, key_id: str, not_after: datetime) -> "KeyRing":
        """A new ring in which the window of the key of an id ends at `not_after`.

        For a rotation: the key then verifies a receipt only at an `at` up to that instant. A window that ends earlier stays.
        Raises `UnknownKey`, `InvalidArgument` if `not_after` has no offset from UTC, and `InvalidKey` if the window begins
        later. Specification §6.3.
        """
        retired, end = self._get(key_id), to_utc(not_after, "not_after")
        end = min(end, retired.not_after or end)
        return KeyRing(replace(key, not_after=end) if key is retired else key for key in self)

    def _get(self, key_id: str) -> PublicKey:
        if (key := self.get(key_id)) is None:
            raise UnknownKey(f"no key {safe_repr(key_id)} in the ring")
        return key


def _contradiction(key: PublicKey, same_id: PublicKey, same_raw: PublicKey) -> str:
    """Why a key cannot join the keys of a ring that have its id and its raw bytes, or an empty text."""
    if not key.key_id:
        return "expected a key with a key id"
    if same_id != key:
        return f"two keys, or two windows of one key, have the id {safe_repr(key.key_id)}"
    if same_raw.key_id != key.key_id:
        return f"one key has the ids {safe_repr(same_raw.key_id)} and {safe_repr(key.key_id)}"
    return ""


def _parse_key(item: object, pointer: str) -> PublicKey:
    """The key of one object of the JSON form, which is at the pointer."""
    if not isinstance(item, dict):
        raise InvalidKey("expected an object", pointer=pointer)
    for name in _REQUIRED_MEMBERS:
        if not isinstance(item.get(name), str):
            raise InvalidKey(f"expected a text for {name}", pointer=pointer + json_pointer(name))
    for name in item:
        if name not in _MEMBERS:
            raise InvalidKey("a key has no such member", pointer=pointer + json_pointer(name))
    try:
        find_algorithm(item["algorithm"])
    except InvalidKey as error:
        raise InvalidKey(error.args[0], pointer=f"{pointer}/algorithm") from None
    if not isinstance(item.get("revoked", False), bool):
        raise InvalidKey("expected true or false", pointer=f"{pointer}/revoked")
    not_before, not_after = (_parse_bound(item.get(name), f"{pointer}/{name}") for name in _BOUNDS)
    try:
        key = PublicKey.from_hex(item["public_key_hex"], algorithm=item["algorithm"])
    except InvalidKey as error:
        raise InvalidKey(error.args[0], pointer=f"{pointer}/public_key_hex") from None
    try:
        return replace(key, key_id=item["key_id"], not_before=not_before, not_after=not_after, revoked=item.get("revoked", False))
    except InvalidKey as error:  # the window ends before it begins
        raise InvalidKey(error.args[0], pointer=pointer) from None


def _parse_bound(value: object, pointer: str) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidKey("expected a timestamp or null", pointer=pointer)
    try:
        return parse_timestamp(value)
    except PithError as error:
        raise InvalidKey(error.args[0], pointer=pointer) from None


def _bound_text(at: datetime | None) -> str | None:
    return None if at is None else f"{format_utc(at, 'auto')}Z"


PITH_KEYS = KeyRing(
    [PublicKey.from_hex("b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3", key_id="pith-v1-2026-05")]
)
"""The ring with the key that pith.science has published. Specification §6.2."""
