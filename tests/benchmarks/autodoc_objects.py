"""Our Python objects against those that ``sphinx.ext.autodoc`` finds on the imported package, for packages in pure Python.

``python tests/benchmarks/autodoc_objects.py [-o FOLDER] [PACKAGE ..]`` downloads pinned source distributions, installs the same versions
for autodoc to import, builds a site by each, and prints every name that only one inventory has, with the reason from ``REASONS``. A
name without a reason makes the exit code 1.

autodoc is run on every module without a private name, with ``:members:``, ``:undoc-members:`` and, of packages, ``:imported-members:``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sources import build_site, fetch_source
from sphinx.util.inventory import InventoryFile


@dataclass(frozen=True)
class Package:
    requirement: str
    tops: tuple[str, ...]
    """Its top-level modules."""


PACKAGES = {
    "packaging": Package("packaging==26.3", ("packaging",)),
    "attrs": Package("attrs==26.1.0", ("attr", "attrs")),
    "click": Package("click==8.5.1", ("click",)),
}

UNDOCUMENTED_DATA = "a variable without documentation, which autodoc leaves out even with :undoc-members:"
REEXPORTED = "a re-export, which autodoc shows of packages only"
DEFINITION = "where a public name is defined: a path that leads to it"
LISTED = "a special name that __all__ lists; autodoc leaves special names out all the same"

REASONS: dict[str, dict[str, str]] = {
    "packaging": {
        r"only autodoc: builtins\.ExceptionGroup": "imported by a branch of an `if` that depends on the Python at hand",
        r"only here: packaging\.(errors|metadata)\.ExceptionGroup\.\w+": "members of the class that the other branch defines",
        r"only here: packaging\.tags\.INTERPRETER_SHORT_NAMES": UNDOCUMENTED_DATA,
    },
    "attrs": {
        r"only here: attrs?\.(_\w+\.)?(NOTHING|NothingType)": UNDOCUMENTED_DATA,
        r"only here: attrs?\.__\w+__": LISTED,
        r"only here: attr\.setters\.NO_OP": UNDOCUMENTED_DATA,
        r"only here: attr\.exceptions\.\w+\.(msg|value)": "assigned in __init__ and declared by the stub; autodoc reads no stubs",
        r"only here: attrs?\.Attribute\.cmp": "declared by the stub; autodoc reads no stubs",
        r"only here: attr\._\w+\..*": DEFINITION,
        r"only here: attrs\.(converters|exceptions|filters|setters|validators)\..*": REEXPORTED,
        r"other kind: attrs?\.frozen": "made by functools.partial(): a variable in the source, a function to who imports it",
    },
    "click": {
        r"only autodoc: click\.types\.\w+InfoDict\.(name|param_type)": "inherited keys, which a TypedDict copies; see :inherited-members:",
        r"only here: click\.(BOOL|FLOAT|INT|STRING|UNPROCESSED|UUID)": "re-exported data, which autodoc cannot tell from imports",
        r"only here: click\.(formatting\.FORCED_WIDTH|termui\.visible_prompt_func)": UNDOCUMENTED_DATA,
        r"only here: click\.testing\.(CaptureMode|ExceptionInfo)": UNDOCUMENTED_DATA,
    },
}
"""Package -> pattern of the names that only one side has -> why."""

CONF = """
import sys
sys.path.insert(0, {installed!r})
project = "autodoc"
extensions = ["sphinx.ext.autodoc"]
html_theme = "basic"
"""


def autodoc_site(package: Package, folder: Path) -> Path:
    """A site of every public module, by autodoc."""
    installed, source, site = folder / "installed", folder / "source", folder / "site"
    if not installed.is_dir():
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", installed, package.requirement], check=True)
    source.mkdir(parents=True, exist_ok=True)
    (source / "conf.py").write_text(CONF.format(installed=str(installed)))
    parts = ["All\n===\n"]
    for top in package.tops:
        for module, is_package in public_modules(installed, top):
            options = [":members:", ":undoc-members:", *([":imported-members:"] if is_package else [])]
            parts.append(f".. automodule:: {module}\n" + "".join(f"   {option}\n" for option in options))
    (source / "index.rst").write_text("\n".join(parts))
    environment = {**os.environ, "PYTHONPATH": ""}
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-E", source, site], check=True, env=environment, capture_output=True, timeout=900
    )
    return site


def public_modules(root: Path, top: str) -> list[tuple[str, bool]]:
    """Modules without a private name, and whether each is a package."""
    found = []
    for file in sorted((root / top).rglob("*.py")):
        parts = file.relative_to(root).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        parts = parts[:-1] if is_package else parts
        if not any(part.startswith("_") for part in parts):
            found.append((".".join(parts), is_package))
    return found


def described(site: Path) -> dict[str, str]:
    """Names of Python objects -> their kinds."""
    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, uri: uri)
    return {name: kind.removeprefix("py:") for kind, entries in inventory.items() if kind.startswith("py:") for name in entries}


def compare(name: str, folder: Path) -> bool:
    package = PACKAGES[name]
    project = fetch_source(package.requirement, folder / "sources", is_pure=True)
    build_site(project, folder / "sites" / name)
    ours = described(folder / "sites" / name)
    theirs = described(autodoc_site(package, folder / "autodoc" / name))
    both = ours.keys() & theirs.keys()
    sides = {
        "only autodoc": sorted(theirs.keys() - both),
        "only here": sorted(ours.keys() - both),
        "other kind": sorted(path for path in both if ours[path] != theirs[path]),
    }
    print(f"{name}: {len(theirs)} objects by autodoc, {len(ours)} here, {len(both)} of them the same")
    complete = True
    for side, paths in sides.items():
        for path in paths:
            kinds = f"{theirs.get(path, '')} {ours.get(path, '')}".strip()
            reason = next((why for pattern, why in REASONS.get(name, {}).items() if re.fullmatch(pattern, f"{side}: {path}")), None)
            complete = complete and reason is not None
            print(f"    {side}: {path} ({kinds}): {reason or 'NOT EXPLAINED'}")
    return complete


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"of {', '.join(PACKAGES)} (default: all)")
    parser.add_argument("-o", "--output", type=Path, default=Path("autodoc-objects"), help="folder for sources and sites")
    arguments = parser.parse_args()
    results = [compare(name, arguments.output.resolve()) for name in arguments.packages or PACKAGES]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
