"""The model of a mirror manifest: where bundles and states are served, and under which key."""

from typing import Literal

from ..models.base import Array, KeyBase64, Model, OpenValue, SchemaVersion, Sha256Hex, Timestamp
from ..strict_json import DEFAULT_LIMITS, Data, Limits


class MirrorKey(Model):
    """A public key of a manifest, in two encodings and with two fingerprints. Specification §9.4.

    `manifest_key` compares the four. A manifest is not signed, so its keys are only claimed.
    """

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
    """A mirror: its base address, the patterns of its addresses, each with `{suffix}`, and its key. Specification §9.4."""

    name: str
    mirror_type: str
    base_url: str
    bundle_pattern: str
    state_pattern: str
    well_known_pattern: str
    public_key: MirrorKey
    status: str


class MirrorManifest(Model):
    """A list of mirrors. Specification §9.4."""

    manifest_type: Literal["pith_mirror_manifest"]
    manifest_version: SchemaVersion
    generated_at: Timestamp
    merge_version: str
    mirrors: Array[Mirror]
    notes: OpenValue


def parse_mirrors(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> MirrorManifest:
    """The typed mirror manifest of UTF-8 bytes, of a text, or of a mapping of JSON types.

    Raises `InvalidRecord`, `InvalidJSON` or `LimitExceeded` as `parse_record` does. Specification §9.4.
    """
    return MirrorManifest.parse(data, limits=limits)
