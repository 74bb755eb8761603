"""Verify a Pith Number record: print each check with its outcome, and the values that no signature covers.

    python examples/verify_record.py [FILE|-] [--abstract FILE] [--at INSTANT]

Without FILE the script reads the record beside it; `-` is standard input. Exits 0 if the record verifies, 1 if it does not, 2 if
it cannot be read.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from console import run

from pith import PithError, parse_record, verify_record

SAMPLE = Path(__file__).parent / "records" / "2305.02301v2.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default=str(SAMPLE), metavar="FILE", help="a record as JSON, or - for standard input")
    parser.add_argument("--abstract", metavar="FILE", help="the whole abstract, whose hash is then checked")
    parser.add_argument(
        "--at", type=datetime.fromisoformat, metavar="INSTANT", help="when the key must be valid: 2026-05-21T00:00:00Z"
    )
    options = parser.parse_args()
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
        abstract = None if options.abstract is None else Path(options.abstract).read_text(encoding="utf-8")
        report = verify_record(parse_record(data), abstract=abstract, at=options.at)
    except OSError as error:
        print(f"cannot read {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except UnicodeDecodeError as error:
        print(f"cannot read the abstract: {error.reason} at byte {error.start}; UTF-8 was expected", file=sys.stderr)
        return 2
    except PithError as error:
        print(f"cannot verify {options.file}: {error}", file=sys.stderr)
        return 2
    print(report)
    return 0 if report.ok else 1


if __name__ == "__main__":
    run(main)
