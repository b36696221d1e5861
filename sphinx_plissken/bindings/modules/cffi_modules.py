"""Modules that cffi generates and Rust links in: ``PyInit__openssl()``.

Goes in: what the build script says. Comes out: a runtime module with ``ffi`` and ``lib``, and the functions of ``lib`` as griffe objects.
Source: the cffi documentation, "Using the ffi/lib objects" (``lib`` can be imported from, functions take their arguments by position,
their docstring is the declaration).
"""

from __future__ import annotations

import griffe

from sphinx_plissken.bindings.api import BindingKind
from sphinx_plissken.bindings.modules.runtime import (
    Frame,
    Known,
    LibraryFunction,
    Machine,
    Member,
    Opaque,
    RuntimeModule,
    Value,
)
from sphinx_plissken.bindings.objects import describe, make_function
from sphinx_plissken.cffi.api import CffiModule, CFunction, CMember
from sphinx_plissken.rust.model import Span


def open_cffi_module(machine: Machine, source: CffiModule, line: int, frame: Frame) -> RuntimeModule:
    """Make the module, and the one that ``lib`` is."""
    name = source.name.rpartition(".")[2]
    module = RuntimeModule(name=name, file=source.file, line=source.line)
    library = RuntimeModule(name=f"{name}.lib", file=source.file, line=source.line)
    module.members["ffi"] = Member(value=Opaque(annotation="_cffi_backend.FFI"), file=source.file, line=source.line)
    module.members["lib"] = Member(value=library, file=source.file, line=source.line)
    for placed in source.members:
        library.members[placed.member.name] = Member(value=_value(placed.member, library.name), file=placed.file, line=placed.line)
    if not source.is_complete:
        machine.report(frame, line, f"some of what `{name}.lib` holds is declared when {source.file} runs; it is missing")
    return module


def _value(member: CMember, library: str) -> Value:
    if isinstance(member, CFunction):
        return LibraryFunction(function=member, library=library)
    return Known(value=member.value) if member.value is not None else Opaque(annotation=member.type)


def see_library_function(value: LibraryFunction, member: Member) -> griffe.Function:
    """A C function: its arguments are given by position, and its declaration is its docstring."""
    function = value.function
    span = Span(file=member.file, line=member.line, column=1, end_line=member.line, end_column=1)
    parameters = [_parameter(index, name) for index, name in enumerate(function.parameters)]
    object = make_function(function.name, span=span, parameters=parameters, returns=None)
    object.docstring = griffe.Docstring(f"``{function.declaration};``\n\nCFFI C function from {value.library}", lineno=member.line)
    describe(object, BindingKind.FUNCTION, "", span, text_signature=None)
    return object


def _parameter(index: int, name: str) -> griffe.Parameter:
    if name == "...":
        return griffe.Parameter("args", kind=griffe.ParameterKind.var_positional)
    return griffe.Parameter(name or f"arg{index}", kind=griffe.ParameterKind.positional_only)
