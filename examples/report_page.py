"""Write an HTML page that shows the paper of a record, how each field of it is known, and every check.

    python examples/report_page.py [FILE|-] > page.html

Exits 0 if the record verifies, 1 if it does not, 2 if it cannot be read.
"""

import argparse
import sys
from pathlib import Path

from console import run

from pith import PithError, parse_record, verify_record

SAMPLE = Path(__file__).parent / "records" / "2305.02301v2.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default=str(SAMPLE), metavar="FILE", help="a record as JSON, or - for standard input")
    name = parser.parse_args().file
    try:
        record = parse_record(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        print(f"cannot read {name}: {error.strerror}", file=sys.stderr)
        return 2
    except PithError as error:
        print(f"cannot parse {name}: {error}", file=sys.stderr)
        return 2
    report = verify_record(record)
    sys.stdout.buffer.write(report.to_html(page=True).encode())
    return 0 if report.ok else 1


if __name__ == "__main__":
    run(main)
