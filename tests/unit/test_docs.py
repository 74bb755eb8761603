"""The documents are true: examples run, links lead somewhere, named tests exist, and the site is built with one command."""

import ast
import doctest
import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from shared_data import REPOSITORY

GUIDE = REPOSITORY / "examples" / "docs" / "GUIDE.md"
SECURITY = REPOSITORY / ".github" / "SECURITY.md"
DOCUMENTS = [GUIDE, SECURITY, REPOSITORY / "README.md", REPOSITORY / ".github" / "CONTRIBUTING.md"]
DOORS = {
    *(
        "pydantic: field",
        "pydantic: adapter",
        "pydantic: depth",
        "pydantic: JSON",
        "pydantic: schema",
        "FastAPI: body",
        "FastAPI: response",
    ),
    *("FastAPI: OpenAPI", "SQLAlchemy", "pickle, copy", "json", "msgspec", "polars", "pandas", "threads", "asyncio"),
    *("pyright", "mypy", "pytest", "pytest-xdist", "Hypothesis", "idutils", "Jupyter"),
}


@cache
def names_in(name: str) -> frozenset[str]:
    """The names of the tests in a file of this folder."""
    tree = ast.parse((Path(__file__).parent / name).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def slugs(path: Path) -> set[str]:
    """The fragments of the headings of a Markdown file, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_session_of_the_guide_runs() -> None:
    examples = doctest.DocTestParser().get_doctest(GUIDE.read_text("utf-8"), {}, GUIDE.name, GUIDE.name, 0)
    results = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(examples)
    assert results.attempted > 60
    assert results.failed == 0


@pytest.mark.parametrize("path", [GUIDE, SECURITY], ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(path: Path) -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", path.read_text("utf-8"))
    assert len(named) >= 10
    assert {f"{file}::{test}" for file, test in named if test not in names_in(file)} == set()


def test_every_door_has_a_row_and_a_test() -> None:
    table = GUIDE.read_text("utf-8").partition("\n## Doors\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `test_\w+\.py::test_\w+` \|$", table, re.MULTILINE)
    assert {door for door, _ in rows} >= DOORS
    assert len(rows) == table.count("\n| ") - 1


def test_every_threat_has_a_test() -> None:
    threats = SECURITY.read_text("utf-8").partition("\n## Threat model\n")[2].partition("\n## ")[0]
    rows = [line for line in threats.splitlines() if line.startswith("| ") and line != "| sentence | test |"]
    assert len(rows) > 15
    assert [row for row in rows if not re.search(r"`test_\w+\.py::test_\w+`", row)] == []
    assert {f"test_threats.py::{name}" for name in names_in("test_threats.py") if name.startswith("test_")} <= {
        *re.findall(r"test_threats\.py::test_\w+", threats)
    }


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file_or_a_heading(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        file, _, fragment = target.partition("#")
        found = path if not file else (path.parent / file).resolve()
        if not found.exists() or (fragment and found.suffix == ".md" and fragment not in slugs(found)):
            broken.append(target)
    assert broken == []


class Page(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built by the command of the README."""
    pytest.importorskip("pdoc")
    output = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, str(REPOSITORY / "examples" / "docs" / "build.py"), str(output)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.strip() == str(output / "index.html")
    return output


@pytest.mark.slow
def test_every_link_of_the_site_leads_to_a_page_and_an_id(site: Path) -> None:
    pages = {path.resolve(): Page(path) for path in site.rglob("*.html")}
    assert len(pages) > 25
    broken, links = [], 0
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                assert parts.scheme in ("https", "http", "data", "mailto")
                continue
            links += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = pages[target].ids if target in pages else None
            if not target.is_file() or (parts.fragment and known is not None and unquote(parts.fragment) not in known):
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []
    assert links > 1000


@pytest.mark.slow
def test_the_reference_has_every_public_name(site: Path) -> None:
    from docs import build

    missing = []
    for module in build.MODULES:
        ids = Page(site / "reference" / f"{module.replace('.', '/')}.html").ids
        missing += [f"{module}.{name}" for name in build.public_names(module) if name not in ids]
    assert missing == []


@pytest.mark.slow
def test_sections_that_docstrings_cite_are_links(site: Path) -> None:
    page = Page(site / "reference" / "pith.html")
    assert "../specification.html#44-lenient-spellings" in page.links
    recipes = Page(site / "recipes.html").ids
    assert {path.name.replace(".", "") for path in (REPOSITORY / "examples" / "recipes").glob("*.py")} <= recipes


@pytest.mark.slow
def test_every_public_module_is_in_the_reference() -> None:
    pytest.importorskip("pdoc")
    from docs import build

    packages = {".".join(path.parent.relative_to(REPOSITORY).parts) for path in (REPOSITORY / "pith").rglob("__init__.py")} - {
        "pith.render"
    }
    assert packages <= {*build.MODULES}


@pytest.mark.slow
def test_every_public_module_states_when_to_use_it() -> None:
    pytest.importorskip("pdoc")
    from docs import build

    paths = {name: REPOSITORY.joinpath(*name.split(".")) for name in build.MODULES}
    files = {name: path / "__init__.py" if path.is_dir() else path.with_suffix(".py") for name, path in paths.items()}
    docstrings = {name: ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for name, path in files.items()}
    assert {name for name, text in docstrings.items() if not re.search(r"\b(Use|Begin with|Catch|Import) ", text)} == set()
