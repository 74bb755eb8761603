<<<<<<< HEAD
"""Fuzzing targets: public functions over arbitrary bytes. Each gives an answer or raises a PithError."""
=======
"""All targets, by name."""
>>>>>>> fba947a (Fuzz every public function that takes data, by cases that can be kept)

from fuzz_document_targets import TARGETS as DOCUMENT_TARGETS
from fuzz_key_targets import TARGETS as KEY_TARGETS
from fuzz_minting_targets import TARGETS as MINTING_TARGETS
from fuzz_targets import Target
from fuzz_value_targets import TARGETS as VALUE_TARGETS

<<<<<<< HEAD
import pith
from pith import opengraph
from pith.strict_json import parse_json
from pith.testing import TEST_KEYS

NUMBER = pith.PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
LIMITS = pith.Limits(size=1 << 16, items=4096)


def parse(data: bytes) -> None:
    """An accepted value is that of the standard library, and a record dumps to an equal value."""
    value = parse_json(data, limits=LIMITS)
    assert value == json.loads(data)
    if isinstance(value, dict):
        record = pith.parse_record(data, limits=LIMITS)
        assert record.to_dict() == value
        assert pith.parse_record(record.to_json()) == record


def verify(data: bytes) -> None:
    """The report of any record prints."""
    report = pith.verify_record(pith.parse_record(data, limits=LIMITS), keys=TEST_KEYS)
    assert all(line.isprintable() for line in str(report).split("\n"))
    report.raise_for_failure()


def document(data: bytes) -> None:
    """A document of any kind dumps to an equal value, and its report prints."""
    parsed = opengraph.parse_document(data, limits=LIMITS)
    assert parsed.to_dict() == json.loads(data)
    if isinstance(parsed, opengraph.MirrorManifest):
        opengraph.manifest_keys(parsed, TEST_KEYS)
        for mirror in parsed.mirrors:
            opengraph.mirror_addresses(mirror, NUMBER)
        return
    verifiers: dict[type, Callable[..., pith.VerificationReport]] = {
        pith.PithRecord: pith.verify_record,
        opengraph.OpenGraphBundle: opengraph.verify_bundle,
        opengraph.OpenGraphState: opengraph.verify_state,
        opengraph.IntegrityDocument: opengraph.verify_integrity,
    }
    report = verifiers[type(parsed)](parsed, keys=TEST_KEYS)
    assert all(line.isprintable() for line in str(report).split("\n"))
    report.raise_for_failure()


def number(data: bytes) -> None:
    """A parsed number is one for the strict constructors too."""
    text = data.decode("utf-8", "surrogatepass") if data.isascii() else data.decode("utf-8", "replace")
    found = pith.parse_number(text)
    assert type(found)(str(found)) == found
    pith.canonical_text(text)


def find(data: bytes) -> None:
    """A match is in the text where it is reported, and parses to the same number."""
    text = data.decode("utf-8", "replace")
    end = 0
    for match in pith.find_numbers(text):
        assert match.start >= end
        end = match.end
        assert text[match.start : match.end] == match.text
        assert pith.parse_number(match.text) == match.number


def index(data: bytes) -> None:
    """An index gives the bytes from which it was parsed."""
    read = pith.AliasIndex.from_bytes(data)
    assert read.to_bytes() == data


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (parse, verify, document, number, find, index)
}


def seeds() -> dict[str, list[bytes]]:
    """The inputs from which mutation starts: the record of the repository, samples, and numbers in every spelling."""
    from pathlib import Path

    from pith.testing import sample_bundle, sample_integrity, sample_mirrors, sample_record, sample_state

    here = Path(__file__).parent
    samples = [sample_record(name) for name in ("minimal", "full", "future")]
    documents = [sample.to_json() for sample in samples]
    documents.append((here.parents[1] / "examples" / "records" / "2305.02301v2.json").read_bytes())
    documents += [path.read_bytes() for path in sorted((here / "corpus").iterdir())]
    numbers = [sample.pith_number for sample in samples]
    spelt = [spelling.encode() for one in numbers for spelling in (one, one.short(), one.suffix, one.url(), one.url("json"))]
    texts = [b"See " + b", or ".join(spelt) + b" and \\pithnumber{" + numbers[0].suffix.encode() + b"}."]
    indexes = [pith.AliasIndex(numbers[:count]).to_bytes() for count in range(4)]
    others = [sample().to_json() for sample in (sample_bundle, sample_state, sample_integrity, sample_mirrors)]
    return {
        "parse": documents,
        "verify": documents,
        "document": others + documents[:1],
        "number": spelt,
        "find": texts + spelt,
        "index": indexes,
    }
=======
TARGETS: dict[str, Target] = {**DOCUMENT_TARGETS, **VALUE_TARGETS, **KEY_TARGETS, **MINTING_TARGETS}
>>>>>>> fba947a (Fuzz every public function that takes data, by cases that can be kept)
