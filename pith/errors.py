"""`PithError`, the root of all errors of the library, and its children.

Catch `PithError` around everything that takes foreign data, or the child that you expect. An argument of a wrong type raises
`TypeError` instead, because it is a mistake in the program. Specification §11.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .number import PithNumber
    from .report import VerificationReport

_LONGEST_QUOTATION = 100
_LONGEST_MESSAGE = 1000


def escape_unprintable(text: str) -> str:
    """The text with an escape in place of each character that is not printable: control, bidirectional, line ends."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def safe_repr(value: object) -> str:
    """A foreign value for a message: at most some 100 characters, all of them printable.

    A text is quoted, escaped and cut. For bytes the result has their number, for any other large value its type.
    """
    if isinstance(value, str):
        quoted = repr(str.__str__(value[: _LONGEST_QUOTATION + 1]))
        if len(value) <= _LONGEST_QUOTATION and len(quoted) <= _LONGEST_QUOTATION + 2:
            return quoted
        return f"{quoted[:_LONGEST_QUOTATION]}{quoted[0]}…"
    if value is None or type(value) in (bool, float) or (type(value) is int and value.bit_length() <= 64):
        return repr(value)
    return f"{len(value)} bytes" if isinstance(value, bytes) else f"a value of type {type(value).__name__}"


def require_text(value: object, name: str) -> str:
    """The argument itself. Raises TypeError, naming the argument, if it is not a str."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected a str, not {safe_repr(value)}")
    return value


def bounded(message: str) -> str:
    """The message, cut to 1,000 characters."""
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[: _LONGEST_MESSAGE - 1]}…"


class PithError(ValueError):
    """The root of all errors that the library raises for bad data.

    `pointer` is the JSON Pointer (RFC 6901) of the value that is wrong, or None. Specification §11.
    """

    def __init__(self, message: str, *, pointer: str | None = None) -> None:
        super().__init__(bounded(message))
        self.pointer = pointer

    def __str__(self) -> str:
        message: str = self.args[0]
        return message if self.pointer is None else f"at {safe_repr(self.pointer)}: {message}"


class InvalidArgument(PithError):
    """Raised if an argument has the right type and a value that the function does not accept, such as a naive datetime."""


class InvalidNumber(PithError):
    """Raised if a text is not a Pith Number, or not a short one where a short one is expected. Specification §4."""


class CanonicalizationError(PithError):
    """Raised if a value has no canonical JSON bytes, or a text has no UTF-8. Specification §2.2."""


class InvalidRecord(PithError):
    """Raised if data is not a document of the expected kind. `pointer` is that of the wrong value or None. Specification §7.2."""


class InvalidJSON(InvalidRecord):
    """Raised if bytes are not one JSON value with one meaning. `offset` counts bytes from 0; it is None if it is not known.

    Specification §2.1.
    """

    def __init__(self, message: str, *, pointer: str | None = None, offset: int | None = None) -> None:
        super().__init__(message, pointer=pointer)
        self.offset = offset


class LimitExceeded(InvalidRecord):
    """Raised if input is over a limit of size, depth, items or digits. Specification §12."""


class InvalidKey(PithError):
    """Raised if data is not a usable Ed25519 public key, or if keys contradict one another. Specification §6."""


class UnknownKey(PithError):
    """Raised if the key ring has no usable key for a receipt. The subclasses name the reason if the ring has a key of that id.

    Specification §6.4.
    """


class RevokedKey(UnknownKey):
    """Raised if the key is revoked. A revoked key verifies nothing, at any time. Specification §6.3."""


class KeyOutsideWindow(UnknownKey):
    """Raised if `at` is outside the window of the key. Specification §6.3."""


class FingerprintMismatch(UnknownKey):
    """Raised if the key id is known and the fingerprint is that of another key. Specification §6.4."""


class InvalidSignature(PithError):
    """Raised if a signature does not verify. The subclasses name another reason why the receipt is refused.

    Specification §6.4.
    """


class UnsupportedAlgorithm(InvalidSignature):
    """Raised if a receipt names another algorithm or signed message than the protocol defines. Specification §6.4."""


class DigestMismatch(InvalidSignature):
    """Raised if a receipt names another canonical hash than the expected one. It may be a valid receipt of another record.

    Specification §6.4.
    """


class WrongMessageSigned(InvalidSignature):
    """Raised if a signature verifies over the hex digits of the hash instead of its 32 bytes. Specification §6.4."""


class AliasError(PithError):
    """The root of the errors about aliases. `candidates` are the numbers that have the alias, sorted; often it is empty.

    Specification §5.2.
    """

    def __init__(self, message: str, *, pointer: str | None = None, candidates: "Sequence[PithNumber]" = ()) -> None:
        super().__init__(message, pointer=pointer)
        self.candidates: tuple[PithNumber, ...] = tuple(candidates)


class UnknownAlias(AliasError):
    """Raised if no number of the index has the alias. Specification §5.2."""


class AmbiguousAlias(AliasError):
    """Raised if more than one number has the alias. Specification §5.2."""


class ConflictingYears(AliasError):
    """Raised if one suffix is given with more than one year. A hash has one year, so at most one of them is right.

    Specification §5.2.
    """


class InvalidIndex(AliasError):
    """Raised if bytes are not an alias index. Specification §5.3."""


class VerificationFailed(PithError):
    """Raised by `raise_for_failure` if a report is not ok. `report` is that report. Specification §8.1."""

    def __init__(self, message: str, *, report: "VerificationReport | None" = None) -> None:
        super().__init__(message)
        self.report: VerificationReport | None = report
