"""Call the public functions under an audit hook, without clock and environment. Run this in a process of its own.

Exits with 0 if nothing was opened, connected or started. Otherwise prints what was.
"""

import contextlib
import datetime
import importlib
import os
import pkgutil
import random
import sys
import threading
import time
from pathlib import Path

import pith
import pith.testing
from pith.testing.tampering import tamper_matrix

FORBIDDEN = (
    "open",
    "socket.",
    "subprocess.",
    "os.",
    "_thread.",
    "shutil.",
    "tempfile.",
    "ctypes.",
    "urllib.",
    "signal.",
    "sqlite3.",
)
REMOVED = {
    time: ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"),
    os: ("getenv", "urandom", "environ"),
    random: ("random", "getrandbits", "choice"),
}
AT = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)


def exercise(data: bytes) -> None:
    """Use the library as a program does, from bytes to HTML."""
    record = pith.parse_record(data)
    for source in (data, data.decode(), record.to_dict()):
        report = pith.verify_record(pith.parse_record(source), at=AT, abstract="not the abstract")
    for render in (str, repr):
        render(report)
    report.to_json(), report._repr_html_(), report.unauthenticated, record._repr_html_(), record.to_json()
    pith.verify_receipt(record.receipt, record.canonical_sha256, at=AT)
    for _, _, document in list(tamper_matrix(record.to_dict()))[::20]:
        try:
            pith.verify_record(pith.parse_record(document)).raise_for_failure()
        except pith.PithError:
            continue
    number = pith.PithNumber.derive(record.canonical_record)
    index = pith.AliasIndex([number])
    index.resolve(number.short()), index.resolve(number.suffix[:8]), pith.AliasIndex.from_bytes(index.to_bytes())
    list(pith.find_numbers(f"see {number} and {number.url('json')}")), pith.parse_number(number.url())
    pith.short_aliases(number), pith.source_aliases(record.source), pith.aliases.collision_probability(10**6, 8)
    pith.canonical_bytes(record.to_dict()), pith.text_sha256("x"), pith.snapshot_sha256([])
    key = next(iter(pith.PITH_KEYS))
    pith.PublicKey.from_did_key(key.did_key), pith.PITH_KEYS.revoke(key.key_id)
    sample = pith.testing.sample_record("full")
    assert pith.verify_record(sample, keys=pith.testing.TEST_KEYS).ok
    pith.json_schema("record")


def forbid(*arguments: object, **keywords: object) -> object:
    """Takes the place of the clock, the environment and random numbers."""
    raise AssertionError("the clock, the environment or random numbers were read")


def main(path: str) -> int:
    for module in pkgutil.walk_packages(pith.__path__, "pith."):
        with contextlib.suppress(ModuleNotFoundError):  # the library of an adapter may be missing
            if not module.name.endswith(("pytest_plugin", "strategies")):
                importlib.import_module(module.name)
    data = Path(path).read_bytes()
    exercise(data)  # loads what is loaded lazily
    watching = threading.Event()
    done: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if watching.is_set() and event.startswith(FORBIDDEN):
            done.append(f"{event}{arguments!r:.200}")

    sys.addaudithook(hook)
    for owner, names in REMOVED.items():
        for name in names:
            setattr(owner, name, forbid)
    watching.set()
    exercise(data)
    watching.clear()
    sys.stdout.write("\n".join(done))
    return 1 if done else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
