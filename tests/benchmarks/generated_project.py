"""A crate of any size, as its authors write it and as someone writes it down by hand.

Goes in: how many items. Comes out: a folder with the crate and a ``conf.py`` that has it read, or a folder of pages in reStructuredText
with one directive for each item and the same documentation. Both make as many pages. With bindings, the items are those of both views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

ITEMS_OF_A_MODULE = 25
"""Six functions, a trait with two methods, two structs with two fields and three methods each, an enum with three variants."""
MODULES_OF_A_GROUP = 20
"""Modules stand in modules of their own: where hundreds stand side by side, most of a build's time goes into the theme's navigation, which
shows all of them on the page of each."""

CONFIGURATION = """
extensions = ["sphinx_plissken"]
html_theme = "alabaster"
exclude_patterns = ["project"]
"""


def write_source(folder: Path, items: int, *, has_bindings: bool = False) -> int:
    """Write a site that is made from the source of a crate, and return how many items the Rust view has."""
    modules = _modules(items)
    _write(folder / "conf.py", f'{CONFIGURATION}plissken_project = "project"\n')
    _write(folder / "index.rst", "Generated\n=========\n\n.. toctree::\n\n   api/index\n")
    bindings = '[dependencies]\npyo3 = "0.26"\n' if has_bindings else ""
    kind = 'crate-type = ["cdylib"]\n' if has_bindings else ""
    _write(
        folder / "project" / "Cargo.toml",
        f'[package]\nname = "generated"\nversion = "1.0.0"\nedition = "2021"\n[lib]\n{kind}{bindings}',
    )
    if has_bindings:
        backend = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "generated"\nversion = "1"\n'
        _write(folder / "project" / "pyproject.toml", backend)
    groups = _groups(modules)
    library = "//! What is generated.\n" + "".join(f"pub mod g{group};\n" for group in groups)
    _write(folder / "project" / "src" / "lib.rs", library + (_registration(groups) if has_bindings else ""))
    for group, numbers in groups.items():
        inner = "".join(f"pub mod m{number};\n" for number in numbers)
        _write(folder / "project" / "src" / f"g{group}.rs", f"//! The group number {group}.\n{inner}")
        for number in numbers:
            _write(folder / "project" / "src" / f"g{group}" / f"m{number}.rs", "\n".join(_rust_module(number, has_bindings)))
    return modules * ITEMS_OF_A_MODULE


def write_by_hand(folder: Path, items: int, *, has_bindings: bool = False) -> int:
    """Write a site of the same items by hand, and return how many there are in Rust."""
    modules = _modules(items)
    views: dict[str, Callable[[int], Iterator[str]]] = {"rust": _rust_page}
    if has_bindings:
        views["python"] = _python_page
    _write(folder / "conf.py", CONFIGURATION)
    _write(folder / "index.rst", "Generated\n=========\n\n.. toctree::\n\n   api/index\n")
    _write(folder / "api" / "index.rst", "API\n===\n\n.. toctree::\n\n" + "".join(f"   {view}/index\n" for view in views))
    for view, page in views.items():
        groups = _groups(modules)
        _write(folder / "api" / view / "index.rst", f"{view.title()}\n======\n\n.. toctree::\n\n" + "".join(f"   g{g}\n" for g in groups))
        for group, numbers in groups.items():
            entries = "".join(f"   g{group}/m{number}\n" for number in numbers)
            _write(folder / "api" / view / f"g{group}.rst", f"g{group}\n=====\n\nThe group number {group}.\n\n.. toctree::\n\n{entries}")
            for number in numbers:
                _write(folder / "api" / view / f"g{group}" / f"m{number}.rst", "\n".join(page(number)))
    return modules * ITEMS_OF_A_MODULE


def _modules(items: int) -> int:
    return max(1, items // ITEMS_OF_A_MODULE)


def _groups(modules: int) -> dict[int, range]:
    """Group -> numbers of its modules."""
    step = MODULES_OF_A_GROUP
    return {first // step: range(first, min(first + step, modules)) for first in range(0, modules, step)}


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


# The crate


def _registration(groups: dict[int, range]) -> str:
    """The extension module: a submodule for each group, with one for each module."""
    lines = ["use pyo3::prelude::*;", "#[pymodule]", "fn generated(m: &Bound<'_, PyModule>) -> PyResult<()> {"]
    for group, numbers in groups.items():
        lines += [f'    let g{group} = PyModule::new(m.py(), "g{group}")?;']
        for number in numbers:
            name, path = f"m{number}", f"g{group}::m{number}"
            lines += [f'    let {name} = PyModule::new(m.py(), "{name}")?;']
            lines += [f"    {name}.add_function(wrap_pyfunction!({path}::convert{i}, &{name})?)?;" for i in range(6)]
            lines += [f"    {name}.add_class::<{path}::Widget{i}>()?;" for i in range(2)]
            lines += [f"    {name}.add_class::<{path}::Mode>()?;", f"    g{group}.add_submodule(&{name})?;"]
        lines += [f"    m.add_submodule(&g{group})?;"]
    return "\n".join([*lines, "    Ok(())", "}", ""])


def _rust_module(number: int, has_bindings: bool) -> Iterator[str]:
    python = (lambda attribute, indent="": [f"{indent}#[{attribute}]"]) if has_bindings else (lambda attribute, indent="": [])
    yield f"//! The module number {number}."
    yield "use std::collections::HashMap;"
    yield from ["use pyo3::prelude::*;"] if has_bindings else []
    for i in range(6):
        yield f"/// Converts the input in way {i} and counts what was converted.\n///"
        yield f"/// What comes out is a [`Widget0`] of module {number}, or nothing where `limit` is too low."
        yield from python("pyfunction")
        yield f"pub fn convert{i}(first: &Widget0, names: HashMap<String, u32>, limit: Option<usize>) -> Option<Widget1> {{"
        yield f"    let all = names.len() + {i};\n    first.find(all, limit)\n}}"
    yield "/// What can be measured.\npub trait Measure {"
    yield "    /// The length of it.\n    fn length(&self) -> usize;"
    yield "    /// The length of it and of another [`Widget1`].\n    fn together(&self, other: &Widget1) -> usize;\n}"
    for i in range(2):
        yield f"/// A widget of kind {i}, which holds a name and a size.\n///\n/// ```\n/// let widget = Widget{i}::new(1);\n/// ```"
        yield from python("pyclass")
        yield f"pub struct Widget{i} {{"
        for name, kind in (("name", "String"), ("size", "usize")):
            yield f"    /// The {name} of the widget."
            yield from python("pyo3(get)", "    ")
            yield f"    pub {name}: {kind},"
        yield "}"
        yield from python("pymethods")
        yield f"impl Widget{i} {{"
        for method in ("grow", "shrink", "find"):
            yield f"    /// Lets the widget {method} as far as it can.\n    ///\n    /// It is the [`Mode`] that says how far that is."
            yield f"    pub fn {method}(&self, by: usize, limit: Option<usize>) -> Option<Widget1> {{"
            yield f"        let far = by + {number};\n        limit.map(|it| self.step(it, far))\n    }}"
        yield "}"
    yield "/// How far to go."
    yield from python("pyclass")
    yield "pub enum Mode {"
    for variant in ("Near", "Middle", "Far"):
        yield f"    /// Goes {variant.lower()} and no further.\n    {variant},"
    yield "}\n"


# By hand


def _rust_page(number: int) -> Iterator[str]:
    title, synopsis = f"generated::g{number // MODULES_OF_A_GROUP}::m{number}", f"The module number {number}."
    yield f"{title}\n{'=' * len(title)}\n\n.. rs:mod:: {title}\n   :synopsis: {synopsis}\n\n{synopsis}\n"
    for i in range(6):
        signature = f"convert{i}(first: &Widget0, names: HashMap<String, u32>, limit: Option<usize>) -> Option<Widget1>"
        yield f".. rs:fn:: pub fn {signature}\n\n   Converts the input in way {i} and counts what was converted.\n"
        yield f"   What comes out is a :rs:struct:`Widget0` of module {number}, or nothing where ``limit`` is too low.\n"
    yield ".. rs:trait:: pub trait Measure\n\n   What can be measured.\n"
    yield "   .. rs:method:: fn length(&self) -> usize\n\n      The length of it.\n"
    yield "   .. rs:method:: fn together(&self, other: &Widget1) -> usize\n\n      The length of it and of another :rs:struct:`Widget1`.\n"
    for i in range(2):
        yield f".. rs:struct:: pub struct Widget{i}\n\n   A widget of kind {i}, which holds a name and a size.\n"
        yield f"   .. code-block:: rust\n\n      let widget = Widget{i}::new(1);\n"
        for name, kind in (("name", "String"), ("size", "usize")):
            yield f"   .. rs:field:: pub {name}: {kind}\n\n      The {name} of the widget.\n"
        for method in ("grow", "shrink", "find"):
            signature = f"{method}(&self, by: usize, limit: Option<usize>) -> Option<Widget1>"
            yield f"   .. rs:method:: pub fn {signature}\n\n      Lets the widget {method} as far as it can.\n"
            yield "      It is the :rs:enum:`Mode` that says how far that is.\n"
    yield ".. rs:enum:: pub enum Mode\n\n   How far to go.\n"
    for variant in ("Near", "Middle", "Far"):
        yield f"   .. rs:variant:: {variant}\n\n      Goes {variant.lower()} and no further.\n"


def _python_page(number: int) -> Iterator[str]:
    title, synopsis = f"generated.g{number // MODULES_OF_A_GROUP}.m{number}", f"The module number {number}."
    yield f"{title}\n{'=' * len(title)}\n\n.. py:module:: {title}\n   :synopsis: {synopsis}\n\n{synopsis}\n"
    for i in range(6):
        signature = f"convert{i}(first: Widget0, names: dict[str, int], limit: int | None) -> Widget1 | None"
        yield f".. py:function:: {signature}\n\n   Converts the input in way {i} and counts what was converted.\n"
        yield f"   What comes out is a :py:class:`Widget0` of module {number}, or nothing where ``limit`` is too low.\n"
    for i in range(2):
        yield f".. py:class:: Widget{i}\n\n   A widget of kind {i}, which holds a name and a size.\n"
        yield f"   .. code-block:: rust\n\n      let widget = Widget{i}::new(1);\n"
        for name, kind in (("name", "str"), ("size", "int")):
            yield f"   .. py:attribute:: {name}\n      :type: {kind}\n\n      The {name} of the widget.\n"
        for method in ("grow", "shrink", "find"):
            signature = f"{method}(by: int, limit: int | None) -> Widget1 | None"
            yield f"   .. py:method:: {signature}\n\n      Lets the widget {method} as far as it can.\n"
            yield "      It is the :py:class:`Mode` that says how far that is.\n"
    yield ".. py:class:: Mode\n\n   How far to go.\n"
    for variant in ("Near", "Middle", "Far"):
        yield f"   .. py:attribute:: {variant}\n\n      Goes {variant.lower()} and no further.\n"
