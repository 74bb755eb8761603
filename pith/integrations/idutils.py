"""The scheme `pith` for idutils, which finds this module by the entry point `idutils.custom_schemes`.

Use idutils as usual; nothing has to be imported from here.
"""

from typing import Any

from ..errors import InvalidNumber, require_text
from ..number import PithNumber, ShortPithNumber, parse_number

# The other schemes that idutils detects in an address, or in a number with a colon.
_LESS_SPECIFIC = ["url", "handle", "urn", "ads"]


def scheme() -> dict[str, Any]:
    """The functions that idutils calls to detect and normalize Pith Numbers and to make addresses of them."""
    return {"validator": is_pith, "normalizer": normalize_pith, "filter": _LESS_SPECIFIC, "url_generator": pith_url}


def is_pith(value: str) -> bool:
    """Whether a text is a Pith Number, a short one, a LaTeX command, or an address, in any spelling that `parse_number` accepts.

    A suffix alone is not detected: too many words have only letters that a suffix can have. Specification §4.4.
    """
    return _parse(value) is not None


def normalize_pith(value: str) -> str:
    """The number or short number in its one spelling. Any other text is returned unchanged.

    Specification §4.4.

    >>> normalize_pith("PITH:2023:fb5jqx5uae5fsvjfwhe5q4bobc")
    'pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC'
    """
    number = _parse(value)
    return value if number is None else str(number)


def pith_url(url_scheme: str, value: str) -> str:
    """The address of the page of a number or of a short number, or the empty text for any other text.

    Specification §4.3.

    >>> pith_url("https", "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
    'https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC'
    """
    require_text(url_scheme, "url_scheme")
    number = _parse(value)
    return "" if number is None else number.url(origin=f"{url_scheme}://pith.science")


def _parse(value: str) -> PithNumber | ShortPithNumber | None:
    if not any(mark in require_text(value, "value") for mark in ":/{"):
        return None
    try:
        return parse_number(value)
    except InvalidNumber:
        return None
