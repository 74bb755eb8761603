"""Timestamps in their two spellings: every day of the calendar, and no other spelling."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pith.errors import InvalidArgument, InvalidRecord
from pith.models.base import SubmittedAt, Timestamp
from pith.protocol import SUBMITTED_PATTERN, TIMESTAMP_PATTERN
from pith.timestamps import format_utc, parse_timestamp, require_aware, submission_year

SUBMITTED: TypeAdapter[str] = TypeAdapter(SubmittedAt)
TIMESTAMP: TypeAdapter[str] = TypeAdapter(Timestamp)

OFFSETS = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
NOT_TIMESTAMPS = {
    "nothing": "",
    "no offset": "2026-05-21T20:43:58",
    "offset of an hour": "2026-05-21T20:43:58+01:00",
    "negative zero offset": "2026-05-21T20:43:58-00:00",
    "offset without its colon": "2026-05-21T20:43:58+0000",
    "short offset": "2026-05-21T20:43:58+00",
    "offset with seconds": "2026-05-21T20:43:58+00:00:00",
    "two offsets": "2026-05-21T20:43:58Z+00:00",
    "lower-case z": "2026-05-21T20:43:58z",
    "lower-case t": "2026-05-21t20:43:58Z",
    "space for T": "2026-05-21 20:43:58Z",
    "no fraction after the point": "2026-05-21T20:43:58.Z",
    "comma for the point": "2026-05-21T20:43:58,5Z",
    "seven fraction digits": "2026-05-21T20:43:58.1234567Z",
    "midnight as 24:00": "2026-05-21T24:00:00Z",
    "hour 25": "2026-05-21T25:00:00Z",
    "minute 60": "2026-05-21T20:60:00Z",
    "leap second": "2016-12-31T23:59:60Z",
    "30 February": "2024-02-30T00:00:00Z",
    "29 February of a common year": "2023-02-29T00:00:00Z",
    "29 February of 2100": "2100-02-29T00:00:00Z",
    "31 June": "2026-06-31T00:00:00Z",
    "day 32": "2026-05-32T00:00:00Z",
    "day 00": "2026-05-00T00:00:00Z",
    "month 00": "2026-00-21T00:00:00Z",
    "month 13": "2026-13-21T00:00:00Z",
    "year 0000": "0000-05-21T00:00:00Z",
    "year of three digits": "026-05-21T00:00:00Z",
    "year of five digits": "02026-05-21T00:00:00Z",
    "signed year": "+2026-05-21T00:00:00Z",
    "one-digit month": "2026-5-21T20:43:58Z",
    "basic format": "20260521T204358Z",
    "week date": "2026-W21-4T20:43:58Z",
    "date alone": "2026-05-21",
    "minutes alone": "2026-05-21T20:43Z",
    "newline at the end": "2026-05-21T20:43:58Z\n",
    "newline at the start": "\n2026-05-21T20:43:58Z",
    "space after": "2026-05-21T20:43:58Z ",
    "space inside": "2026-05-21T20:43: 8Z",
    "Arabic digits": "٢٠٢٦-05-21T20:43:58Z",
    "full-width digits": "２０２６-05-21T20:43:58Z",
    "Arabic fraction": "2026-05-21T20:43:58.٥Z",
    "minus sign for a hyphen": "2026−05−21T20:43:58Z",
    "null at the end": "2026-05-21T20:43:58Z\0",
}


@pytest.mark.parametrize("text", NOT_TIMESTAMPS.values(), ids=NOT_TIMESTAMPS.keys())
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(InvalidRecord, match="expected a timestamp"):
        parse_timestamp(text)
    with pytest.raises(InvalidRecord, match="expected a timestamp"):
        submission_year(text)
    for adapter in (SUBMITTED, TIMESTAMP):
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


@pytest.mark.parametrize(
    "value", [None, 1, 1.5, b"2026-05-21T20:43:58Z", datetime(2026, 1, 1, tzinfo=UTC), []], ids=lambda v: type(v).__name__
)
def test_a_value_of_another_type_is_not_a_timestamp(value: Any) -> None:
    with pytest.raises(TypeError, match="text: expected a str, not "):
        parse_timestamp(value)
    with pytest.raises(InvalidRecord, match="expected a timestamp") as refusal:  # a value of a document, not an argument
        submission_year(value)
    assert refusal.value.pointer == "/metadata/submitted_at"


def test_an_aware_datetime_is_accepted_and_a_naive_one_refused() -> None:
    aware = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert require_aware(aware) is aware
    with pytest.raises(InvalidArgument, match="instant: expected a datetime with an offset from UTC, not 2026-01-01T00:00:00"):
        require_aware(datetime(2026, 1, 1), "instant")  # noqa: DTZ001
    wrong: Any
    for wrong in (None, "2026-01-01T00:00:00Z", date(2026, 1, 1), 0):
        with pytest.raises(TypeError, match="at: expected a datetime, not "):
            require_aware(wrong)


@pytest.mark.parametrize("text", ["2026-05-21T20:43:58+00:00", "2026-05-21T20:43:58.0Z", "2026-05-21T20:43:58.123456Z"])
def test_the_submission_time_has_one_spelling(text: str) -> None:
    assert parse_timestamp(text).utcoffset() == timedelta(0)
    with pytest.raises(InvalidRecord) as refusal:
        submission_year(text)
    assert refusal.value.pointer == "/metadata/submitted_at"
    with pytest.raises(ValidationError):
        SUBMITTED.validate_python(text)


@pytest.mark.parametrize("character", ["\u0663", "\uff13", "\u00b3", "\U0001d7d1", " ", "+", "-", "_", ".", "x", "\n", "\0", ""])
@pytest.mark.parametrize("text", ["2026-05-21T20:43:58Z", "2026-05-21T20:43:58.375927+00:00"], ids=["submission", "timestamp"])
def test_every_digit_is_an_ascii_digit(text: str, character: str) -> None:
    for index, digit in enumerate(text):
        if digit.isdigit():
            wrong = text[:index] + character + text[index + 1 :]
            if character == "" and 19 < index < 26:
                assert parse_timestamp(wrong) != parse_timestamp(text)  # a shorter fraction
                continue
            for function in (parse_timestamp, submission_year):
                with pytest.raises(InvalidRecord):
                    function(wrong)
            with pytest.raises(ValidationError):
                TIMESTAMP.validate_python(wrong)


@given(
    st.text("0123456789-:.TZ+ ", max_size=33)
    | st.builds(
        lambda text, at, what: text[:at] + what + text[at + 1 :],
        st.sampled_from(["2026-05-21T20:43:58Z", "2024-02-29T23:59:59.999999+00:00"]),
        st.integers(0, 32),
        st.text("0123456789-:.TZ+ \u0663", max_size=2),
    )
)
def test_patterns_and_functions_accept_the_same_texts(text: str) -> None:
    for function, pattern in ((parse_timestamp, TIMESTAMP_PATTERN), (submission_year, SUBMITTED_PATTERN)):
        if re.fullmatch(pattern[1:-1], text):
            function(text)
        else:
            with pytest.raises(InvalidRecord):
                function(text)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 6), st.sampled_from(["Z", "+00:00"]))
def test_a_timestamp_is_parsed_to_its_instant(moment: datetime, digits: int, offset: str) -> None:
    unit = 10 ** (6 - digits)
    moment = moment.replace(microsecond=moment.microsecond // unit * unit)
    fraction = f".{moment.microsecond // unit:0{digits}}" if digits else ""
    text = f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}{fraction}{offset}"
    assert parse_timestamp(text) == moment
    assert parse_timestamp(text).tzinfo is not None
    assert TIMESTAMP.validate_python(text) == text


@given(st.datetimes())
def test_the_submission_year_is_that_of_the_text(moment: datetime) -> None:
    text = f"{moment.year:04}-{moment:%m-%dT%H:%M:%S}Z"
    assert submission_year(text) == f"{moment.year:04}"
    assert SUBMITTED.validate_python(text) == text


@pytest.mark.parametrize("year", ["0001", "0004", "0100", "0400", "1900", "2000", "2023", "2024", "2100", "9996", "9999"])
def test_the_days_are_those_of_the_calendar(year: str) -> None:
    for month in range(14):
        for day in range(33):
            text = f"{year}-{month:02}-{day:02}T00:00:00Z"
            try:
                date(int(year), month, day)
            except ValueError:
                with pytest.raises(InvalidRecord):
                    submission_year(text)
            else:
                assert submission_year(text) == year


@given(st.from_regex(SUBMITTED_PATTERN[:-1] + r"\Z", fullmatch=True))
def test_a_text_of_the_pattern_is_a_timestamp(text: str) -> None:
    assert parse_timestamp(text).year == int(submission_year(text))


@pytest.mark.parametrize("pattern", [SUBMITTED_PATTERN, TIMESTAMP_PATTERN])
def test_a_pattern_has_no_escape_that_differs_between_languages(pattern: str) -> None:
    assert re.search(r"\\[dswDSWbAzZ]|\(\?[^:]", pattern) is None


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=OFFSETS))  # noqa: DTZ001 - the zone is drawn
def test_an_instant_is_formatted_in_utc(moment: datetime) -> None:
    assert parse_timestamp(format_utc(moment, "microseconds") + "Z") == moment
    assert parse_timestamp(format_utc(moment, "seconds") + "+00:00") == moment.astimezone(UTC).replace(microsecond=0)


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
    ],
    ids=str,
)
def test_an_instant_outside_the_years_of_utc_is_refused(moment: datetime) -> None:
    with pytest.raises(InvalidArgument, match="outside the years"):
        format_utc(moment, "seconds")
