"""The two spellings of dates that the protocol has, and the instants they mean."""

import re
from datetime import UTC, datetime

from .errors import InvalidArgument, InvalidRecord, shown
from .number import YEAR_PATTERN

_DAY = (
    f"(?:{YEAR_PATTERN}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)"
)
_SECOND = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"

# Regular expressions for pydantic and for JSON Schema, so without look-around: only days of the calendar and no leap seconds.
SUBMITTED_PATTERN = f"^{_DAY}T{_SECOND}Z$"
TIMESTAMP_PATTERN = f"^{_DAY}T{_SECOND}(?:\\.[0-9]{{1,6}})?(?:Z|\\+00:00)$"

_is_submitted = re.compile(SUBMITTED_PATTERN[1:-1]).fullmatch
_is_timestamp = re.compile(TIMESTAMP_PATTERN[1:-1]).fullmatch


def instant(text: str) -> datetime:
    """The aware `datetime` of a published date: `YYYY-MM-DDTHH:MM:SS`, 0 to 6 fraction digits, `Z` or `+00:00`.

    Raises `InvalidRecord` for anything else. Source: protocol, dates and status words.
    """
    if not (isinstance(text, str) and _is_timestamp(text)):
        raise InvalidRecord(f"expected a date such as 2026-05-21T20:43:58.375927Z, not {shown(text)}")
    return datetime.fromisoformat(text)


def utc_text(at: datetime, timespec: str) -> str:
    """An aware datetime in UTC to the `timespec` of `isoformat`, without the offset, which is published as `Z` or `+00:00`.

    Raises `InvalidArgument` where UTC has no such year. Source: protocol, dates and status words.
    """
    try:
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=timespec)
    except OverflowError:
        raise InvalidArgument(f"{at.isoformat()} lies outside the years that UTC has") from None


def submission_year(submitted_at: object) -> str:
    """The four digits of the year that a number takes from `submitted_at`, `YYYY-MM-DDTHH:MM:SSZ`; raises `InvalidRecord`.

    Source: protocol, canonical record and number.
    """
    if not (isinstance(submitted_at, str) and _is_submitted(submitted_at)):
        raise InvalidRecord(
            f"expected a date such as 2023-05-03T17:50:56Z, not {shown(submitted_at)}", pointer="/metadata/submitted_at"
        )
    return submitted_at[:4]
