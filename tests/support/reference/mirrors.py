"""The addresses of a mirror: section 9.4 of the specification."""

import re

from .refusal import Refused, Tree

_ORIGIN = r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
_SEGMENT = r"/(?!\.{1,2}(?:[/?]|$))[A-Za-z0-9._~-]+"
_BASE = re.compile(rf"({_ORIGIN})((?:{_SEGMENT})*)/?")
_ADDRESS = re.compile(rf"{_ORIGIN}(?:{_SEGMENT})+(?:\?[A-Za-z0-9._~=&-]*)?")


def addresses(mirror: Tree, suffix: str) -> list[str]:
    """The three addresses of a suffix at a mirror."""
    base = _BASE.fullmatch(mirror["base_url"])
    if base is None:
        raise Refused("InvalidRecord", "base_url")
    return [
        _address(base[1], base[2], mirror[name], suffix) for name in ("bundle_pattern", "state_pattern", "well_known_pattern")
    ]


def _address(origin: str, path: str, pattern: str, suffix: str) -> str:
    if "{suffix}" not in pattern:
        raise Refused("InvalidRecord", "no {suffix}")
    if not pattern.startswith(f"{origin}/"):
        pattern = origin + path + ("" if pattern.startswith("/") else "/") + pattern
    made = pattern.replace("{suffix}", suffix)
    if not _ADDRESS.fullmatch(made):
        raise Refused("InvalidRecord", made)
    return made
