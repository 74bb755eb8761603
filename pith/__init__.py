"""Pith Numbers: parse records, derive numbers, check and make signatures, and tell for every value how it is known.

Begin with `parse_record` and `verify_record`, and read the `VerificationReport`. Use `verify_many` for many records,
`parse_number` and `find_numbers` for numbers in texts, `AliasIndex` for short names, `mint_record` to make records and `cite` for
bibliographies. Every error about data is a `PithError`.

The library does no I/O: pass bytes, keys and times. The public names are loaded when they are first used. More names are in the
submodules `pith.models`, `pith.checks`, `pith.assurance`, `pith.aliases`, `pith.minting`, `pith.opengraph`, `pith.citing`,
`pith.keys`, `pith.errors`, `pith.testing` (samples, forgeries, fixtures) and `pith.integrations` (FastAPI, SQLAlchemy, PEM, JWK).

>>> from pith.testing import TEST_KEYS, sample_record
>>> import pith
>>> record = pith.parse_record(sample_record().to_json())
>>> report = pith.verify_record(record, keys=TEST_KEYS)
>>> report.ok, report.assurance_of("/paper/title").reason
(True, 'bound to the verified signature by title_hash')
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .aliases import AliasIndex as AliasIndex
    from .arxiv import source_aliases as source_aliases
    from .assurance import Assurance as Assurance
    from .batch import BatchResult as BatchResult
    from .batch import verify_many as verify_many
    from .canonical import canonical_bytes as canonical_bytes
    from .canonical import canonical_sha256 as canonical_sha256
    from .canonical import canonical_text as canonical_text
    from .canonical import snapshot_sha256 as snapshot_sha256
    from .canonical import text_sha256 as text_sha256
    from .checks.table import CheckResult as CheckResult
    from .checks.table import Outcome as Outcome
    from .citing import cite as cite
    from .errors import AmbiguousAlias as AmbiguousAlias
    from .errors import InvalidArgument as InvalidArgument
    from .errors import InvalidJSON as InvalidJSON
    from .errors import InvalidKey as InvalidKey
    from .errors import InvalidNumber as InvalidNumber
    from .errors import InvalidRecord as InvalidRecord
    from .errors import InvalidSignature as InvalidSignature
    from .errors import LimitExceeded as LimitExceeded
    from .errors import PithError as PithError
    from .errors import UnknownAlias as UnknownAlias
    from .errors import UnknownKey as UnknownKey
    from .errors import VerificationFailed as VerificationFailed
    from .find import NumberMatch as NumberMatch
    from .find import find_numbers as find_numbers
    from .keys import PITH_KEYS as PITH_KEYS
    from .keys import KeyRing as KeyRing
    from .keys import PublicKey as PublicKey
    from .keys import Signer as Signer
    from .minting import mint_record as mint_record
    from .models.alias import Alias as Alias
    from .models.receipt import Receipt as Receipt
    from .models.record import CanonicalRecord as CanonicalRecord
    from .models.record import PithRecord as PithRecord
    from .models.record import parse_record as parse_record
    from .models.snapshot import GraphSnapshot as GraphSnapshot
    from .models.snapshot import PaperMetadata as PaperMetadata
    from .models.snapshot import Source as Source
    from .number import PithNumber as PithNumber
    from .number import ShortPithNumber as ShortPithNumber
    from .number import parse_number as parse_number
    from .number import short_aliases as short_aliases
    from .receipt import verify_receipt as verify_receipt
    from .report import VerificationReport as VerificationReport
    from .schema import json_schema as json_schema
    from .strict_json import Limits as Limits
    from .verify import verify_record as verify_record
    from .version import __version__ as __version__

# The module of each name. A test compares this table with the imports above, which are for type checkers.
_MODULES = {
    "AliasIndex": "aliases",
    "source_aliases": "arxiv",
    "Assurance": "assurance",
    "BatchResult": "batch",
    "verify_many": "batch",
    "canonical_bytes": "canonical",
    "canonical_sha256": "canonical",
    "canonical_text": "canonical",
    "snapshot_sha256": "canonical",
    "text_sha256": "canonical",
    "CheckResult": "checks.table",
    "Outcome": "checks.table",
    "cite": "citing",
    "AmbiguousAlias": "errors",
    "InvalidArgument": "errors",
    "InvalidJSON": "errors",
    "InvalidKey": "errors",
    "InvalidNumber": "errors",
    "InvalidRecord": "errors",
    "InvalidSignature": "errors",
    "LimitExceeded": "errors",
    "PithError": "errors",
    "UnknownAlias": "errors",
    "UnknownKey": "errors",
    "VerificationFailed": "errors",
    "NumberMatch": "find",
    "find_numbers": "find",
    "KeyRing": "keys",
    "PITH_KEYS": "keys",
    "PublicKey": "keys",
    "Signer": "keys",
    "mint_record": "minting",
    "Alias": "models.alias",
    "Receipt": "models.receipt",
    "CanonicalRecord": "models.record",
    "PithRecord": "models.record",
    "parse_record": "models.record",
    "GraphSnapshot": "models.snapshot",
    "PaperMetadata": "models.snapshot",
    "Source": "models.snapshot",
    "PithNumber": "number",
    "ShortPithNumber": "number",
    "parse_number": "number",
    "short_aliases": "number",
    "verify_receipt": "receipt",
    "VerificationReport": "report",
    "json_schema": "schema",
    "Limits": "strict_json",
    "verify_record": "verify",
    "__version__": "version",
}


def _load(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .lazy import load

    value = globals()[name] = load(__name__, _MODULES[name], name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


# Type checkers read the imports above. Written in the usual way, `__all__` would confuse them, and with `__getattr__` they would
# accept any name.
globals().update(__all__=sorted(_MODULES), __getattr__=_load)
