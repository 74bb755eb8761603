"""Timestamps in two spellings, and the instants that they mean. `protocol` has the pattern of a field, and its message.

Use `parse_timestamp` for the dates of a record, which stay the text that came. Specification §4.7.
"""

from datetime import UTC, datetime

from .errors import InvalidArgument, InvalidRecord, safe_repr


def parse_timestamp(text: str) -> datetime:
    """The aware `datetime` of a timestamp: `YYYY-MM-DDTHH:MM:SS`, 0 to 6 fraction digits, `Z` or `+00:00`.

    Raises `InvalidRecord` for any other spelling. Specification §4.7.
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a str, not {safe_repr(text)}")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is not None and _is_published_spelling(text):
        return at
    raise InvalidRecord(f"expected a timestamp such as 2026-05-21T20:43:58.375927Z, not {safe_repr(text)}")


def format_utc(at: datetime, timespec: str) -> str:
    """An aware datetime in UTC to the `timespec` of `isoformat`, without an offset. Append `Z` or `+00:00`.

    Raises `InvalidArgument` if the year in UTC is not 1 to 9999. Specification §4.7.
    """
    try:
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec=timespec)
    except OverflowError:
        raise InvalidArgument(f"{at.isoformat()} is outside the years 1 to 9999 in UTC") from None


def submission_year(submitted_at: object) -> str:
    """The four digits of the year of `submitted_at`, `YYYY-MM-DDTHH:MM:SSZ`.

    Raises `InvalidRecord` for any other spelling. Specification §4.1.
    """
    if isinstance(submitted_at, str) and len(submitted_at) == 20:
        try:
            return f"{parse_timestamp(submitted_at).year:04}"
        except InvalidRecord:
            pass
    raise InvalidRecord(
        f"expected a timestamp such as 2023-05-03T17:50:56Z, not {safe_repr(submitted_at)}", pointer="/metadata/submitted_at"
    )


def require_aware(at: datetime, name: str = "at") -> datetime:
    """The datetime itself. Raises TypeError if it is not a datetime, `InvalidArgument` if it has no offset from UTC."""
    if not isinstance(at, datetime):
        raise TypeError(f"{name}: expected a datetime, not {safe_repr(at)}")
    try:
        offset = at.utcoffset()
    except ValueError:  # pandas.NaT
        offset = None
    if offset is None:
        raise InvalidArgument(f"{name}: expected a datetime with an offset from UTC, not {at.isoformat()}")
    return at


def to_utc(at: datetime, name: str = "at") -> datetime:
    """The same instant as a `datetime` in UTC. Python compares two datetimes of one time zone by their clocks, which go back.

    Raises as `require_aware` does, and `InvalidArgument` if the year in UTC is not 1 to 9999.
    """
    require_aware(at, name)
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        raise InvalidArgument(f"{name}: {at.isoformat()} is outside the years 1 to 9999 in UTC") from None
    return datetime.combine(moment.date(), moment.time(), UTC)


def _is_published_spelling(text: str) -> bool:
    """Whether a text that `fromisoformat` accepts has one of the two spellings of the protocol."""
    zone = 1 if text[-1] == "Z" else 6 if text[-6:] == "+00:00" else len(text)
    fraction = len(text) - 19 - zone
    if fraction and not (2 <= fraction <= 7 and text[19] == "."):
        return False
    return text[4:17:3] == "--T::" and text[11:13] < "24"
