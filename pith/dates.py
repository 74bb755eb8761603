"""The two spellings of dates that the protocol has, and the instants they mean."""

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

_DIGITS = frozenset("0123456789")
_ZONES = ("Z", "+00:00")


def instant(text: str) -> datetime:
    """The aware `datetime` of a published date: `YYYY-MM-DDTHH:MM:SS`, 0 to 6 fraction digits, `Z` or `+00:00`.

    Raises `InvalidRecord` for anything else. Source: protocol, dates and status words.
    """
    if isinstance(text, str) and text.endswith(_ZONES) and (second := _second(text[:19])):
        fraction = text[19 : -1 if text[-1] == "Z" else -6]
        if not fraction:
            return second
        if fraction[0] == "." and 2 <= len(fraction) <= 7 and _DIGITS.issuperset(fraction[1:]):
            return second.replace(microsecond=int(fraction[1:].ljust(6, "0")))
    raise InvalidRecord(f"expected a date such as 2026-05-21T20:43:58.375927Z, not {shown(text)}")


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
    if isinstance(submitted_at, str) and submitted_at[19:] == "Z" and _second(submitted_at[:19]):
        return submitted_at[:4]
    raise InvalidRecord(
        f"expected a date such as 2023-05-03T17:50:56Z, not {shown(submitted_at)}", pointer="/metadata/submitted_at"
    )


def _second(text: str) -> datetime | None:
    """The instant of `YYYY-MM-DDTHH:MM:SS` in UTC, if it is one. By hand: `fromisoformat` reads other spellings too, and a
    number is derived in less time than `re` takes to load."""
    digits = text[:4] + text[5:7] + text[8:10] + text[11:13] + text[14:16] + text[17:]
    if len(text) != 19 or text[4:20:3] != "--T::" or not _DIGITS.issuperset(digits):
        return None
    try:
        return datetime(
            int(text[:4]), int(text[5:7]), int(text[8:10]), int(text[11:13]), int(text[14:16]), int(text[17:]), tzinfo=UTC
        )
    except ValueError:
        return None
