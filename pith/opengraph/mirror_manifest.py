"""The mirror manifest: where bundles and states are served, and under which key."""

from collections.abc import Mapping
from typing import Literal

from ..models.base import Array, KeyBase64, Model, OpenValue, SchemaVersion, Sha256Hex, Timestamp
from ..strict_json import DEFAULT_LIMITS, Limits


class MirrorKey(Model):
    """A public key as a manifest spells it: in two encodings and with two fingerprints, which `manifest_key` holds against
    each other. That it stands here is no reason to trust it. Source: protocol, mirror manifest."""

    key_id: str
    algorithm: str
    format: str
    public_key_b64: KeyBase64
    public_key_hex: Sha256Hex
    fingerprint_sha256_b32_first128bits: str
    fingerprint_sha256_hex: str
    rotates_at: OpenValue
    url: OpenValue
    notes: OpenValue


class Mirror(Model):
    """One mirror: an origin, the patterns of its addresses, each with `{suffix}`, and its key."""

    name: str
    mirror_type: str
    base_url: str
    bundle_pattern: str
    state_pattern: str
    well_known_pattern: str
    public_key: MirrorKey
    status: str


class MirrorManifest(Model):
    """The mirrors that somebody lists. Source: protocol, mirror manifest."""

    manifest_type: Literal["pith_mirror_manifest"]
    manifest_version: SchemaVersion
    generated_at: Timestamp
    merge_version: str
    mirrors: Array[Mirror]
    notes: OpenValue


def parse_mirrors(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> MirrorManifest:
    """The typed manifest of UTF-8 bytes, a text or a mapping. Raises `InvalidRecord` as `parse_record` does."""
    return MirrorManifest.parse(data, limits=limits)
