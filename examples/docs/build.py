"""Build the documentation as a static site: the guide, the API reference, the specification, the recipes and the other documents.

python examples/docs/build.py [OUTPUT]        # needs pith-number[docs]; OUTPUT is a folder, by default build/docs

Every link of a document to a file of the repository becomes a link inside the site. A link that leads nowhere is an error.
"""

import argparse
import ast
import html
import importlib
import json
import os
import posixpath
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from string import Template
from typing import TypeVar

try:
    import markdown2
    import pdoc
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer
except ModuleNotFoundError as missing:
    raise SystemExit(f"build.py needs {missing.name}: install pith-number[docs]") from None

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]

# pdoc finds no submodule that a lazy root does not name, so each public module is named here.
MODULES = (
    "pith",
    "pith.aliases",
    "pith.arxiv",
    "pith.canonical",
    "pith.checks",
    "pith.citing",
    "pith.errors",
    "pith.integrations",
    "pith.integrations.fastapi",
    "pith.integrations.hypothesis",
    "pith.integrations.idutils",
    "pith.integrations.jwk",
    "pith.integrations.pem",
    "pith.integrations.sqlalchemy",
    "pith.keys",
    "pith.minting",
    "pith.models",
    "pith.opengraph",
    "pith.pointers",
    "pith.schema",
    "pith.strict_json",
    "pith.testing",
    "pith.testing.pytest_plugin",
    "pith.testing.strategies",
    "pith.timestamps",
)

# The documents, by their path in the repository, with the name of their page and their title in the navigation.
PAGES = {
    "examples/docs/GUIDE.md": ("index.html", "Guide"),
    "README.md": ("readme.html", "Readme"),
    "pith/SPECIFICATION.md": ("specification.html", "Specification"),
    "tests/conformance/README.md": ("conformance.html", "Conformance"),
    "tests/conformance/RULES.md": ("rules.html", "Rules"),
    "tests/benchmarks/RESULTS.md": ("benchmarks.html", "Benchmarks"),
    ".github/SECURITY.md": ("security.html", "Security"),
    ".github/CONTRIBUTING.md": ("contributing.html", "Contributing"),
    "CHANGELOG.md": ("changelog.html", "Changelog"),
}
RECIPES = "examples/recipes"
NAVIGATION = {
    "index.html": "Guide",
    "reference/index.html": "Reference",
    "recipes.html": "Recipes",
    **{page: title for page, title in PAGES.values() if page not in ("index.html", "rules.html")},
}
EXTRAS = ["code-friendly", "cuddled-lists", "fenced-code-blocks", "tables"]


def public_names(module_name: str) -> list[str]:
    """The public names of a module: its `__all__`, or what it defines and what it imports by `from … import X as X`."""
    module = importlib.import_module(module_name)
    if hasattr(module, "__all__"):
        return [*module.__all__]
    assert module.__file__ is not None
    names = []
    for node in ast.parse(Path(module.__file__).read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            names += [alias.name for alias in node.names if alias.asname == alias.name]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [target.id for target in targets if isinstance(target, ast.Name)]
    public = (name for name in names if not name.startswith("_"))
    return [*dict.fromkeys(name for name in public if not isinstance(getattr(module, name), TypeVar))]


def write_reference(output: Path) -> None:
    """Write the API reference, one page for each module."""
    warnings.filterwarnings("ignore", category=UserWarning, module="pdoc")  # of names that are for type checkers alone
    for name in MODULES:
        module = importlib.import_module(name)
        module.__all__ = public_names(name)  # type: ignore[attr-defined]
    pdoc.render.configure(docformat="markdown", template_directory=HERE / "templates", footer_text="pith")
    pdoc.render.env.filters["plain_annotation"] = plain_annotation
    pdoc.render.env.filters["code_spans"] = code_spans
    # The page of the classes from which documented classes inherit.
    pdoc.render.env.globals["pages"] = {"pith.models.base": "pith/models.html", "pith.errors": "pith/errors.html"}
    pdoc.pdoc(*MODULES, output_directory=output)


def plain_annotation(annotation: str) -> str:
    """An annotation without pydantic's descriptions of fields: `Annotated[str, FieldInfo(…)]` becomes `str`."""
    while (start := annotation.find(", FieldInfo(")) >= 0:
        depth, quoted, end = 0, "", start
        for end in range(start, len(annotation)):
            character = annotation[end]
            if quoted:
                quoted = "" if character == quoted else quoted
            elif character in "'\"":
                quoted = character
            else:
                depth += (character == "(") - (character == ")")
                if character == ")" and depth == 0:
                    break
        annotation = annotation[:start] + annotation[end + 1 :]
    return re.sub(r"Annotated\[([\w.]+(?:\[[\w., ]*\])?)\]", r"\1", annotation)


def code_spans(text: str) -> str:
    """A line of Markdown as HTML, in which only code has a form."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text))


def references() -> dict[str, str]:
    """The address of the documentation of each public name, by the name as a document spells it."""
    found = {}
    for module_name in reversed(MODULES):
        page = f"reference/{module_name.replace('.', '/')}.html"
        found[module_name] = page
        for name in public_names(module_name):
            found[f"{module_name}.{name}"] = f"{page}#{name}"
            if module_name in ("pith", "pith.errors", "pith.opengraph", "pith.minting"):
                found[name] = f"{page}#{name}"
    return found


def slug(heading: str) -> str:
    """The fragment of a heading, as GitHub makes it."""
    text = html.unescape(re.sub(r"<[^>]*>", "", heading)).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def with_anchors(body: str) -> str:
    """The HTML with an id for each heading. A heading that repeats gets a number, as on GitHub."""
    seen: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        name = slug(match[2])
        count = seen[name] = seen.get(name, -1) + 1
        anchor = f"{name}-{count}" if count else name
        return f'<h{match[1]} id="{anchor}">{match[2]}</h{match[1]}>'

    return re.sub(r"<h([1-6])[^>]*>(.*?)</h\1>", heading, body, flags=re.DOTALL)


def sections() -> dict[str, str]:
    """The fragment of each section of the specification, by its number."""
    text = (REPOSITORY / "pith" / "SPECIFICATION.md").read_text("utf-8")
    return {match[1]: slug(match[0].lstrip("# ")) for match in re.finditer(r"^#+ (\d+(?:\.\d+)*) .*$", text, re.MULTILINE)}


class Site:
    """The pages of the documents, which link to one another, to the reference, and to copies of files of the repository."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.template = Template((HERE / "page.html").read_text("utf-8"))
        self.references = references()
        self.sections = sections()

    def link(self, source: str, target: str) -> str:
        """The address, inside the site, of a link of the document `source`. Raises SystemExit if it leads nowhere."""
        if re.match(r"[a-z]+:|#", target):
            return target
        path, mark, fragment = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if path in PAGES:
            return PAGES[path][0] + mark + fragment
        if path == RECIPES:
            return "recipes.html"
        if posixpath.dirname(path) == RECIPES and (REPOSITORY / path).is_file():
            return f"recipes.html#{slug(posixpath.basename(path))}"
        if (REPOSITORY / path).is_dir():
            return self.copy_folder(path)
        if not (REPOSITORY / path).is_file():
            raise SystemExit(f"{source}: the link {target} leads to no file")
        return self.copy(path)

    def copy(self, path: str) -> str:
        """Copy a file of the repository into the site. Returns the address of the copy."""
        (self.output / "files" / path).parent.mkdir(parents=True, exist_ok=True)
        copyfile(REPOSITORY / path, self.output / "files" / path)
        return f"files/{path}"

    def copy_folder(self, path: str) -> str:
        """Copy the files of a folder into the site, with a page that lists them. Returns the address of the page."""
        names = sorted(file.name for file in (REPOSITORY / path).iterdir() if file.is_file())
        for name in names:
            self.copy(f"{path}/{name}")
        items = "".join(f'<li><a href="{name}">{name}</a></li>' for name in names)
        page = self.output / "files" / path / "index.html"
        page.write_text(f"<!doctype html><html lang=en><title>{path}</title><h1>{path}</h1><ul>{items}</ul></html>", "utf-8")
        return f"files/{path}/index.html"

    def write(self, source: str, page: str, title: str, body: str) -> None:
        """Write a page with the HTML of a document, with its links led inside the site."""
        body = with_anchors(body)
        body = re.sub(r'(<a href=")([^"]*)"', lambda match: f'{match[1]}{self.link(source, match[2])}"', body)
        body = re.sub(r"(?<!<a href)<code>(pith\.[\w.]+|\w+)(\(\))?</code>(?!</a>)", self._code, body)
        body = self.link_sections(body, "specification.html")
        navigation = " ".join(
            f'<a href="{address}"{" aria-current=page" * (address == page)}>{label}</a>' for address, label in NAVIGATION.items()
        )
        text = self.template.substitute(title=html.escape(title), navigation=navigation, body=body, style=code_style())
        (self.output / page).write_text(text, "utf-8")

    def _code(self, match: re.Match[str]) -> str:
        """A public name in a document as a link to its documentation."""
        address = self.references.get(match[1])
        return match[0] if address is None else f'<a href="{address}">{match[0]}</a>'

    def link_sections(self, body: str, address: str) -> str:
        """The HTML with a link for each section of the specification that it cites as `§`, or as `section` without an RFC."""

        def cited(match: re.Match[str]) -> str:
            known = match["number"] in self.sections and not match["other"]
            return f'<a href="{address}#{self.sections[match["number"]]}">{match[0]}</a>' if known else match[0]

        return re.sub(r"(?P<other>RFC \d+ )?(?:§|\bsections? )(?P<number>\d+(?:\.\d+)*)", cited, body)

    def link_reference(self) -> None:
        """Link the sections that docstrings cite. Sources are left out: they repeat the docstrings."""
        for path in (self.output / "reference").rglob("*.html"):
            address = posixpath.relpath("specification.html", path.parent.relative_to(self.output).as_posix())
            path.write_text(self.link_sections(path.read_text("utf-8"), address), "utf-8")


def code_style() -> str:
    """The style of highlighted code, for light and for dark pages."""
    light = HtmlFormatter(style="default").get_style_defs(".codehilite")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".codehilite")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"


def recipe_parts(path: Path) -> Iterator[str]:
    """The HTML of a recipe: its docstring as text, then its code."""
    source = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        for cell in json.loads(source)["cells"]:
            text = "".join(cell["source"])
            yield markdown2.markdown(text, extras=EXTRAS) if cell["cell_type"] == "markdown" else code(text)
    else:
        docstring = ast.get_docstring(ast.parse(source)) or ""
        yield markdown2.markdown(docstring.partition("\n")[0], extras=EXTRAS)
        yield code(source)


def code(source: str) -> str:
    """Python as highlighted HTML."""
    return str(highlight(source, PythonLexer(), HtmlFormatter(cssclass="codehilite")))


def recipes() -> str:
    """The HTML of the page of the recipes."""
    parts = ["<h1>Recipes</h1>", "<p>Short programs that do the I/O. The tests of the library run each of them.</p>"]
    for path in sorted((REPOSITORY / RECIPES).iterdir()):
        if path.suffix in (".py", ".ipynb"):
            parts += [f"<h2>{path.name}</h2>", *recipe_parts(path)]
    return "\n".join(parts)


def build(output: Path) -> None:
    """Write the whole site into a folder."""
    os.chdir(REPOSITORY)
    write_reference(output / "reference")
    site = Site(output)
    site.link_reference()
    for source, (page, title) in PAGES.items():
        site.write(source, page, title, markdown2.markdown((REPOSITORY / source).read_text("utf-8"), extras=EXTRAS))
    site.write(f"{RECIPES}/", "recipes.html", "Recipes", recipes())


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the documentation as a static site.")
    parser.add_argument(
        "output", nargs="?", type=Path, default=REPOSITORY / "build" / "docs", help="a folder (default: build/docs)"
    )
    output = parser.parse_args().output.resolve()
    build(output)
    print(output / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
