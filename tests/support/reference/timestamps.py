"""Timestamps: section 4.7 of the specification."""

import re
from datetime import UTC, datetime, timedelta

_SUBMITTED = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")
_TIMESTAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,6}))?(?:Z|\+00:00)")


def is_submission_time(text: str) -> bool:
    match = _SUBMITTED.fullmatch(text)
    if match is None:
        return False
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return False
    return True


def is_timestamp(text: str) -> bool:
    match = _TIMESTAMP.fullmatch(text)
    return match is not None and is_submission_time(f"{match[1]}Z")


def instant(text: str) -> datetime:
    """The instant of a timestamp."""
    match = _TIMESTAMP.fullmatch(text)
    assert match is not None
    fraction = timedelta(microseconds=int((match[2] or "").ljust(6, "0")))
    return datetime.strptime(f"{match[1]}Z", "%Y-%m-%dT%H:%M:%S%z") + fraction
