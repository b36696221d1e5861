"""Whether every public name of packages with PyO3 bindings is an object of the site that is built from their sources.

``python tests/benchmarks/public_names.py [-o FOLDER] [PACKAGE ..]`` downloads pinned source distributions, builds their sites, and prints a
line for each package:

* of the names in the ``__all__`` of every public module, how many ``objects.inv`` has at the very same name;
* of the classes, functions and properties of the extension that are public, how many are described once, at home, with a link to Rust.

What is missing is listed below, with its cause where one is known (``CAUSES``); anything else makes the exit code 1. ``__all__`` is
evaluated here, by rules of its own, not by the code under test.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import griffe
from sources import build_site, fetch_source
from sphinx.util.inventory import InventoryFile

from sphinx_plissken.bindings.api import EXTRA
from sphinx_plissken.python.api import PythonMember
from sphinx_plissken.reference import Reference, read_reference


@dataclass(frozen=True)
class Package:
    requirement: str
    root: str
    """Folder of the Python sources in the distribution."""


PACKAGES = {
    "pydantic-core": Package("pydantic-core==2.50.4", "python"),
    "cryptography": Package("cryptography==50.0.2", "src"),
    "tokenizers": Package("tokenizers==0.23.3", "py_src"),
    "py-rattler": Package("py-rattler==0.28.0", "."),
    "datafusion": Package("datafusion==55.0.0", "python"),
    "quil": Package("quil==0.37.2", "python"),
    "obstore": Package("obstore==0.12.1", "python"),
    "watchfiles": Package("watchfiles==1.3.0", "."),
}

NOWHERE = "no file of the distribution defines it; the build says so"
STUB_ONLY = "only the stub lists it: the built module has no such name"

CAUSES = {
    "pydantic_core.UNSET": NOWHERE,
    "pydantic_core.ModelFieldsSet": NOWHERE,
    **{
        f"obstore.{name}": STUB_ONLY
        for name in (
            "_store HTTP_METHOD AsyncReadableFile AsyncWritableFile Attribute Attributes BytesStream GetOptions GetResult ListChunkType "
            "ListResult ListStream ObjectMeta OffsetRange PutMode PutResult ReadableFile SignCapableStore SuffixRange UpdateVersion "
            "WritableFile"
        ).split()
    },
}
"""Name that is not found -> why."""


# What the sources say


def public_modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Modules without a private name on their path, as files, tests left out."""
    for file in sorted(root.rglob("*.py")):
        parts = file.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        is_package = all((root.joinpath(*parts[:depth]) / "__init__.py").is_file() for depth in range(1, len(parts)))
        if parts and is_package and not any(part.startswith(("_", "test")) or not part.isidentifier() for part in parts):
            yield ".".join(parts), file


def listed_names(file: Path, root: Path, module: str) -> list[str]:
    """The value of a module's ``__all__``; nothing where it has none."""
    names: list[str] = []
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="__all__")], value=value)
                | ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value)
            ):
                names = evaluated(value, root, module)
            case ast.AugAssign(target=ast.Name(id="__all__"), value=value):
                names += evaluated(value, root, module)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="__all__"), attr=method), args=[argument])):
                names = changed(names, method, argument, root, module)
    return names


def changed(names: list[str], method: str, argument: ast.expr, root: Path, module: str) -> list[str]:
    if method == "extend":
        return names + evaluated(argument, root, module)
    (name,) = evaluated(ast.List(elts=[argument]), root, module)
    return [*names, name] if method == "append" else [each for each in names if each != name]


def evaluated(value: ast.expr, root: Path, module: str) -> list[str]:
    match value:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return [name for element in elements for name in evaluated_element(element, root, module)]
        case ast.BinOp(left=left, right=right):
            return evaluated(left, root, module) + evaluated(right, root, module)
        case ast.Attribute(value=ast.Name(id=other), attr="__all__"):
            return listed_elsewhere(other, root, module)
        case ast.Call(func=ast.Name(id="list" | "tuple" | "sorted"), args=[inner]):
            return evaluated(inner, root, module)
    raise ValueError(f"`__all__` of {module} is no literal: {ast.unparse(value)}")


def evaluated_element(element: ast.expr, root: Path, module: str) -> list[str]:
    match element:
        case ast.Constant(value=str(name)):
            return [name]
        case ast.Starred(value=value):
            return evaluated(value, root, module)
    raise ValueError(f"`__all__` of {module} holds what is no literal: {ast.unparse(element)}")


def listed_elsewhere(name: str, root: Path, module: str) -> list[str]:
    """The ``__all__`` of another module; of an extension module as its stub has it."""
    for candidate in (f"{module}.{name}", f"{module.rpartition('.')[0]}.{name}", name):
        base = root.joinpath(*candidate.split("."))
        for file in (base / "__init__.py", base.with_suffix(".py"), base.with_suffix(".pyi")):
            if file.is_file():
                return listed_names(file, root, candidate)
    raise ValueError(f"`__all__` of {module} takes that of {name}, which is not found")


def expected_names(root: Path) -> list[str]:
    return [f"{module}.{name}" for module, file in public_modules(root) for name in listed_names(file, root, module)]


# What the site has


def described_names(site: Path) -> frozenset[str]:
    """The names of all Python objects in the inventory."""
    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, uri: uri)
    found = [name for kind, entries in inventory.items() if kind.startswith("py:") for name in entries]
    # What a module lists may be a submodule; whatever else is there may not have the name of one.
    return frozenset(found)


def bindings_shown(reference: Reference) -> tuple[int, list[str]]:
    """How many classes, functions and properties of extension modules are public, and what is wrong with some of them."""
    members = [member for module in reference.python.modules for member in at_home(module.members)]
    bound = [member for member in members if member.object.extra.get(EXTRA) and is_counted(member.object)]
    often = [f"{path}: described {count} times" for path, count in Counter(member.definition for member in bound).items() if count > 1]
    unlinked = [f"{member.path}: no link to Rust" for member in bound if member.path not in reference.rust_of]
    return len(bound), often + unlinked


def at_home(members: tuple[PythonMember, ...]) -> Iterator[PythonMember]:
    for member in members:
        if member.is_home:
            yield member
            yield from at_home(member.members)


def is_counted(obj: griffe.Object) -> bool:
    return isinstance(obj, griffe.Class | griffe.Function) or "property" in obj.labels


def measure(name: str, folder: Path, sites: Path | None) -> bool:
    package = PACKAGES[name]
    project = fetch_source(package.requirement, folder / "sources")
    site = (sites or folder / "sites") / name
    if not (site / "objects.inv").is_file():
        build_site(project, site)
    expected, described = expected_names(project / package.root), described_names(site)
    missing = [path for path in expected if path not in described]
    count, wrong = bindings_shown(read_reference(project))
    print(f"{name}: {len(expected) - len(missing)} of {len(expected)} names; {count - len(wrong)} of {count} bindings", flush=True)
    for line in [*missing, *wrong]:
        print(f"    {line}{' - ' + CAUSES[line] if line in CAUSES else ''}")
    return all(line in CAUSES for line in [*missing, *wrong])


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"of {', '.join(PACKAGES)} (default: all)")
    parser.add_argument("-o", "--output", type=Path, default=Path("public-names"), help="folder for sources and sites")
    parser.add_argument("--sites", type=Path, help="folder with sites that are built already, one for each package")
    arguments = parser.parse_args()
    results = [measure(name, arguments.output.resolve(), arguments.sites) for name in arguments.packages or PACKAGES]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
