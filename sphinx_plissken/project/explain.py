"""Say what was found and why, for people.

Goes in: a ``Project``. Comes out: text.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plissken.project.api import CratePackage, ExtensionModule, Project
from sphinx_plissken.project.pyo3_version import pyo3_version_of


def explain(project: Project) -> str:
    """What was found in a directory and why, a line for each thing."""
    return "\n".join(_lines(project)) + "\n"


def _lines(project: Project) -> Iterator[str]:
    yield f"{project.name} {project.version}".rstrip() + (f": {project.description}" if project.description else "")
    crates = {crate.package: crate for crate in project.crates}
    for extension in project.extensions:
        yield f"extension module {extension.import_name} ({extension.layout.value}) from {_built_from(project, extension, crates)}"
    for root in project.python:
        yield f"Python {', '.join(root.names)} in {_relative(project, root.directory)} [{root.why}]"
    for crate in project.crates:
        version = f" {crate.version}" if crate.version else ""
        types = "+".join(sorted(each.value for each in crate.types))
        rest = "" if crate.is_main else ", only read"
        yield f"crate {crate.name}{version} ({types}, edition {crate.edition}{rest}) in {_relative(project, crate.root_file)} [{crate.why}]"
    for problem in project.problems:
        yield f"problem {problem}"


def _built_from(project: Project, extension: ExtensionModule, crates: dict[str, CratePackage]) -> str:
    crate = crates[extension.package]
    pyo3 = pyo3_version_of(project, crate)
    features = f", features {', '.join(extension.features)}" if extension.features else ""
    default = "" if extension.uses_default_features else ", no default features"
    return f"package {extension.package}, {f'PyO3 {pyo3}' if pyo3 else 'no PyO3'}{features}{default} [{extension.why}]"


def _relative(project: Project, path: object) -> str:
    text = str(path)
    return text.removeprefix(str(project.root)).lstrip("/") or "."
