"""Verify a Pith Number record: print what was checked, what it rests on, and what nothing vouches for.

    python examples/verify_record.py [FILE|-] [--abstract FILE] [--at INSTANT]

Without FILE the record beside this script is read; `-` reads standard input. Exits 0 when the record verifies, 1 when it
does not, 2 when it cannot be read.
"""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from pith import PithError, parse_record, verify_record

SAMPLE = Path(__file__).parent / "records" / "2305.02301v2.json"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default=str(SAMPLE), metavar="FILE", help="a record as JSON, or - for standard input")
    parser.add_argument("--abstract", type=Path, metavar="FILE", help="the whole abstract, to be held against its hash")
    parser.add_argument(
        "--at", type=datetime.fromisoformat, metavar="INSTANT", help="when the key must be valid: 2026-05-21T00:00:00Z"
    )
    options = parser.parse_args(arguments)
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
        abstract = None if options.abstract is None else options.abstract.read_text(encoding="utf-8")
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
    # A terminal that knows no check marks gets escapes rather than an exception.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
