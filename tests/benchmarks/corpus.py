"""Mint a corpus of records for measurements: JSON Lines, each record of a paper of its own, under the test key.

    python tests/benchmarks/corpus.py FILE [--records 1000000] [--kind full] [--bad-every 1000] [--workers 2]

All records are signed. One is minted by the library; the others are that one with another title and arXiv id, and with hashes,
number, names and signature computed anew by the functions of the library. One in `--bad-every` is spoilt, in one of four ways.
"""

import argparse
import json
import multiprocessing
import os
import re
from base64 import b64encode
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Literal, TypeAlias

from pith.canonical import canonical_sha256, text_sha256
from pith.models.record import PithRecord
from pith.number import PithNumber
from pith.testing import FORGER, TEST_SIGNER, sample_record

Kind: TypeAlias = Literal["minimal", "full", "future"]

BATCH = 1000
WAYS = 4
MOST = 1_000_000  # ids from 2490.00000 to 2499.99999: months that there are not, so no paper has them


class Press:
    """Prints records after one that was minted."""

    def __init__(self, sample: PithRecord) -> None:
        self.canonical = sample.canonical_record.to_dict()
        self.year = sample.pith_number[5:9]
        suffix = sample.pith_number.suffix
        places = (
            sample.canonical_sha256,
            self.canonical["metadata"]["title_canon_sha256"],
            sample.receipt.signature_b64,
            suffix,
            suffix[:16],
            suffix[:12],
            suffix[:8],
            json.dumps(sample.paper.title, ensure_ascii=False)[1:-1],
            sample.source.id,
        )
        self.places = {text: index for index, text in enumerate(places)}
        # Longer texts come first, and so the whole suffix before its beginnings.
        self.parts = re.split(f"({'|'.join(map(re.escape, places))})", sample.to_json().decode())

    def record(self, index: int) -> bytes:
        """The record of a paper of its own for each index below `MOST`."""
        title, arxiv_id = f"Sample Paper {index}, for Measurements Alone", f"{2490 + index // 100_000}.{index % 100_000:05}"
        title_hash = text_sha256(title)
        source = {**self.canonical["source"], "id": arxiv_id}
        metadata = {**self.canonical["metadata"], "title_canon_sha256": title_hash}
        digest = canonical_sha256({**self.canonical, "source": source, "metadata": metadata})
        signature = b64encode(TEST_SIGNER.sign(bytes.fromhex(digest))).decode()
        suffix = PithNumber.from_digest(bytes.fromhex(digest), self.year).suffix
        values = (digest, title_hash, signature, suffix, suffix[:16], suffix[:12], suffix[:8], title, arxiv_id)
        return "".join([values[self.places[part]] if part in self.places else part for part in self.parts]).encode()


def spoilt(record: bytes, way: int) -> bytes:
    """A record that must not verify, or cannot be read."""
    if way == 0:
        return record.replace(b"Sample Paper", b"Another Paper")
    if way == 1:
        return record.replace(TEST_SIGNER.key_id.encode(), FORGER.key_id.encode())
    return record[:-2] if way == 2 else b'{"record_type":"pith_number_record",' + record[1:]


def batch(first: int, *, until: int, sample: PithRecord, bad_every: int) -> bytes:
    """Lines of records from an index on."""
    press = Press(sample)
    printed = []
    for index in range(first, min(first + BATCH, until)):
        record = press.record(index)
        printed.append(spoilt(record, index // bad_every % WAYS) if bad_every and index % bad_every == bad_every - 1 else record)
    return b"\n".join(printed) + b"\n"


def write_corpus(path: Path, count: int, *, kind: Kind = "full", bad_every: int = 1000, workers: int = 1) -> None:
    """A file of so many records, at most `MOST`: the same bytes for any number of workers."""
    if count > MOST:
        raise ValueError(f"there are ids for {MOST} records only")
    job = partial(batch, until=count, sample=sample_record(kind), bad_every=bad_every)
    starts = range(0, count, BATCH)
    with path.open("wb") as file:
        if workers == 1:
            file.writelines(map(job, starts))
        else:
            with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as executor:
                # Not all at once: `map` would hold every batch that is minted before it can be written.
                for some in range(0, len(starts), 8 * workers):
                    file.writelines(executor.map(job, starts[some : some + 8 * workers]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--records", type=int, default=MOST, metavar="N")
    parser.add_argument("--kind", choices=("minimal", "full", "future"), default="full", help="which sample they are like")
    parser.add_argument("--bad-every", type=int, default=1000, metavar="N", help="0 for none")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    begin = perf_counter()
    write_corpus(options.file, options.records, kind=options.kind, bad_every=options.bad_every, workers=options.workers)
    seconds = perf_counter() - begin
    size = options.file.stat().st_size
    print(f"{options.records:,} records, {size:,} bytes, in {seconds:.1f} s: {options.records / seconds:,.0f} records per second")
    print(f"they verify with --key {TEST_SIGNER.key_id}={TEST_SIGNER.public_key.raw.hex()}")


if __name__ == "__main__":
    main()
