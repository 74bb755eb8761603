"""Errors: one root, messages that show nothing raw, pointers, and what they carry through a pickle."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pith.errors
from pith.errors import (
    AmbiguousAlias,
    InvalidJSON,
    InvalidNumber,
    InvalidRecord,
    PithError,
    VerificationFailed,
    escape_unprintable,
    json_pointer,
    safe_repr,
)
from pith.number import PithNumber

ERRORS = [kind for kind in vars(pith.errors).values() if isinstance(kind, type) and issubclass(kind, PithError)]

EXPECTED_PARENTS = {
    "InvalidJSON": "InvalidRecord",
    "LimitExceeded": "InvalidRecord",
    "RevokedKey": "UnknownKey",
    "KeyOutsideWindow": "UnknownKey",
    "FingerprintMismatch": "UnknownKey",
    "UnsupportedAlgorithm": "InvalidSignature",
    "DigestMismatch": "InvalidSignature",
    "WrongMessageSigned": "InvalidSignature",
    "UnknownAlias": "AliasError",
    "AmbiguousAlias": "AliasError",
    "ConflictingYears": "AliasError",
    "InvalidIndex": "AliasError",
    "PithError": "ValueError",
}


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_has_its_parent(kind: type[PithError]) -> None:
    assert kind.__mro__[1].__name__ == EXPECTED_PARENTS.get(kind.__name__, "PithError")


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_goes_through_a_pickle(kind: type[PithError]) -> None:
    error = kind("what was expected")
    error.pointer = "/a"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.args, again.pointer, str(again)) == (error.args, "/a", "at '/a': what was expected")


@pytest.mark.parametrize("kind", ERRORS)
def test_without_a_pointer_the_message_is_the_text(kind: type[PithError]) -> None:
    assert str(kind("what was expected")) == "what was expected"
    assert kind("x").pointer is None


def test_what_errors_carry_goes_through_a_pickle() -> None:
    number = PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
    ambiguous = pickle.loads(pickle.dumps(AmbiguousAlias("two", candidates=[number])))
    assert ambiguous.candidates == (number,)
    assert type(ambiguous.candidates[0]) is PithNumber
    assert pickle.loads(pickle.dumps(InvalidJSON("x", pointer="/a", offset=3))).offset == 3
    assert VerificationFailed("x").report is None
    assert AmbiguousAlias("x").candidates == ()
    assert InvalidJSON("x").offset is None


def test_a_pointer_is_escaped_and_cut_in_the_message_and_whole_on_the_error() -> None:
    pointer = json_pointer("\u202e\n", "a" * 200)
    error = InvalidRecord("wrong", pointer=pointer)
    assert error.pointer == pointer
    assert str(error) == f"at '/\\u202e\\n/{'a' * 76}'…: wrong"


@pytest.mark.parametrize(
    ("parts", "pointer"),
    [((), ""), (("",), "/"), (("a", 0, "b"), "/a/0/b"), (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"), ((" ", '"', "é"), '/ /"/é')],
)
def test_json_pointers_are_those_of_rfc_6901(parts: tuple[str | int, ...], pointer: str) -> None:
    assert json_pointer(*parts) == pointer


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain é 字", "'plain é 字'"),
        ("a\nb\x00\x1b[31m\x7f", r"'a\nb\x00\x1b[31m\x7f'"),
        ("\u202e\u2066\u200b\u2028\ufeff\u00a0", r"'\u202e\u2066\u200b\u2028\ufeff\xa0'"),
        ("\ud800", r"'\ud800'"),
        ("a" * 80, repr("a" * 80)),
        ("a" * 81, repr("a" * 80) + "…"),
        (PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"), "'pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC'"),
        (None, "None"),
        (True, "True"),
        (7, "7"),
        (2**64 - 1, "18446744073709551615"),
        (2**64, "a value of type int"),
        (1.5, "1.5"),
        (b"abc", "3 bytes"),
        (["a"], "a value of type list"),
    ],
)
def test_what_of_a_value_is_shown(value: object, text: str) -> None:
    assert safe_repr(value) == text


@given(st.text() | st.integers() | st.floats() | st.binary() | st.none() | st.lists(st.text()))
def test_what_is_shown_prints_and_is_short(value: object) -> None:
    assert safe_repr(value).isprintable()
    assert len(safe_repr(value)) <= 10 * 80 + 3  # an escape has up to ten characters


@given(st.text(), st.text())
def test_a_message_about_hostile_text_prints(text: str, pointer: str) -> None:
    with pytest.raises(InvalidNumber) as refusal:
        PithNumber(text)
    refusal.value.pointer = pointer
    assert str(refusal.value).isprintable()


def test_an_enum_is_shown_by_its_characters() -> None:
    class Loud(str):
        def __str__(self) -> str:
            return "\x1b"

        __repr__ = __str__

    value: Any = Loud("quiet")
    assert safe_repr(value) == "'quiet'"


@given(st.text())
def test_a_visible_text_prints_and_says_what_was_there(text: str) -> None:
    assert escape_unprintable(text).isprintable()
    assert escape_unprintable(text) == text or not text.isprintable()


def test_only_what_does_not_print_is_spelt_as_an_escape() -> None:
    assert escape_unprintable('It\'s \\ "é"\n\u202e\x1b') == 'It\'s \\ "é"\\n\\u202e\\x1b'
