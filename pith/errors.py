"""The one error root of the library, and its children, which carry the place and the data of what went wrong."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .number import PithNumber
    from .report import VerificationReport

_SHOWN = 80


def visible(text: str) -> str:
    """A text of somebody else's as it may be printed: what is not printable (control, escape and bidirectional characters,
    line ends) spelt as escapes."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def shown(value: object) -> str:
    """A value of somebody else's as it may stand in a message: cut to 80 characters, control, escape and bidirectional
    characters spelt as escapes (`repr` does that for all that is not printable); for bytes their number, for what is
    neither text nor a small scalar its type."""
    if isinstance(value, str):
        text = str.__str__(value)
        return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}…"
    if value is None or type(value) in (bool, float) or (type(value) is int and value.bit_length() <= 64):
        return repr(value)
    return f"{len(value)} bytes" if isinstance(value, bytes) else f"a value of type {type(value).__name__}"


def json_pointer(*parts: str | int) -> str:
    """The JSON Pointer of keys and indices, from the root (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


class PithError(ValueError):
    """Whatever the library refuses. `pointer` is the JSON Pointer (RFC 6901) of the place, where there is one."""

    def __init__(self, message: str, *, pointer: str | None = None) -> None:
        super().__init__(message)
        self.pointer = pointer

    def __str__(self) -> str:
        message: str = self.args[0]
        return message if self.pointer is None else f"at {shown(self.pointer)}: {message}"


class InvalidArgument(PithError):
    """An argument that is not what the function takes: a naive datetime, an unknown name of a check."""


class InvalidNumber(PithError):
    """A text that is no Pith Number, or no short one."""


class CanonicalizationError(PithError):
    """A value that has no canonical JSON bytes, or a text that has no UTF-8."""


class InvalidRecord(PithError):
    """A document that cannot be read as what it says it is."""


class InvalidJSON(InvalidRecord):
    """Bytes that are not one JSON value with one meaning. `offset` counts bytes from 0, where it is known."""

    def __init__(self, message: str, *, pointer: str | None = None, offset: int | None = None) -> None:
        super().__init__(message, pointer=pointer)
        self.offset = offset


class LimitExceeded(InvalidRecord):
    """Input over a stated limit of size, depth, items or digits."""


class InvalidKey(PithError):
    """Bytes or a spelling that are no usable Ed25519 public key, or keys that contradict one another."""


class UnknownKey(PithError):
    """No key of the ring answers to the receipt; the children say why one that seems to may not be used."""


class RevokedKey(UnknownKey):
    """The key is in the ring, marked as revoked: it verifies nothing, whatever the date."""


class KeyOutsideWindow(UnknownKey):
    """The instant asked about lies outside the key's window of validity."""


class FingerprintMismatch(UnknownKey):
    """The key id is known, and the fingerprint beside it belongs to another key."""


class InvalidSignature(PithError):
    """The signature does not verify; the children say what else is wrong with the receipt."""


class UnsupportedAlgorithm(InvalidSignature):
    """The receipt names an algorithm, or a signed message, other than the ones this protocol defines."""


class DigestMismatch(InvalidSignature):
    """The receipt speaks of another canonical hash: it may be a valid receipt of another record."""


class WrongMessageSigned(InvalidSignature):
    """The signature is a valid one over the hexadecimal text of the hash, where its 32 bytes belong."""


class AliasError(PithError):
    """Something about an alias or an index of aliases; `candidates` are the numbers in question, in their order."""

    def __init__(self, message: str, *, pointer: str | None = None, candidates: "Sequence[PithNumber]" = ()) -> None:
        super().__init__(message, pointer=pointer)
        self.candidates: tuple[PithNumber, ...] = tuple(candidates)


class UnknownAlias(AliasError):
    """No number of the index answers to the alias."""


class AmbiguousAlias(AliasError):
    """Several numbers answer to the alias: the candidates."""


class ConflictingYears(AliasError):
    """The candidates have one suffix and several years. A hash has one record and that one year: all but one are wrong."""


class InvalidIndex(AliasError):
    """Bytes that are no index of aliases."""


class VerificationFailed(PithError):
    """`VerificationReport.raise_for_failure` on a report that is not ok; `report` is that report."""

    def __init__(self, message: str, *, report: "VerificationReport | None" = None) -> None:
        super().__init__(message)
        self.report: VerificationReport | None = report
