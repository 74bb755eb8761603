"""JSONTestSuite: the parser refuses or accepts each text as expected, and three parsers read the same value."""

import json
from pathlib import Path

import orjson
import pytest
from shared_data import SHARED, shared_path

from pith.errors import InvalidJSON, LimitExceeded, PithError
from pith.strict_json import parse_json

# Valid JSON with two meanings: -0 is 0 to some parsers and -0.0 to others, and a duplicate key has any of its values.
AMBIGUOUS = {
    "y_number_minus_zero.json",
    "y_number_negative_zero.json",
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
}

# JSON leaves the choice. A text is refused if a parser would have to change it: bytes that are not UTF-8, lone surrogates,
# numbers beyond a float or an integer of 64 bits, floats that lose digits.
CHOICES: dict[str, type[PithError] | None] = {
    "i_number_double_huge_neg_exp.json": InvalidJSON,
    "i_number_huge_exp.json": InvalidJSON,
    "i_number_neg_int_huge_exp.json": InvalidJSON,
    "i_number_pos_double_huge_exp.json": InvalidJSON,
    "i_number_real_neg_overflow.json": InvalidJSON,
    "i_number_real_pos_overflow.json": InvalidJSON,
    "i_number_real_underflow.json": InvalidJSON,
    "i_number_too_big_neg_int.json": LimitExceeded,
    "i_number_too_big_pos_int.json": LimitExceeded,
    "i_number_very_big_negative_int.json": LimitExceeded,
    "i_object_key_lone_2nd_surrogate.json": InvalidJSON,
    "i_string_1st_surrogate_but_2nd_missing.json": InvalidJSON,
    "i_string_1st_valid_surrogate_2nd_invalid.json": InvalidJSON,
    "i_string_UTF-16LE_with_BOM.json": InvalidJSON,
    "i_string_UTF-8_invalid_sequence.json": InvalidJSON,
    "i_string_UTF8_surrogate_U+D800.json": InvalidJSON,
    "i_string_incomplete_surrogate_and_escape_valid.json": InvalidJSON,
    "i_string_incomplete_surrogate_pair.json": InvalidJSON,
    "i_string_incomplete_surrogates_escape_valid.json": InvalidJSON,
    "i_string_invalid_lonely_surrogate.json": InvalidJSON,
    "i_string_invalid_surrogate.json": InvalidJSON,
    "i_string_invalid_utf-8.json": InvalidJSON,
    "i_string_inverted_surrogates_U+1D11E.json": InvalidJSON,
    "i_string_iso_latin_1.json": InvalidJSON,
    "i_string_lone_second_surrogate.json": InvalidJSON,
    "i_string_lone_utf8_continuation_byte.json": InvalidJSON,
    "i_string_not_in_unicode_range.json": InvalidJSON,
    "i_string_overlong_sequence_2_bytes.json": InvalidJSON,
    "i_string_overlong_sequence_6_bytes.json": InvalidJSON,
    "i_string_overlong_sequence_6_bytes_null.json": InvalidJSON,
    "i_string_truncated-utf-8.json": InvalidJSON,
    "i_string_utf16BE_no_BOM.json": InvalidJSON,
    "i_string_utf16LE_no_BOM.json": InvalidJSON,
    "i_structure_500_nested_arrays.json": LimitExceeded,
    "i_structure_UTF-8_BOM_empty_object.json": InvalidJSON,
}

# The other folder of the suite holds texts that parsers read differently.
TRANSFORMED: dict[str, type[PithError] | None] = {
    "number_-9223372036854775808.json": None,
    "number_-9223372036854775809.json": InvalidJSON,
    "number_1.0.json": None,
    "number_1.000000000000000005.json": InvalidJSON,
    "number_1000000000000000.json": None,
    "number_10000000000000000999.json": None,
    "number_1e-999.json": InvalidJSON,
    "number_1e6.json": None,
    "number_9223372036854775807.json": None,
    "number_9223372036854775808.json": None,
    "object_key_nfc_nfd.json": None,
    "object_key_nfd_nfc.json": None,
    "object_same_key_different_values.json": InvalidJSON,
    "object_same_key_same_value.json": InvalidJSON,
    "object_same_key_unclear_values.json": InvalidJSON,
    "string_1_escaped_invalid_codepoint.json": InvalidJSON,
    "string_1_invalid_codepoint.json": InvalidJSON,
    "string_2_escaped_invalid_codepoints.json": InvalidJSON,
    "string_2_invalid_codepoints.json": InvalidJSON,
    "string_3_escaped_invalid_codepoints.json": InvalidJSON,
    "string_3_invalid_codepoints.json": InvalidJSON,
    "string_with_escaped_NULL.json": None,
}

SUITE = SHARED.joinpath("vectors", "public", "jsontestsuite")
TEXTS = sorted(path.name for path in SUITE.joinpath("test_parsing").glob("*.json")) or ["y_array_empty.json"]


def expected(name: str) -> type[PithError] | None:
    if name in CHOICES:
        return CHOICES[name]
    return InvalidJSON if name.startswith("n_") or name in AMBIGUOUS else None


def exactly(value: object) -> object:
    """A value with the type of each part and the sign of each zero, which `==` ignores."""
    if isinstance(value, dict):
        return {key: exactly(member) for key, member in value.items()}, list(value)
    if isinstance(value, list):
        return [exactly(item) for item in value]
    return type(value), repr(value)


def assert_parsed(path: Path, error: type[PithError] | None) -> None:
    raw = path.read_bytes()
    if error is not None:
        with pytest.raises(error) as refusal:
            parse_json(raw)
        assert str(refusal.value).isprintable()
        return
    value = parse_json(raw)
    assert exactly(value) == exactly(json.loads(raw)) == exactly(orjson.loads(raw))
    assert exactly(parse_json(raw.decode())) == exactly(value)


def test_every_text_of_the_suite_is_listed() -> None:
    names = {path.name for path in shared_path("vectors", "public", "jsontestsuite", "test_parsing").iterdir()}
    assert len(names) == 318
    assert {name for name in names if name.startswith("i_")} == set(CHOICES)
    assert names > AMBIGUOUS
    assert {path.name for path in SUITE.joinpath("test_transform").iterdir()} == set(TRANSFORMED)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_refused_or_parsed_as_expected(name: str) -> None:
    # orjson stops at the limit of depth before it sees that these are invalid
    deep = name in {"n_structure_100000_opening_arrays.json", "n_structure_open_array_object.json"}
    assert_parsed(
        shared_path("vectors", "public", "jsontestsuite", "test_parsing", name), LimitExceeded if deep else expected(name)
    )


@pytest.mark.parametrize("name", TRANSFORMED)
def test_a_text_that_parsers_change_is_refused_or_parsed_as_expected(name: str) -> None:
    assert_parsed(shared_path("vectors", "public", "jsontestsuite", "test_transform", name), TRANSFORMED[name])
