"""Write an HTML page with a record in brief and the report of its verification.

    python examples/report_page.py [FILE|-] > page.html

Exits 0 when the record verifies, 1 when it does not, 2 when it cannot be read.
"""

import sys
from pathlib import Path

from pith import PithError, parse_record, verify_record

SAMPLE = Path(__file__).parent / "records" / "2305.02301v2.json"

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Verification report</title>
</head>
<body style="font-family:system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em">
{record}
{report}
</body>
</html>
"""


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else str(SAMPLE)
    try:
        record = parse_record(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        print(f"cannot read {name}: {error.strerror}", file=sys.stderr)
        return 2
    except PithError as error:
        print(f"cannot parse {name}: {error}", file=sys.stderr)
        return 2
    report = verify_record(record)
    page = PAGE.format(record=record._repr_html_(), report=report._repr_html_())
    sys.stdout.buffer.write(page.encode())
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
