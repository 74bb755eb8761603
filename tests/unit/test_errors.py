"""Errors: one root, bounded and printable messages, and pickles that keep all they carry."""

import pickle
from typing import Any

import pytest
from costs import peak_of
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
    bounded,
    escape_unprintable,
    safe_repr,
)
from pith.number import PithNumber
from pith.pointers import json_pointer

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
def test_a_pickle_keeps_class_message_and_pointer(kind: type[PithError]) -> None:
    error = kind("what was expected")
    error.pointer = "/a"
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.args, again.pointer, str(again)) == (error.args, "/a", "at '/a': what was expected")


@pytest.mark.parametrize("kind", ERRORS)
def test_without_a_pointer_the_text_is_the_message(kind: type[PithError]) -> None:
    assert str(kind("what was expected")) == "what was expected"
    assert kind("x").pointer is None


def test_a_pickle_keeps_candidates_and_offset() -> None:
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
    assert str(error) == f"at '/\\u202e\\n/{'a' * 89}'…: wrong"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain é 字", "'plain é 字'"),
        ("a\nb\x00\x1b[31m\x7f", r"'a\nb\x00\x1b[31m\x7f'"),
        ("\u202e\u2066\u200b\u2028\ufeff\u00a0", r"'\u202e\u2066\u200b\u2028\ufeff\xa0'"),
        ("\ud800", r"'\ud800'"),
        ("a" * 100, repr("a" * 100)),
        ("a" * 101, f"'{'a' * 99}'…"),
        ("\x1b" * 26, r"'" + r"\x1b" * 24 + r"\x1'…"),
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
def test_a_foreign_value_is_quoted_escaped_and_cut(value: object, text: str) -> None:
    assert safe_repr(value) == text


@given(st.text() | st.integers() | st.floats() | st.binary() | st.none() | st.lists(st.text()))
def test_a_foreign_value_is_printable_and_has_some_100_characters(value: object) -> None:
    assert safe_repr(value).isprintable()
    assert len(safe_repr(value)) <= 102


@given(st.text(), st.text())
def test_a_message_about_hostile_text_is_printable(text: str, pointer: str) -> None:
    with pytest.raises(InvalidNumber) as refusal:
        PithNumber(text)
    refusal.value.pointer = pointer
    assert str(refusal.value).isprintable()


def test_a_child_of_str_is_quoted_by_its_characters() -> None:
    class Loud(str):
        def __str__(self) -> str:
            return "\x1b"

        __repr__ = __str__

    value: Any = Loud("quiet")
    assert safe_repr(value) == "'quiet'"


@given(st.text())
def test_an_escaped_text_is_printable_and_keeps_what_is_printable(text: str) -> None:
    assert escape_unprintable(text).isprintable()
    assert escape_unprintable(text) == text or not text.isprintable()


def test_only_unprintable_characters_are_escaped() -> None:
    assert escape_unprintable('It\'s \\ "é"\n\u202e\x1b') == 'It\'s \\ "é"\\n\\u202e\\x1b'


def test_a_message_has_at_most_1000_characters() -> None:
    assert bounded("a" * 1_000) == "a" * 1_000
    assert bounded("a" * 1_001) == "a" * 999 + "…"
    assert len(str(InvalidRecord("a" * 3_000_000, pointer="/" + "b" * 3_000_000))) < 1_200


def test_a_large_foreign_value_is_not_printed_whole() -> None:
    text, pointer = "\x1b[31m\u202e" * 500_000, "/k" * 500_000

    peak = peak_of(lambda: str(InvalidRecord(safe_repr(text), pointer=pointer)))

    assert peak < 20_000
