"""Measure intra-doc links: of those that rustdoc resolved, how many lead to the same item here.

    python tests/benchmarks/intra_doc_links.py PROJECT ... [--truth FILE.json.gz] [--features a,b] [--misses N]

Without a truth file rustdoc itself is asked, which needs Cargo and the project's dependencies: its JSON output says for each item which
links it has and what they resolved to. A truth file holds the same in rows: ``path``, ``kind`` and ``links``, which lead from the text of
a link to ``path::of::Target|kind``; ``?::name|kind`` is a member of something in another crate. With ``--truth-folder`` each project's
file has the name of its folder. Prints a line for each project: links to the crate itself, to the standard library and to other crates,
and how many lead to the same item, or to a search for it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_plissken.extension.configuration import Configuration
from sphinx_plissken.extension.environment.links import Question, answer
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views.rust_facts import TYPES
from sphinx_plissken.reference import Choices
from sphinx_plissken.rust.documented import DocumentedItem, Reach

STANDARD = frozenset({"std", "core", "alloc", "proc_macro", "test"})
PAGES = {
    "type_alias": "type",
    "function": "fn",
    "method": "fn",
    "proc_derive": "derive",
    "proc_attribute": "attr",
    "assoc_const": "associatedconstant",
    "assoc_type": "associatedtype",
    "trait_alias": "traitalias",
    "module": "index",
}
"""Kinds of targets -> the words of rustdoc's files and anchors, where they differ."""


@dataclass(frozen=True)
class Expected:
    """A link that rustdoc resolved."""

    place: str
    kind: str
    text: str
    target: str
    """``path::of::Target|kind``."""

    @property
    def crate(self) -> str:
        return self.target.partition("|")[0].partition("::")[0]


# What rustdoc says


def read_truth(file: Path) -> list[Expected]:
    rows = json.loads(gzip.decompress(file.read_bytes()))["rows"]
    return [Expected(row["path"], row["kind"], text, target) for row in rows for text, target in (row.get("links") or {}).items()]


def ask_rustdoc(project: Path, features: str) -> list[Expected]:
    """The links that rustdoc resolves in a crate, from its JSON output."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["cargo", "rustdoc", "--lib", "--target-dir", folder, *(["--features", features] if features else [])]
        environment = {**os.environ, "RUSTC_BOOTSTRAP": "1"}  # its JSON output is unstable
        json_output = ["--", "-Zunstable-options", "--output-format", "json", "--cap-lints", "allow"]
        subprocess.run([*command, *json_output], cwd=project, env=environment, check=True, capture_output=True)
        said = json.loads(next(Path(folder).glob("doc/*.json")).read_text(encoding="utf-8"))
    return list(_links(said))


def _links(said: dict[str, Any]) -> Iterator[Expected]:
    index, paths = said["index"], said["paths"]
    names = _local_paths(said)
    for identifier, item in index.items():
        for text, target in item["links"].items():
            if item["crate_id"] == 0 and identifier in names:
                kind = next(iter(item["inner"]))
                yield Expected(names[identifier], kind, text, _target(str(target), index, paths, names))


def _local_paths(said: dict[str, Any]) -> dict[str, str]:
    """Identifier -> path of the crate's items, with the path of their owner where they are members."""
    found = {key: "::".join(known["path"]) for key, known in said["paths"].items() if known["crate_id"] == 0}
    for key, item in said["index"].items():
        inner = next(iter(item["inner"].values()))
        owner = found.get(key)
        if next(iter(item["inner"])) == "impl":
            self_type = inner["for"].get("resolved_path") or {}
            owner = found.get(str(self_type.get("id")))
        for member in _members(inner) if owner else ():
            known = said["index"].get(str(member))
            if known and known["name"]:
                found.setdefault(str(member), f"{owner}::{known['name']}")
    return found


def _members(inner: Any) -> list[Any]:
    if not isinstance(inner, dict):
        return []
    lists = [inner.get("items"), inner.get("variants"), inner.get("fields")]
    kind = inner.get("kind")
    if isinstance(kind, dict):
        lists += [value.get("fields") if isinstance(value, dict) else value for value in kind.values()]
    return [member for each in lists if isinstance(each, list) for member in each if member is not None]


def _target(identifier: str, index: dict[str, Any], paths: dict[str, Any], names: dict[str, str]) -> str:
    if identifier in names and identifier in index:
        return f"{names[identifier]}|{next(iter(index[identifier]['inner']))}"
    if known := paths.get(identifier):
        return f"{'::'.join(known['path'])}|{known['kind']}"
    item = index.get(identifier)
    return f"?::{item['name']}|{next(iter(item['inner']))}" if item else "?"


# What we say


def places(site: Site) -> dict[tuple[str, str], list[tuple[str, str, bool]]]:
    """Path and kind -> module, ``Self`` and whether names around the module count, of each text that is shown there."""
    found: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}

    def add(path: str, kind: str, module: str, self_type: str, is_outside: bool = False) -> None:
        found.setdefault((path, kind), []).append((module, self_type, is_outside))

    def add_item(item: DocumentedItem, self_type: str) -> None:
        own = self_type or (item.definition if item.kind in TYPES else "")
        add(item.path, item.kind.value, item.module, own)
        if item.reexport_docs:
            add(item.path, item.kind.value, item.path.rpartition("::")[0], "")
        for member in item.members:
            add_item(member, self_type or item.definition)
        for block in item.impls:
            add(item.path, "impl", block.module, item.definition)
            for member in block.members:
                add_item(member, item.definition)

    for module in site.reference.rust:
        add(module.path, "module", module.definition, module.definition, any(not each.is_inner for each in module.module.docs))
        if module.reexport_docs:
            add(module.path, "module", module.path.rpartition("::")[0], "")
        for reexport in module.reexports:
            add(f"{module.path}::{reexport.use.name}", "reexport", reexport.module, "")
        for item in module.items:
            add_item(item, "")
    return found


def judge(link: Expected, site: Site, known: dict[tuple[str, str], list[tuple[str, str, bool]]]) -> str:
    """``same``, ``search``, ``other`` or ``none``; ``missing`` if the item with the link is not shown at all."""
    kinds = (link.kind, {"tymethod": "method"}.get(link.kind, link.kind), "reexport")
    scopes = next((known[link.place, kind] for kind in kinds if (link.place, kind) in known), None)
    if scopes is None:
        scopes = known.get((f"{link.place.rpartition('::')[0]}::", "reexport"))
    if scopes is None:
        scopes = [scope for (path, _), each in known.items() if path == link.place for scope in each]
    if not scopes:
        return "missing"
    said = [answer(site, Question("rust-outer-doc" if outside else "rust-doc", link.text, module, own)) for module, own, outside in scopes]
    verdicts = [_compare(link, found.split("\t")[2], site) for found in said if found]
    return min(verdicts, key=["same", "search", "other"].index, default="none")


def _compare(link: Expected, target: str, site: Site) -> str:
    path, _, kind = link.target.partition("|")
    if "://" not in target:
        homes = site.catalogue.rust_homes
        last = path.rpartition("::")[2] or link.text
        is_same = homes.get(path) == target or path == target or (path.startswith("?") and last in ("?", target.rpartition("::")[2]))
        return "same" if is_same else "other"
    address = target.partition(" ")[0]
    if "?search=" in address:
        return "search"
    return "same" if _is_page_of(address, path, kind) else "other"


def _is_page_of(address: str, path: str, kind: str) -> bool:
    """Whether an address of rustdoc's is that of an item, whose path may lead through private modules."""
    page, _, anchor = address.partition("#")
    *modules, file = page.partition("://")[2].split("/")
    names = path.split("::")
    if path.startswith("?"):
        return len(names) < 2 or (anchor.rpartition(".")[2] or file.split(".")[1]) == names[-1]
    if kind == "module":
        return file == "index.html" and modules[-1] == names[-1]
    if anchor and "." in anchor:
        return anchor.rpartition(".")[2] == names[-1]
    words = {PAGES.get(kind, kind), kind}
    if file.split(".")[0] not in words or file.split(".")[1] != names[-1]:
        return False
    private = "_".join(names[:-1])
    shown = [module for module in modules if re.fullmatch(r"[a-z_][a-z0-9_]*", module)]
    return all(module in private or module in ("std", "stable") or module == names[0] for module in shown[-1:])


# Tables


def measure(name: str, project: Path, links: Iterable[Expected], choices: Choices, misses: int) -> Counter[str]:
    site = Site(Configuration(output=PurePosixPath("api"), project=project, choices=choices))
    own = {crate.name for crate in site.reference.project.crates}
    known = places(site)
    counted: Counter[str] = Counter()
    for link in links:
        verdict = judge(link, site, known)
        where = _where(link, site, known, own)
        counted[where, "all"] += 1  # type: ignore[index]
        counted[where, verdict] += 1  # type: ignore[index]
        if verdict not in ("same", "search") and misses > 0:
            misses -= 1
            print(f"    {where:6} {verdict:8} {link.place} [{link.text}] -> {link.target}")
    print(f"{name:24} {row(counted)}", flush=True)
    return counted


def _where(link: Expected, site: Site, known: Any, own: set[str]) -> str:
    """Where a link leads to; of a member of something elsewhere rustdoc does not say, so we do."""
    if link.crate == "?":
        for module, self_type, outside in known.get((link.place, {"tymethod": "method"}.get(link.kind, link.kind)), ()):
            kind = "rust-outer-doc" if outside else "rust-doc"
            found = answer(site, Question(kind, link.text, module, self_type))
            if "://" in found:
                return "std" if "doc.rust-lang.org" in found else "other"
        return "local"
    if link.crate in own:
        return "local"
    return "std" if link.crate in STANDARD or link.target.endswith("|primitive") else "other"


def row(counted: Counter[Any]) -> str:
    return "   ".join(
        f"{where} {counted[where, 'same']:5}/{counted[where, 'all']:<5}{_percent(counted, where)} search {counted[where, 'search']:3}"
        for where in ("local", "std", "other")
    )


def _percent(counted: Counter[Any], where: str) -> str:
    return f"{100 * counted[where, 'same'] / counted[where, 'all']:6.1f} %" if counted[where, "all"] else "       -"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure intra-doc links against rustdoc.")
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--truth-folder", type=Path)
    parser.add_argument("--choices", type=Path, help='JSON: [{"crate": NAME, "features": [..], "default_features": true}]')
    parser.add_argument("--features", default="")
    parser.add_argument("--no-default-features", action="store_true")
    parser.add_argument("--misses", type=int, default=0, help="how many to print of each crate")
    arguments = parser.parse_args()
    chosen = {each["crate"]: each for each in json.loads(arguments.choices.read_text())} if arguments.choices else {}
    total: Counter[Any] = Counter()
    for project in arguments.projects:
        said = chosen.get(project.name, {})
        features = tuple(said.get("features", ())) or tuple(filter(None, arguments.features.split(",")))
        uses_default = said.get("default_features", not arguments.no_default_features)
        choices = Choices(features=features, uses_default_features=uses_default, default_reach=Reach.PUBLIC)
        file = arguments.truth or (arguments.truth_folder and arguments.truth_folder / f"{project.name}.json.gz")
        links = read_truth(file) if file else ask_rustdoc(project, ",".join(features))
        total += measure(project.name, project.resolve(), links, choices, arguments.misses)
    print(f"{'all':24} {row(total)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
