"""The one exception of the reference: an input that the specification refuses."""

from typing import Any

JSON = Any
Tree = dict[str, Any]


class Refused(Exception):
    """An input is refused; `code` is a name of section 11, `pointer` the value that is the reason, if one is."""

    def __init__(self, code: str, reason: str = "", pointer: str | None = None) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.pointer = pointer
