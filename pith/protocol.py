"""Constants of the protocol: alias kinds, address templates, field values, and patterns with the messages for wrong values."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    AddressForm: TypeAlias = Literal[
        "html",
        "json",
        "bundle_json",
        "state_json",
        "well_known_bundle_json",
        "graph_json",
        "events_json",
        "paper",
        "timestamp_anchor",
        "storage_attestation",
        "author_attestation",
        "citation_signature",
        "replication_record",
    ]
    """The names of the forms of addresses, for type checkers. `ADDRESSES` has them too."""

ALGORITHM = "ed25519"
SIGNED_MESSAGE = "canonical_sha256_bytes"
DIGEST_BYTES = 32

SUFFIX_LENGTH = 26
SHORTEST = 8
"""The number of characters of the shortest short number."""
EXCERPT_LENGTH = 600
SAMPLE_LENGTH = 5

ARXIV = "arxiv"
SOURCE_ALIASES = {"arxiv": "{id}", "arxiv_version": "{id}v{version}", "doi": "10.48550/arxiv.{id}"}
"""The value of each alias that follows from an arXiv source, by `alias_kind`. `v{version}` or nothing follows the id."""
LOWER_CASE_KINDS = frozenset({"doi"})
"""The alias kinds whose value is in lower case."""
SHORT_LENGTHS = {"pith_short_12": 12, "pith_short_16": 16, "pith_short_8": 8}
"""The number of characters of each short alias, by `alias_kind`."""
FIRST_KINDS = frozenset({"arxiv", "arxiv_version", "doi"})
LISTED_KINDS = FIRST_KINDS | {"pith_short_12", "pith_short_16", "pith_short_8"}
"""The alias kinds that a record lists, if it does not list the first three alone. Kinds that are added later are optional."""

SEVERITIES = ("critical", "advisory", "informational")
EMPTY_SNAPSHOT = "258153158e38e3291e3d48162225fcdb2d5a3ed65a07baac614ab91432fd4f57"
"""The `snapshot_sha256` of an empty list."""

VERDICT_FIELDS = {
    "verdict.strongest_claim": "strongest_claim",
    "verdict.weakest_assumption": "weakest_assumption",
    "verdict.one_line_summary": "one_line_summary",
    "verdict.pith_extraction.headline": "pith_extraction_headline",
}
"""The field of the verdict that a claim repeats, by the claim's `source`."""

RECORD_CREATED = "record_created"
"""The `event_type` of the event that carries the canonical record and its receipt."""
GRAPH_TARGET = "graph"
"""The `target` of an event that carries a graph snapshot."""
INTEGRITY_EVENT = "pith.integrity.v1"
RESCINDED = "rescinded"

ORIGIN = "https://pith.science"
HOSTS = ("pith.science",)

ADDRESSES: "dict[AddressForm, str]" = {
    "html": "/pith/{suffix}",
    "json": "/pith/{suffix}.json",
    "bundle_json": "/pith/{suffix}/bundle.json",
    "state_json": "/pith/{suffix}/state.json",
    "well_known_bundle_json": "/.well-known/pith/{suffix}/bundle.json",
    "graph_json": "/api/pith-number/{suffix}/graph.json",
    "events_json": "/api/pith-number/{suffix}/events.json",
    "paper": "/paper/{short}",
    "timestamp_anchor": "/pith/{suffix}/action/timestamp_anchor",
    "storage_attestation": "/pith/{suffix}/action/storage_attestation",
    "author_attestation": "/pith/{suffix}/action/author_attestation",
    "citation_signature": "/pith/{suffix}/action/citation_signature",
    "replication_record": "/pith/{suffix}/action/replication_record",
}
"""The path of each published address, by the name of its form. `{short}` is the first 8 characters of the suffix."""

ADDRESS_PARTS: "dict[str, tuple[str, int, str]]" = {
    form: (before, length, after)
    for form, template in ADDRESSES.items()
    for field, length in (("{suffix}", SUFFIX_LENGTH), ("{short}", SHORTEST))
    for before, found, after in [template.partition(field)]
    if found
}
"""The same paths in three parts: the text before the field, the number of characters of the suffix, the text after it."""

LINKS = {
    "html": "html",
    "json": "json",
    "graph_json": "graph_json",
    "events_json": "events_json",
    "paper": "paper",
}
"""The form of the address in each field of `links`."""
AGENT_ACTIONS = {
    "view_html": "html",
    "download_json": "json",
    "view_paper": "paper",
    "fetch_graph": "graph_json",
    "fetch_events": "events_json",
}
"""The form of the address in each field of `agent_actions`, `resolve_alias` aside."""
ACTIONS = {
    "anchor_timestamp": "timestamp_anchor",
    "attest_storage": "storage_attestation",
    "attest_author": "author_attestation",
    "sign_citation": "citation_signature",
    "submit_replication": "replication_record",
}
"""The form of the address in each field of `agent_actions.actions`."""
RESOLVE_ADDRESS = "/api/pith-number/resolve?arxiv={arxiv}&json=true"
INTEGRITY_ENDPOINT = "/pith/{arxiv}/integrity.json"

# Patterns for pydantic and for JSON Schema, without look-around. The base64 patterns fix the spare bits of the last character.
YEAR_PATTERN = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
NUMBER_PATTERN = f"^pith:{YEAR_PATTERN}:[A-Z2-7]{{26}}$"
SHORT_NUMBER_PATTERN = "^pith:[A-Z2-7]{8,26}$"

_DAY = (
    f"(?:{YEAR_PATTERN}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)"
)
_SECOND = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
SUBMITTED_PATTERN = f"^{_DAY}T{_SECOND}Z$"
TIMESTAMP_PATTERN = f"^{_DAY}T{_SECOND}(?:\\.[0-9]{{1,6}})?(?:Z|\\+00:00)$"

SHA256_PATTERN = "^[0-9a-f]{64}$"
FINGERPRINT_PATTERN = "^[0-9a-f]{32}$"
EVENT_ID_PATTERN = "^sha256:[0-9a-f]{64}$"
KEY_BASE64_PATTERN = "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$"
BASE64_PATTERN = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$"
SCHEMA_VERSION_PATTERN = r"^1\.(?:0|[1-9][0-9]*)$"
DETECTOR_VERSION_PATTERN = r"^[0-9]+\.[0-9]+\.[0-9]+$"

EXPECTED = {
    NUMBER_PATTERN: "a Pith Number such as pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC",
    SHORT_NUMBER_PATTERN: "a short Pith Number such as pith:FB5JQX5U",
    SUBMITTED_PATTERN: "a timestamp such as 2023-05-03T17:50:56Z",
    TIMESTAMP_PATTERN: "a timestamp such as 2026-05-21T20:43:58.375927Z",
    SHA256_PATTERN: "64 lower-case hex digits",
    FINGERPRINT_PATTERN: "32 lower-case hex digits",
    EVENT_ID_PATTERN: "sha256: and 64 lower-case hex digits",
    KEY_BASE64_PATTERN: "standard base64 of 32 bytes, padded",
    BASE64_PATTERN: "standard base64, padded",
    SCHEMA_VERSION_PATTERN: "a schema version 1.x",
    DETECTOR_VERSION_PATTERN: "a version such as 1.0.0",
}
"""What each pattern describes, for error messages."""
