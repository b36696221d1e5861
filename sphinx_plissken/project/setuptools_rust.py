"""setuptools-rust: its extension modules and the packages beside them.

Goes in: a pyproject.toml and the text of a setup.py. Comes out: the extension modules, the manifests of their crates and the Python roots.
Rules: setuptools-rust's "pyproject.toml" and "setup.py" references; setuptools' "Package Discovery".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.project.api import ExtensionModule, Layout, PythonRoot
from sphinx_plissken.project.files import Files, Table, TomlFile, string, strings, table, tables
from sphinx_plissken.project.maturin import Build
from sphinx_plissken.project.python_roots import is_package, merge_roots, root_of, top_names
from sphinx_plissken.project.setup_script import Call, read_calls

OTHER_BINDINGS = ("Exec", "NoBinding", "RustCPython")
"""Values of ``binding`` that make no ``#[pymodule]``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _RustExtension:
    """One extension module as written."""

    target: str
    path: str
    binding: str
    features: tuple[str, ...]
    arguments: tuple[str, ...]
    why: str
    file: Path
    line: int


def read_setuptools(files: Files, pyproject: TomlFile | None) -> Build | None:
    """Read what setuptools-rust builds; None if the project does not use it."""
    calls = _script_calls(files)
    written = [*_from_pyproject(pyproject), *_from_script(files, calls)]
    if not written:
        return None
    manifests, extensions = [], []
    for extension in written:
        manifest = _manifest(files, extension)
        if manifest is None or extension.binding in OTHER_BINDINGS:
            continue
        manifests.append(manifest)
        extensions.append(
            ExtensionModule(
                import_name=extension.target,
                package=string(manifest.data, "package", "name"),
                layout=Layout.MIXED if "." in extension.target else Layout.BARE,
                features=extension.features,
                uses_default_features="--no-default-features" not in extension.arguments,
                all_features="--all-features" in extension.arguments,
                why=extension.why,
            )
        )
    setup = next((call for call in calls if call.name == "setup"), None)
    roots = _roots(files, pyproject, setup, [extension.import_name for extension in extensions])
    return Build(manifests=tuple(manifests), extensions=tuple(extensions), roots=roots)


def _script_calls(files: Files) -> tuple[Call, ...]:
    path = files.root / "setup.py"
    text = files.text(path)
    try:
        return read_calls(text, ("setup", "RustExtension")) if text else ()
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        files.report(path, f"the script cannot be read: {getattr(error, 'msg', error)}", line)
        return ()


def _from_pyproject(pyproject: TomlFile | None) -> Iterable[_RustExtension]:
    if pyproject is None:
        return
    for entry in tables(pyproject.data, "tool", "setuptools-rust", "ext-modules"):
        yield _RustExtension(
            target=string(entry, "target"),
            path=string(entry, "path") or "Cargo.toml",
            binding=string(entry, "binding"),
            features=strings(entry, "features"),
            arguments=strings(entry, "args"),
            why=f"{pyproject.name}: [[tool.setuptools-rust.ext-modules]] target",
            file=pyproject.path,
            line=pyproject.line_of("tool", "setuptools-rust", "ext-modules"),
        )


def _from_script(files: Files, calls: tuple[Call, ...]) -> Iterable[_RustExtension]:
    path = files.root / "setup.py"
    for call in calls:
        if call.name != "RustExtension":
            continue
        target = call.argument("target", 0)
        targets = list(target.values()) if isinstance(target, dict) else [target]
        for each in targets:
            if not isinstance(each, str):
                message = "the target of this RustExtension is no plain string, and setup.py is never run; "
                files.report(path, message + "write it as one, or in [[tool.setuptools-rust.ext-modules]] of pyproject.toml", call.line)
                continue
            crate = call.argument("path", 1)
            yield _RustExtension(
                target=each,
                path=crate if isinstance(crate, str) else "Cargo.toml",
                binding=_text(call.argument("binding")),
                features=_texts(call.argument("features")),
                arguments=_texts(call.argument("args")),
                why=f"setup.py:{call.line}: RustExtension",
                file=path,
                line=call.line,
            )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _manifest(files: Files, extension: _RustExtension) -> TomlFile | None:
    path = files.at(files.root, extension.path)
    if not files.is_file(path):
        message = f"extension module `{extension.target}`: there is no `{extension.path}` in the project; mend its `path`"
        files.report(extension.file, message, extension.line)
    return files.toml(path)


def _roots(files: Files, pyproject: TomlFile | None, setup: Call | None, extensions: list[str]) -> tuple[PythonRoot, ...]:
    """The packages that setuptools is told of, else those it would discover, and the packages of the extension modules."""
    options = table(pyproject.data, "tool", "setuptools") if pyproject else {}
    directories = _package_directories(options, setup)
    base = files.at(files.root, directories.get("", "."))
    tops = [name.partition(".")[0] for name in extensions]
    names, where, why = _packages(files, options, setup, base)
    roots = [root_of(files, where, names, why), root_of(files, base, tops, why)]
    roots += [
        root_of(files, files.at(files.root, place).parent, (Path(place).name,), why)
        for name, place in directories.items()
        if name and "." not in name and Path(place).name == name
    ]
    return merge_roots(root for root in roots if root is not None and files.is_inside(root.directory))


def _package_directories(options: Table, setup: Call | None) -> Mapping[str, str]:
    written = table(options, "package-dir") or (setup.argument("package_dir") if setup else None)
    pairs = written.items() if isinstance(written, Mapping) else ()
    return {name: place for name, place in pairs if isinstance(name, str) and isinstance(place, str)}


def _packages(files: Files, options: Table, setup: Call | None, base: Path) -> tuple[list[str], Path, str]:
    """The top-level names, the directory in which they are, and why."""
    named = [*strings(options, "packages"), *strings(options, "py-modules")]
    if named:
        return _tops(named), base, "pyproject.toml: [tool.setuptools] packages"
    if find := table(options, "packages", "find"):
        where = files.at(files.root, (strings(find, "where") or (".",))[0])
        return list(top_names(files, where)), where, "pyproject.toml: [tool.setuptools.packages.find]"
    packages = setup.argument("packages") if setup else None
    modules = _texts(setup.argument("py_modules")) if setup else ()
    if isinstance(packages, Call):
        place = packages.argument("where", 0)
        where = files.at(files.root, place if isinstance(place, str) else ".")
        return [*top_names(files, where), *modules], where, "setup.py: find_packages"
    if _texts(packages) or modules:
        return _tops([*_texts(packages), *modules]), base, "setup.py: packages"
    source = files.root / "src"
    if base == files.root and any(is_package(files, path) for path in files.directories(source)):
        return list(top_names(files, source)), source, "src/"
    return list(top_names(files, base)), base, "the packages that setuptools discovers"


def _tops(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.partition(".")[0] for name in names))
