"""See what an extension module exposes: find its ``#[pymodule]``, run its code, make griffe objects of what was registered.

Goes in: the crates at hand and what the extension module is called. Comes out: ``Bindings``. Rules: the PyO3 guide, "Python modules".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import griffe

from sphinx_plissken.bindings.annotations.types import Annotator
from sphinx_plissken.bindings.annotations.written_hints import find_stub_types
from sphinx_plissken.bindings.api import EXTRA, BindingKind, Bindings
from sphinx_plissken.bindings.assembly import assemble, find_places
from sphinx_plissken.bindings.context import Context
from sphinx_plissken.bindings.modules.class_attributes import class_attributes
from sphinx_plissken.bindings.modules.interpreter import Interpreter
from sphinx_plissken.bindings.modules.pymodule import find_modules, is_submodule, module_name
from sphinx_plissken.bindings.proc_macros import report_macros
from sphinx_plissken.bindings.versions import behaviour_of
from sphinx_plissken.cffi.api import CffiModule
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Crate, Function, Module
from sphinx_plissken.rust.resolution.names import Definition, Names


def see_bindings(
    crates: Sequence[Crate],
    names: Names,
    *,
    import_name: str,
    crate: str,
    pyo3_version: str,
    find_cffi_module: Callable[[str], CffiModule | None] | None = None,
) -> Bindings:
    """See an extension module.

    :param crates: the crates at hand, as ``declare_exceptions`` gives them; those that ``names`` was made from.
    :param import_name: what is imported: ``pkg._core``.
    :param crate: the crate that it is built from, as code names it.
    :param pyo3_version: ``0.29.2``; empty where it is not known.
    :param find_cffi_module: finds what cffi's build script says of a module that is linked in; None: nothing is known of such modules.
    """
    root = find_root(crates, import_name, crate)
    if isinstance(root, Problem):
        return Bindings(module=_empty_module(import_name), import_name=import_name, problems=(root,))
    behaviour = behaviour_of(pyo3_version)
    interpreter = Interpreter(crates, names, behaviour, find_cffi_module)
    module = interpreter.open_module(root)
    assert module is not None
    module.name = import_name
    places = find_places(
        module,
        import_name,
        lambda definition: {
            **dict(class_attributes(interpreter, definition)),
            **interpreter.class_attributes.get(definition.path, {}),
        },
    )
    annotator = Annotator(names=names, behaviour=behaviour, class_names=places.classes, stub_types=find_stub_types(crates, names))
    context = Context(names=names, behaviour=behaviour, crate=crate, class_names=places.classes, annotate=annotator)
    assembly = assemble(module, places, context)
    return Bindings(
        module=assembly.modules[id(module)],
        import_name=import_name,
        counterparts=tuple(sorted(assembly.counterparts)),
        problems=tuple(sorted({*interpreter.problems, *assembly.problems, *report_macros(places.definitions, interpreter.crates, names)})),
    )


def find_root(crates: Sequence[Crate], import_name: str, crate: str) -> Definition | Problem:
    """Find the ``#[pymodule]`` that the extension module is: the one of its name, in its own crate or one of the others at hand.

    The loader looks for the symbol ``PyInit_`` and the last part of the import name, so there is exactly one.
    """
    name = import_name.rpartition(".")[2]
    ordered = sorted(crates, key=lambda other: other.name != crate)
    found = [definition for other in ordered for definition in find_modules(other) if module_name(definition.item) == name]
    found.sort(key=lambda definition: is_submodule(definition.item))
    return found[0] if found else _missing_root(ordered, name, crate)


def _missing_root(crates: Sequence[Crate], name: str, crate: str) -> Problem:
    own = next((other for other in crates if other.name == crate), None)
    file = own.root.file if own else ""
    if (raw := _raw_init(crates, name)) is not None:
        message = (
            f"extension module `{name}` is written with Python's C API (`PyInit_{name}`), not with `#[pymodule]`: nothing of it is seen"
        )
        return Problem(subtype=Subtype.BINDING, file=raw.span.file, line=raw.span.line, message=message)
    others = sorted({module_name(definition.item) for other in crates for definition in find_modules(other)})
    seen = f"; there is {', '.join(f'`{other}`' for other in others)}" if others else ""
    message = f"no `#[pymodule]` named `{name}` in crate `{crate}` and the crates of the project that it uses{seen}"
    return Problem(subtype=Subtype.BINDING, file=file, line=1, message=message)


def _raw_init(crates: Iterable[Crate], name: str) -> Function | None:
    """A function that the loader calls, written by hand."""
    waiting: list[Module] = [other.root for other in crates]
    for module in waiting:
        for item in module.items or ():
            if isinstance(item, Function) and item.name == f"PyInit_{name}":
                return item
            if isinstance(item, Module):
                waiting.append(item)
    return None


def _empty_module(import_name: str) -> griffe.Module:
    module = griffe.Module(import_name.rpartition(".")[2], analysis="static")
    module.extra[EXTRA] |= {"kind": BindingKind.MODULE, "rust": "", "file": "", "line": 0, "name": import_name, "all": None}
    return module
