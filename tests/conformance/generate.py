"""Writes the vectors, the schemas and the table of rules in this folder. Run it with pith installed: `python generate.py`.

The results in the vectors come from the reference (`tests/support/reference`), not from the library; only the schemas are those
of the library. A test compares the files with what this writes.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SUPPORT = FOLDER.parent / "support"
SPECIFICATION = FOLDER.parents[1] / "pith" / "SPECIFICATION.md"


def vector_files() -> dict[str, str]:
    """The text of each file of vectors, by its name."""
    from conformance.document_form import DocumentVectors
    from conformance.graph_vectors import graph_vectors
    from conformance.json_vectors import json_vectors
    from conformance.key_vectors import key_vectors
    from conformance.name_vectors import name_vectors
    from conformance.other_vectors import other_vectors
    from conformance.record_vectors import record_vectors
    from conformance.text_vectors import text_vectors

    documents = [record_vectors(), *graph_vectors()]
    keys = key_vectors()
    DocumentVectors.of(next(file for file in keys if file.kind == "manifests")).forms("9.4")
    files = [json_vectors(), text_vectors(), *name_vectors(), *keys, *(one.file for one in documents), *other_vectors()]
    return {f"{file.kind}.json": file.text() for file in files}


def schema_files() -> dict[str, str]:
    """The text of each JSON Schema of the library, by its name."""
    from pith.schema import MODELS, json_schema

    names = (*MODELS, "report", "batch_result")
    return {f"{name}.json": json.dumps(json_schema(name), indent=1, ensure_ascii=True) + "\n" for name in names}


def rules_table(files: dict[str, str]) -> str:
    """A table of the sections and rules of the specification, with the number of tests of each."""
    counts: Counter[str] = Counter()
    checks: dict[str, Counter[tuple[str, str]]] = {}
    for text in files.values():
        file = json.loads(text)
        for group in file["groups"]:
            for test in group["tests"]:
                counts[test.get("rule", group["section"])] += 1
                _count_checks(checks.setdefault(file["kind"], Counter()), test)
    sections = re.findall(r"^#+ (\d+(?:\.\d+)*) (.*)$", SPECIFICATION.read_text("utf-8"), re.MULTILINE)
    rows = [
        f"| {section} {title} | {_rules(section, counts) or '-'} |"
        for section, title in sections
        if not section.startswith(("8.3.", "9.1.", "9.2.", "9.3."))
    ]
    lines = [
        "# Rules and vectors",
        "",
        "`generate.py` writes this file.",
        "",
        "| section | tests of the section and of its rules |",
        "|---|---|",
        *rows,
    ]
    for kind, outcomes in checks.items():
        if outcomes:
            names = dict.fromkeys(name for name, _ in outcomes)
            lines += [
                "",
                f"## Checks in `{kind}.json`",
                "",
                "| check | passed | failed | failed alone | indeterminate |",
                "|---|---|---|---|---|",
            ]
            lines += [
                f"| `{name}` | "
                + " | ".join(str(outcomes[name, column]) for column in ("passed", "failed", "alone", "indeterminate"))
                + " |"
                for name in names
            ]
    return "\n".join(lines) + "\n"


def _rules(section: str, counts: Counter[str]) -> str:
    own = {rule: count for rule, count in counts.items() if rule.split("/")[0] == section}
    return ", ".join(f"{rule.partition('/')[2] or 'all'}: {own[rule]}" for rule in sorted(own, key=_order))


def _order(rule: str) -> list[tuple[bool, int, str]]:
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"[./]", rule)]


def _count_checks(outcomes: Counter[tuple[str, str]], test: dict[str, Any]) -> None:
    expected = test.get("expected", {})
    if "passed" in expected:
        for column in ("passed", "failed", "indeterminate"):
            outcomes.update((name, column) for name in expected[column])
        if len(expected["failed"]) == 1:
            outcomes[expected["failed"][0], "alone"] += 1


def main() -> None:
    sys.path[:0] = [str(SUPPORT), str(FOLDER.parents[1])]
    vectors = vector_files()
    for folder, files in (("vectors", vectors), ("schemas", schema_files())):
        (FOLDER / folder).mkdir(exist_ok=True)
        for name, text in files.items():
            (FOLDER / folder / name).write_text(text, "utf-8")
    (FOLDER / "RULES.md").write_text(rules_table(vectors), "utf-8")


if __name__ == "__main__":
    main()
