"""Constants of the protocol: the templates and the patterns fit together."""

import re

import pytest

from pith import protocol
from pith.canonical import snapshot_sha256
from pith.number import PithNumber
from pith.protocol import ACTIONS, ADDRESSES, AGENT_ACTIONS, EMPTY_SNAPSHOT, EXPECTED, LINKS, SHORT_LENGTHS

PATTERNS = {name: value for name, value in vars(protocol).items() if name.endswith("_PATTERN") and name != "YEAR_PATTERN"}
EXAMPLES = {
    "NUMBER_PATTERN": "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC",
    "SHORT_NUMBER_PATTERN": "pith:FB5JQX5U",
    "SUBMITTED_PATTERN": "2023-05-03T17:50:56Z",
    "TIMESTAMP_PATTERN": "2026-05-21T20:43:58.375927+00:00",
    "SHA256_PATTERN": "0" * 64,
    "FINGERPRINT_PATTERN": "8d4b5ee74e4693bcd1df2446408b0d54",
    "EVENT_ID_PATTERN": "sha256:" + "a" * 64,
    "KEY_BASE64_PATTERN": "A" * 43 + "=",
    "BASE64_PATTERN": "AAAAAA==",
    "SCHEMA_VERSION_PATTERN": "1.10",
    "DETECTOR_VERSION_PATTERN": "1.0.0",
}


def test_every_pattern_has_an_example_and_words_for_messages() -> None:
    assert PATTERNS.keys() == EXAMPLES.keys()
    assert {*PATTERNS.values()} == {*EXPECTED}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_pattern_is_anchored_and_portable(name: str) -> None:
    pattern, example = PATTERNS[name], EXAMPLES[name]
    assert re.match(pattern, example)
    for other in (f"x{example}", f"{example}x", f"\n{example}", f"{example}=" if name == "BASE64_PATTERN" else f"{example}\t"):
        assert not re.match(pattern, other)
    assert re.search(r"\\[dswDSWbAzZ]|\(\?[^:]", pattern) is None, "an escape or group that differs between languages"


def test_every_address_of_a_field_is_a_known_form() -> None:
    assert all(f"`{form}`" in (PithNumber.url.__doc__ or "") for form in ADDRESSES)
    assert {*LINKS.values(), *AGENT_ACTIONS.values(), *ACTIONS.values()} <= ADDRESSES.keys()


def test_the_length_of_a_short_alias_is_in_its_name() -> None:
    assert {kind: f"pith_short_{length}" for kind, length in SHORT_LENGTHS.items()} == {kind: kind for kind in SHORT_LENGTHS}
    assert [*SHORT_LENGTHS] == sorted(SHORT_LENGTHS)


def test_the_empty_snapshot_is_the_hash_of_an_empty_list() -> None:
    assert snapshot_sha256([]) == EMPTY_SNAPSHOT == "258153158e38e3291e3d48162225fcdb2d5a3ed65a07baac614ab91432fd4f57"
