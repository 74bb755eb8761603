"""Pith Numbers: spellings that are refused, and a number as a str, as a pydantic type and as a derived value."""

import copy
import json
import pickle
from base64 import b32encode
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from shared_data import vectors

from pith.errors import CanonicalizationError, InvalidArgument, InvalidNumber, InvalidRecord, PithError
from pith.models.record import CanonicalRecord
from pith.number import PithNumber, ShortPithNumber, parse_number, short_aliases
from pith.protocol import NUMBER_PATTERN, SHORT_NUMBER_PATTERN

SUFFIX = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"
NUMBER = f"pith:2023:{SUFFIX}"
SHORT = "pith:FB5JQX5U"
PAPER = next(row for row in vectors("papers") if row["pith_number"] == NUMBER)
RECORD: dict[str, Any] = {"schema_version": "1.0", "source": PAPER["source"], "metadata": PAPER["metadata"]}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SUFFIXES = st.text(ALPHABET, min_size=26, max_size=26)

# The constructors and parse_number refuse these. `{}` is replaced by characters of the right number, `{-1}` by one less.
# str.upper would turn some of these look-alikes into `I`, `S` or `K`.
REFUSED_BY_ALL = {
    "nothing": "",
    "space before": " pith:{}",
    "space after": "pith:{} ",
    "newline at the end": "pith:{}\n",
    "carriage return at the end": "pith:{}\r",
    "tab before": "\tpith:{}",
    "no-break space after": "pith:{}\u00a0",
    "zero-width space after": "pith:{}\u200b",
    "byte-order mark before": "\ufeffpith:{}",
    "null at the end": "pith:{}\0",
    "space after the colon": "pith: {-1}",
    "space inside": "pith:{-1} ",
    "hyphen inside": "pith:{-1}-",
    "padding": "pith:{}=",
    "padding instead of a character": "pith:{-1}=",
    "digit 0": "pith:{-1}0",
    "digit 1": "pith:{-1}1",
    "digit 8": "pith:{-1}8",
    "digit 9": "pith:{-1}9",
    "Cyrillic A": "pith:{-1}\u0410",
    "Greek Alpha": "pith:{-1}\u0391",
    "full-width A": "pith:{-1}\uff21",
    "full-width digit 2": "pith:{-1}\uff12",
    "Arabic digit 2": "pith:{-1}\u0662",
    "superscript 2": "pith:{-1}\u00b2",
    "mathematical A": "pith:{-1}\U0001d400",
    "dotless i": "pith:{-1}\u0131",
    "capital I with a dot": "pith:{-1}\u0130",
    "long s": "pith:{-1}\u017f",
    "Kelvin sign": "pith:{-1}\u212a",
    "sharp s": "pith:{-2}\u00df",
    "combining mark": "pith:{-1}\u0301",
    "lone surrogate": "pith:{-1}\ud800",
    "no prefix": ":{}",
    "another prefix": "pyth:{}",
    "prefix with a slash": "pith/{}",
    "prefix with two slashes": "pith://{}",
    "full-width colon": "pith\uff1a{}",
    "Cyrillic i in the prefix": "p\u0456th:{}",
    "dotless i in the prefix": "p\u0131th:{}",
    "prefix twice": "pith:pith:{}",
    "colon at the end": "pith:{}:",
    "quoted": '"pith:{}"',
    "bracketed": "<pith:{}>",
}
REFUSED_WHOLE = {
    **{name: spelling.replace("pith:", "pith:2023:", 1) for name, spelling in REFUSED_BY_ALL.items()},
    "25 characters": "pith:2023:{-1}",
    "27 characters": "pith:2023:{}A",
    "52 characters": "pith:2023:{}{}",
    "year 0000": "pith:0000:{}",
    "year of three digits": "pith:023:{}",
    "year of two digits": "pith:23:{}",
    "year of five digits": "pith:02023:{}",
    "negative year": "pith:-023:{}",
    "year with a sign": "pith:+023:{}",
    "year with an underscore": "pith:2_23:{}",
    "year with a space": "pith: 023:{}",
    "year with a newline": "pith:202\n:{}",
    "year of letters": "pith:ABCD:{}",
    "hexadecimal year": "pith:0x7E:{}",
    "year in Arabic digits": "pith:\u0662\u0660\u0662\u0663:{}",
    "year in full-width digits": "pith:\uff12\uff10\uff12\uff13:{}",
    "year with a superscript": "pith:202\u00b3:{}",
    "empty year": "pith::{}",
    "no colon after the year": "pith:2023{}",
    "slash after the year": "pith:2023/{}",
    "year alone": "pith:2023:",
}
REFUSED_SHORT = {
    **REFUSED_BY_ALL,
    "7 characters": "pith:FB5JQX5",
    "27 characters": f"pith:{SUFFIX}A",
    "prefix alone": "pith:",
}
LOWER_CASE = {
    "lower case": str.lower,
    "lower-case suffix": lambda text: "pith:" + text[5:].lower(),
    "one lower-case character": lambda text: text[:-1] + text[-1].lower(),
    "upper-case prefix": lambda text: text.upper(),
    "title-case prefix": lambda text: text.capitalize()[:5] + text[5:],
}


def fill(spelling: str, suffix: str) -> str:
    return spelling.replace("{}", suffix).replace("{-1}", suffix[:-1]).replace("{-2}", suffix[:-2])


def cases(table: dict[str, str], suffix: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("text", [fill(spelling, suffix) for spelling in table.values()], ids=table.keys())


def refuse(call: Callable[..., object], text: object) -> None:
    with pytest.raises(InvalidNumber) as refusal:
        call(text)
    assert type(refusal.value) is InvalidNumber
    assert str(refusal.value).isprintable()


@cases(REFUSED_WHOLE, SUFFIX)
def test_refused_whole_numbers(text: str) -> None:
    refuse(PithNumber, text)
    refuse(parse_number, text)
    with pytest.raises(ValidationError):
        TypeAdapter(PithNumber).validate_python(text)


@cases(REFUSED_SHORT, "FB5JQX5U")
def test_refused_short_numbers(text: str) -> None:
    refuse(ShortPithNumber, text)
    refuse(parse_number, text)
    with pytest.raises(ValidationError):
        TypeAdapter(ShortPithNumber).validate_python(text)


@cases(REFUSED_BY_ALL, SUFFIX)
def test_refused_short_numbers_of_26_characters(text: str) -> None:
    refuse(ShortPithNumber, text)
    refuse(parse_number, text)


@pytest.mark.parametrize("change", LOWER_CASE.values(), ids=LOWER_CASE.keys())
@pytest.mark.parametrize(("kind", "text"), [(PithNumber, NUMBER), (ShortPithNumber, SHORT)])
def test_constructors_take_one_case_and_parse_number_takes_any(
    kind: type[PithNumber | ShortPithNumber], text: str, change: Callable[[str], str]
) -> None:
    refuse(kind, change(text))
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(change(text))
    assert parse_number(change(text)) == text
    assert type(parse_number(change(text))) is kind


def test_constructors_refuse_the_other_kind() -> None:
    refuse(ShortPithNumber, NUMBER)
    refuse(PithNumber, SHORT)
    refuse(PithNumber, SUFFIX)
    refuse(ShortPithNumber, SUFFIX)
    refuse(ShortPithNumber, "FB5JQX5U")


BARE_REFUSED = {
    "7 characters": SUFFIX[:7],
    "27 characters": SUFFIX + "A",
    "space before": " " + SUFFIX,
    "newline at the end": SUFFIX + "\n",
    "newline instead of a character": SUFFIX[:-1] + "\n",
    "digit 1": SUFFIX[:-1] + "1",
    "dotless i": SUFFIX[:-1] + "\u0131",
    "long s": SUFFIX[:-1] + "\u017f",
    "padding": SUFFIX + "======",
    "year without the prefix": "2023:" + SUFFIX,
    "LaTeX without braces": "\\pithnumber" + SUFFIX,
    "LaTeX, not closed": "\\pithnumber{" + SUFFIX,
    "LaTeX, not opened": SUFFIX + "}",
    "LaTeX with a space": "\\pithnumber{ " + SUFFIX + "}",
    "LaTeX with nothing": "\\pithnumber{}",
    "LaTeX with a newline at the end": "\\pithnumber{" + SUFFIX + "}\n",
    "LaTeX with a number": "\\pithnumber{" + NUMBER + "}",
    "LaTeX with 7 characters": "\\pithnumber{FB5JQX5}",
    "LaTeX with 27 characters": "\\pithnumber{" + SUFFIX + "A}",
    "another LaTeX command": "\\pith{" + SUFFIX + "}",
}


@pytest.mark.parametrize("text", BARE_REFUSED.values(), ids=BARE_REFUSED.keys())
def test_refused_bare_characters(text: str) -> None:
    refuse(parse_number, text)


@pytest.mark.parametrize("form", ["{}", "\\pithnumber{{{}}}"])
@pytest.mark.parametrize("length", range(8, 27))
def test_bare_characters_are_a_short_number_because_they_have_no_year(form: str, length: int) -> None:
    for characters in (SUFFIX[:length], SUFFIX[:length].lower(), SUFFIX[:length].capitalize()):
        assert parse_number(form.format(characters)) == f"pith:{SUFFIX[:length]}"
        assert type(parse_number(form.format(characters))) is ShortPithNumber


def test_the_short_aliases_that_the_library_makes_are_parsed_back() -> None:
    for alias in short_aliases(NUMBER).values():
        assert parse_number(alias) == parse_number(alias.lower()) == f"pith:{alias}"


@pytest.mark.parametrize(
    "value", [None, 2023, 1.5, True, NUMBER.encode(), [NUMBER], {NUMBER}, object()], ids=lambda v: type(v).__name__
)
def test_only_a_str_is_a_text(value: Any) -> None:
    for call in (PithNumber, ShortPithNumber, parse_number):
        with pytest.raises(TypeError, match="text: expected a str, not"):
            call(value)
    for function in (ShortPithNumber(SHORT).matches, short_aliases):
        with pytest.raises(TypeError, match="number: expected a str, not"):
            function(value)


def test_a_long_text_is_refused_with_a_short_message() -> None:
    for text in ("A" * 10**6, "pith:" + "A" * 10**6, "https://pith.science/" + "/" * 10**6, "\x1b" * 10**6, "?" * 10**6):
        for call in (PithNumber, ShortPithNumber, parse_number):
            with pytest.raises(InvalidNumber) as refusal:
                call(text)
            assert len(str(refusal.value)) < 300


def test_a_child_of_str_counts_by_its_characters() -> None:
    class Spelling(str, Enum):  # noqa: UP042 - the str() of this kind is another text than the one it holds
        NUMBER = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"
        SHORT = "pith:FB5JQX5U"

    assert str(Spelling.NUMBER) != NUMBER
    assert str(PithNumber(Spelling.NUMBER)) == str(parse_number(Spelling.NUMBER)) == NUMBER
    assert str(ShortPithNumber(Spelling.SHORT)) == str(parse_number(Spelling.SHORT)) == SHORT


@pytest.mark.parametrize("year", ["0001", "0999", "1993", "2023", "9999"])
def test_years(year: str) -> None:
    assert PithNumber(f"pith:{year}:{SUFFIX}").year == int(year)


def test_parts() -> None:
    number = PithNumber(NUMBER)
    assert (number.year, number.suffix) == (2023, SUFFIX)
    assert number.short() == SHORT
    assert ShortPithNumber(SHORT).prefix == "FB5JQX5U"
    assert [len(number.short(length).prefix) for length in range(8, 27)] == list(range(8, 27))


@pytest.mark.parametrize("length", [7, 27, 0, -8, 10**5000], ids=range(5))
def test_a_short_number_has_8_to_26_characters(length: int) -> None:
    with pytest.raises(InvalidArgument, match="length: expected 8 to 26"):
        PithNumber(NUMBER).short(length)


@pytest.mark.parametrize("length", [True, 8.0, "8", None], ids=repr)
def test_a_length_is_an_int(length: Any) -> None:
    with pytest.raises(TypeError, match="length: expected an int"):
        PithNumber(NUMBER).short(length)


@given(SUFFIXES, st.integers(8, 26), st.text(ALPHABET, min_size=8, max_size=26))
def test_short_numbers_match_the_numbers_they_begin(suffix: str, length: int, other: str) -> None:
    number = PithNumber(f"pith:2020:{suffix}")
    assert number.short(length).matches(number)
    assert number.short(length) == ShortPithNumber(f"pith:{suffix[:length]}")
    assert ShortPithNumber(f"pith:{other}").matches(number) is suffix.startswith(other)
    assert parse_number(number.lower()) == number


def test_a_short_number_matches_any_spelling_of_a_number() -> None:
    number = PithNumber(NUMBER)
    for spelling in (number, NUMBER, NUMBER.lower(), SUFFIX, number.latex, number.url(), SHORT, "FB5JQX5U", number.short(12)):
        assert ShortPithNumber(SHORT).matches(spelling) is True
    for spelling in ("pith:2023:" + "A" * 26, "A" * 26, "pith:FB5JQX5V", "https://pith.science/paper/FB5JQX5V"):
        assert ShortPithNumber(SHORT).matches(spelling) is False
    for text in ("", "2305.02301", "pith:2023:FB5JQX5U", NUMBER + "\n"):
        refuse(ShortPithNumber(SHORT).matches, text)


def test_fewer_characters_than_the_short_number_has_tell_only_that_it_does_not_match() -> None:
    twelve = PithNumber(NUMBER).short(12)
    assert twelve.matches("FB5JQX5V") is False
    with pytest.raises(InvalidNumber, match="too few characters to decide"):
        twelve.matches("FB5JQX5U")


# Aliases


@pytest.mark.parametrize("row", vectors("records"), ids=lambda row: str(row["pith_number"]))
def test_published_short_numbers(row: dict[str, Any]) -> None:
    number = PithNumber(row["pith_number"])
    assert number.short() == row["short_pith_number"]
    assert number.short().prefix == short_aliases(number)["pith_short_8"]


def test_short_aliases_of_any_spelling_with_the_whole_suffix() -> None:
    expected = {"pith_short_12": SUFFIX[:12], "pith_short_16": SUFFIX[:16], "pith_short_8": SUFFIX[:8]}
    number = PithNumber(NUMBER)
    for spelling in (number, NUMBER, NUMBER.lower(), SUFFIX, SUFFIX.lower(), number.latex, number.url("json"), number.short(26)):
        assert short_aliases(spelling) == expected
    for text in (SHORT, number.short(25), number.url("paper"), "", "pith", "2305.02301"):
        refuse(short_aliases, text)


@pytest.mark.parametrize("number", [PithNumber(NUMBER), ShortPithNumber(SHORT)], ids=["whole", "short"])
def test_a_number_is_a_str(number: PithNumber | ShortPithNumber) -> None:
    text = str(number)
    assert type(text) is str
    assert number == text
    assert hash(number) == hash(text)
    assert {text: 1}[number] == 1
    assert f"{number}" == text
    assert f"{number:>40}" == text.rjust(40)
    assert "%s" % number == text  # noqa: UP031 - one more way to format
    assert repr(number) == repr(text)
    assert json.dumps({number: number}) == json.dumps({text: text})
    assert orjson.dumps([number]) == orjson.dumps([text])
    assert sorted([number, "pith:0", "pith:Z"]) == sorted([text, "pith:0", "pith:Z"])


@pytest.mark.parametrize("number", [PithNumber(NUMBER), ShortPithNumber(SHORT)], ids=["whole", "short"])
@pytest.mark.parametrize(
    "again",
    [
        copy.copy,
        copy.deepcopy,
        *(lambda number, protocol=protocol: pickle.loads(pickle.dumps(number, protocol)) for protocol in range(6)),
        lambda number: type(number)(number),
    ],
)
def test_a_number_stays_what_it_is(number: PithNumber | ShortPithNumber, again: Callable[[object], object]) -> None:
    assert again(number) == number
    assert type(again(number)) is type(number)


@pytest.mark.parametrize("number", [PithNumber(NUMBER), ShortPithNumber(SHORT)], ids=["whole", "short"])
def test_a_number_cannot_be_changed(number: Any) -> None:
    with pytest.raises(AttributeError):
        number.year = 1
    with pytest.raises(AttributeError):
        number.note = "a"


class Cited(BaseModel):
    number: PithNumber
    short: ShortPithNumber | None = None


def test_a_field_of_a_model() -> None:
    cited = Cited.model_validate_json(f'{{"number": "{NUMBER}", "short": "{SHORT}"}}')
    assert (type(cited.number), type(cited.short)) == (PithNumber, ShortPithNumber)
    assert json.loads(cited.model_dump_json()) == {"number": NUMBER, "short": SHORT}
    assert cited == Cited(number=PithNumber(NUMBER), short=ShortPithNumber(SHORT))
    assert pickle.loads(pickle.dumps(cited)) == cited
    for wrong in (NUMBER.lower(), NUMBER + "\n", SUFFIX, 2023, None):
        with pytest.raises(ValidationError):
            Cited.model_validate({"number": wrong})


@pytest.mark.parametrize(("kind", "text"), [(PithNumber, NUMBER), (ShortPithNumber, SHORT)])
def test_validation_by_pydantic(kind: type[PithNumber | ShortPithNumber], text: str) -> None:
    adapter = TypeAdapter(kind)
    for strict in (True, None):
        assert type(adapter.validate_python(text, strict=strict)) is kind
        assert type(adapter.validate_python(kind(text), strict=strict)) is kind
        with pytest.raises(ValidationError):
            adapter.validate_python(text.encode(), strict=strict)
    assert adapter.dump_python(kind(text)) == text
    assert adapter.dump_json(kind(text)) == f'"{text}"'.encode()


def test_json_schema() -> None:
    assert TypeAdapter(PithNumber).json_schema() == {"type": "string", "pattern": NUMBER_PATTERN, "examples": [NUMBER]}
    assert TypeAdapter(ShortPithNumber).json_schema() == {"type": "string", "pattern": SHORT_NUMBER_PATTERN, "examples": [SHORT]}
    assert Cited.model_json_schema()["properties"]["number"]["pattern"] == NUMBER_PATTERN


@settings(max_examples=200)
@given(st.from_regex(NUMBER_PATTERN[:-1] + r"\Z") | st.from_regex(SHORT_NUMBER_PATTERN[:-1] + r"\Z") | st.text())
def test_the_pattern_and_the_constructor_agree(text: str) -> None:
    for kind in (PithNumber, ShortPithNumber):
        adapter = TypeAdapter(kind)
        try:
            kind(text)
        except InvalidNumber:
            with pytest.raises(ValidationError):
                adapter.validate_python(text)
        else:
            assert adapter.validate_python(text) == text


@settings(max_examples=300)
@given(
    st.text()
    | st.text("pithPITH:0123456789ABCabc{}\\/ \nıſ", max_size=40)
    | st.builds(lambda text, at, what: text[:at] + what + text[at:], st.just(NUMBER), st.integers(0, 36), st.text(max_size=3))
)
def test_an_answer_or_invalid_number(text: str) -> None:
    for call in (PithNumber, ShortPithNumber, parse_number):
        try:
            number = call(text)
        except InvalidNumber:
            refuse(call, text)
        else:
            assert type(number)(str(number)) == number
            assert str(number).lower() in (text.lower(), f"pith:{text.lower()}") or "pithnumber{" in text


# Derivation


@given(st.binary(min_size=32, max_size=32), st.integers(1, 9999))
def test_a_number_is_the_year_and_130_bits_of_the_digest(digest: bytes, year: int) -> None:
    number = PithNumber.from_digest(digest, f"{year:04}")
    assert type(number) is PithNumber
    assert number == PithNumber(f"pith:{year:04}:{b32encode(digest).decode()[:26]}")


@pytest.mark.parametrize("digest", [b"", bytes(31), bytes(33), bytearray(31)], ids=range(4))
def test_a_digest_has_32_bytes(digest: bytes) -> None:
    with pytest.raises(InvalidNumber, match="32 bytes"):
        PithNumber.from_digest(digest, "2023")


def test_a_digest_may_be_any_kind_of_bytes() -> None:
    digest = bytes(range(32))
    assert PithNumber.from_digest(digest, "2023").suffix == b32encode(digest).decode()[:26]
    for other in (bytearray(digest), memoryview(digest), memoryview(digest + digest)[:32]):
        assert PithNumber.from_digest(other, "2023") == PithNumber.from_digest(digest, "2023")


@pytest.mark.parametrize("digest", ["0" * 32, None, 5, [0] * 32], ids=range(4))
def test_a_digest_is_bytes(digest: Any) -> None:
    with pytest.raises(TypeError, match="digest: expected bytes"):
        PithNumber.from_digest(digest, "2023")


@pytest.mark.parametrize("year", ["0000", "23", "02023", "", "202a", "２０２３", " 023", "+023", "2_23"], ids=repr)
def test_a_year_has_four_digits(year: str) -> None:
    with pytest.raises(InvalidNumber, match="year of four digits"):
        PithNumber.from_digest(bytes(32), year)


@pytest.mark.parametrize("year", [2023, None, ["2", "0", "2", "3"]], ids=repr)
def test_a_year_is_a_str(year: Any) -> None:
    with pytest.raises(TypeError, match="year: expected a str"):
        PithNumber.from_digest(bytes(32), year)


def test_derived_from_a_mapping_or_a_model() -> None:
    assert PithNumber.derive(RECORD) == NUMBER
    assert PithNumber.derive(MappingProxyType(RECORD)) == NUMBER
    assert PithNumber.derive(CanonicalRecord.parse(RECORD)) == NUMBER


def test_every_value_of_the_canonical_record_counts() -> None:
    for part in ("source", "metadata"):
        for name, value in RECORD[part].items():
            for other in (
                [*value, "x"] if isinstance(value, list) else value + 1 if isinstance(value, int) else f"{value[:-1]}~",
            ):
                changed = {**RECORD, part: {**RECORD[part], name: other}}
                if name == "submitted_at":
                    changed[part][name] = "2023-05-03T17:50:57Z"
                assert PithNumber.derive(changed) != NUMBER
        assert PithNumber.derive({**RECORD, part: {**RECORD[part], "more": 1}}) != NUMBER
    assert PithNumber.derive({**RECORD, "schema_version": "1.1"}) != NUMBER
    assert PithNumber.derive({**RECORD, "more": None}) != NUMBER


def test_the_year_is_that_of_the_date_and_not_of_the_id() -> None:
    # Published for arXiv 1801.00004, submitted on 2017-12-29; its canonical record is not, so another one is used here.
    record = {"source": {"id": "1801.00004"}, "metadata": {"submitted_at": "2017-12-29T00:00:00Z"}}
    digest = sha256(b'{"metadata":{"submitted_at":"2017-12-29T00:00:00Z"},"source":{"id":"1801.00004"}}').digest()
    assert PithNumber.derive(record) == f"pith:2017:{b32encode(digest).decode()[:26]}"
    assert PithNumber("pith:2017:2OBWIT7ORP3TPNCDEPCQW6ZMLI").year == 2017


SUBMITTED_REFUSED = {
    "midnight as 24:00": "2023-05-03T24:00:00Z",
    "30 February": "2023-02-30T00:00:00Z",
    "29 February of no leap year": "2023-02-29T00:00:00Z",
    "29 February of 1900": "1900-02-29T00:00:00Z",
    "31 April": "2023-04-31T00:00:00Z",
    "day 0": "2023-05-00T00:00:00Z",
    "month 0": "2023-00-01T00:00:00Z",
    "month 13": "2023-13-01T00:00:00Z",
    "minute 60": "2023-05-03T17:60:00Z",
    "leap second": "2016-12-31T23:59:60Z",
    "year 0000": "0000-01-01T00:00:00Z",
    "newline at the end": "2023-05-03T17:50:56Z\n",
    "space before": " 2023-05-03T17:50:56Z",
    "space for T": "2023-05-03 17:50:56Z",
    "lower-case z": "2023-05-03T17:50:56z",
    "lower-case t": "2023-05-03t17:50:56Z",
    "no Z": "2023-05-03T17:50:56",
    "offset": "2023-05-03T17:50:56+00:00",
    "fraction": "2023-05-03T17:50:56.0Z",
    "no seconds": "2023-05-03T17:50Z",
    "date alone": "2023-05-03",
    "basic format": "20230503T175056Z",
    "week date": "2023-W18-3T17:50:56Z",
    "ordinal date": "2023-123T17:50:56Z",
    "year of five digits": "12023-05-03T17:50:56Z",
    "negative year": "-2023-05-03T17:50:56Z",
    "Arabic digits": "٢٠٢٣-05-03T17:50:56Z",
    "full-width digits": "２０２３-05-03T17:50:56Z",
    "nothing": "",
    "None": None,
    "int": 1683136256,
    "bytes": b"2023-05-03T17:50:56Z",
    "datetime": datetime.fromisoformat("2023-05-03T17:50:56Z"),
}


@pytest.mark.parametrize("submitted_at", SUBMITTED_REFUSED.values(), ids=SUBMITTED_REFUSED.keys())
def test_a_malformed_date_gives_no_number(submitted_at: object) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        PithNumber.derive({**RECORD, "metadata": {**RECORD["metadata"], "submitted_at": submitted_at}})
    assert refusal.value.pointer == "/metadata/submitted_at"


@pytest.mark.parametrize("record", [{}, {"metadata": None}, {"metadata": []}, {"metadata": {}}], ids=repr)
def test_a_record_without_a_date_gives_no_number(record: Any) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        PithNumber.derive(record)
    assert refusal.value.pointer == "/metadata/submitted_at"


@pytest.mark.parametrize("record", [None, "x", 1, b"{}", [RECORD]], ids=lambda value: type(value).__name__)
def test_a_record_is_a_mapping_or_a_model(record: Any) -> None:
    with pytest.raises(TypeError, match="canonical_record: expected a mapping or a CanonicalRecord"):
        PithNumber.derive(record)


def test_leap_days_give_numbers() -> None:
    for year in ("2000", "2024", "0004"):
        record = {"metadata": {"submitted_at": f"{year}-02-29T23:59:59Z"}}
        assert PithNumber.derive(record).year == int(year)


@pytest.mark.parametrize("value", [float("nan"), "\ud800", b"a", {1: 2}, {"a"}], ids=repr)
def test_a_mapping_that_is_not_json_gives_no_number(value: object) -> None:
    with pytest.raises(CanonicalizationError):
        PithNumber.derive({**RECORD, "more": value})


def test_a_model_that_holds_other_values_than_json_gives_no_number() -> None:
    forged = CanonicalRecord.parse(RECORD).model_copy(update={"source": {"id": object()}})
    with pytest.raises(PithError):
        PithNumber.derive(forged)
