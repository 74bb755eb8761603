"""Fetch records over HTTP with httpx, with a cache in a folder and with retries. Needs pith-number[adapters].

with httpx.Client(timeout=10, follow_redirects=True) as client:
    record = fetch_record("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", client, Path("cache"))
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from pith import PITH_KEYS, KeyRing, Limits, PithNumber, PithRecord, VerificationFailed, parse_record, verify_record

ATTEMPTS = 4
WORTH_A_RETRY = frozenset({408, 429, 500, 502, 503, 504})


def fetch_record(
    number: str,
    client: httpx.Client,
    cache: Path,
    *,
    keys: KeyRing = PITH_KEYS,
    origin: str = "https://pith.science",
    pause: Callable[[float], None] = time.sleep,
) -> PithRecord:
    """The verified record of a number, from the cache if it is there.

    Raises httpx's errors if the server does not answer, and `PithError` if its answer is not the record of this number.
    """
    known = PithNumber(number)
    file = cache / f"{known.suffix}.json"
    data = file.read_bytes() if file.exists() else download(known.url("json", origin=origin), client, pause)
    record = parse_record(data)
    verify_record(record, keys=keys, origin=origin).raise_for_failure()
    if record.pith_number != known:
        raise VerificationFailed(f"expected the record of {known}, not of {record.pith_number}")
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(data)
        unfinished.replace(file)
    return record


def download(url: str, client: httpx.Client, pause: Callable[[float], None]) -> bytes:
    """The body of an answer, at most as long as the parser allows. Pauses 1, 2 and 4 seconds between its attempts."""
    for attempt in range(ATTEMPTS):
        try:
            with client.stream("GET", url) as response:
                response.raise_for_status()
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    if len(body) > Limits().size:
                        raise httpx.DecodingError("the answer is larger than a record can be", request=response.request)
                return bytes(body)
        except httpx.HTTPStatusError as error:
            if attempt == ATTEMPTS - 1 or error.response.status_code not in WORTH_A_RETRY:
                raise
        except httpx.TransportError:
            if attempt == ATTEMPTS - 1:
                raise
        pause(2.0**attempt)
    raise AssertionError("the last attempt returns or raises")
