"""Parameters as Python sees them: those that vanish, those that a signature names, and those that are optional by themselves.

Goes in: a Rust function, its options and where it stands. Comes out: griffe parameters and the ``__text_signature__``. Source: the PyO3
guide, "Function signatures"; ``pyo3-macros-backend`` (``params.rs``, ``pyfunction/signature.rs``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import griffe
from griffe import ParameterKind

from sphinx_plissken.bindings.callables.docstrings import split_signature
from sphinx_plissken.bindings.callables.signatures import (
    SignatureParameter,
    WrittenSignature,
    read_args,
    read_signature,
    read_text_signature,
    render_text_signature,
)
from sphinx_plissken.bindings.callables.stub_hints import ARGUMENT, stub_hint
from sphinx_plissken.bindings.context import Position, Scope
from sphinx_plissken.bindings.options import Options, read_options
from sphinx_plissken.bindings.values import python_value, runtime_default
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Function, Parameter
from sphinx_plissken.rust.types import PathType, ReferenceType, Type

OPTIONAL = "None"
"""The default of an ``Option<T>`` parameter that needs none written."""
_SPLITTABLE = re.compile(r"\((?:(?!\n\n).)*\)", re.DOTALL)
"""A signature that CPython finds in front of the docs; one with ``-> T`` behind it is none (``Objects/typeobject.c``)."""
UNKNOWN = "..."
"""What stands for a default that the source does not say in Python's terms."""
_FUNCTION_OPTIONS = frozenset("name signature text_signature pass_module crate module warn get set".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The parameters of one callable, without ``self``."""

    parameters: tuple[griffe.Parameter, ...] = ()
    text_signature: str | None = None
    """What ``__text_signature__`` is; None where there is none."""
    is_in_docs: bool = False
    """Whether that was the beginning of the docs."""
    hand_written: str | None = None
    """That, if a person wrote it, as ``inspect.signature`` shows it: without ``$self``, but with a ``self``."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Names that a hand-written signature gives to parameters -> the names under which the function takes them."""
    unsplit: str = ""
    """A hand-written signature that CPython cannot tell from the docs, as it stays at their beginning."""
    returns: str | None = None
    """The annotation of the result where the signature has one."""
    problems: tuple[Problem, ...] = ()


def visible_parameters(function: Function, *, skips_first: bool = False) -> tuple[Parameter, ...]:
    """The parameters that Python hands over: no ``Python`` token, no cancel handle.

    :param skips_first: the first one is the class, the module or the object itself.
    """
    return tuple(parameter for parameter in function.parameters[int(skips_first) :] if not _vanishes(parameter))


def _vanishes(parameter: Parameter) -> bool:
    return last_name(parameter.type) in ("Python", "CompareOp") or "cancel_handle" in read_options(parameter.attributes, "pyo3")


def last_name(type: Type) -> str:
    """The last name of a type's path: ``&pyo3::Python<'_>`` -> ``Python``; empty where there is none."""
    while isinstance(type, ReferenceType):
        type = type.inner
    return type.path.last.name if isinstance(type, PathType) else ""


def see_parameters(
    function: Function, options: Options, scope: Scope, *, receiver: str = "", skips_first: bool = False, docs: str = "", name: str = ""
) -> Parameters:
    """See a function's parameters.

    :param receiver: what the first argument is called in the text signature: ``self``, ``cls``, ``module``, or nothing.
    :param docs: the docs of the object, which may begin with a signature, and
    :param name: the object's name, with which that begins.
    """
    visible = visible_parameters(function, skips_first=skips_first)
    signature, problems = _signature_of(function, options, scope, visible)
    text, is_in_docs = _text_signature(options, signature, visible, scope, receiver), False
    is_hand_written = "text_signature" in options
    if text is None and (text := split_signature(docs, name)[0] or None):
        is_hand_written = is_in_docs = True
    written = read_text_signature(text) if text and is_hand_written else None
    if text and is_hand_written and written is None:
        problems += (_problem(function, f"text_signature {text!r} is no Python signature; shown is what the function takes"),)
    unsplit = f"{name}{text}\n--\n\n" if text and name and not is_in_docs and not _SPLITTABLE.fullmatch(text) else ""
    renamed = _renamed(written, signature) if written else {}
    return Parameters(
        parameters=_as_written(written, renamed, visible, scope) if written else _as_taken(signature, visible, scope),
        renamed=renamed,
        text_signature=None if unsplit else text,
        unsplit=unsplit,
        is_in_docs=is_in_docs,
        hand_written=re.sub(r"[$]\w+(, /)?(, )?", "", text, count=1) if text and is_hand_written else None,
        returns=signature.returns,
        problems=problems,
    )


def _text_signature(options: Options, signature: WrittenSignature, visible: Sequence[Parameter], scope: Scope, receiver: str) -> str | None:
    """The text signature that PyO3 makes, or is told."""
    if "text_signature" in options:
        return options.text("text_signature")
    if not scope.context.behaviour.has_text_signature:
        return None
    return render_text_signature([_at_run_time(parameter, visible, scope) for parameter in signature.parameters], receiver)


def _signature_of(
    function: Function, options: Options, scope: Scope, visible: Sequence[Parameter]
) -> tuple[WrittenSignature, tuple[Problem, ...]]:
    names = [parameter.name or parameter.pattern for parameter in visible]
    if "signature" in options:
        written = read_signature(options.values["signature"])
        if written is None:
            return _inferred(visible, scope), (_problem(function, f"cannot read signature = {options.values['signature']}"),)
        unknown = [parameter.name for parameter in written.parameters if parameter.name not in names]
        message = f"signature names {', '.join(unknown)}, which the function does not take"
        return written, (_problem(function, message),) if unknown else ()
    if scope.context.behaviour.takes_args and (arguments := _args_of(function)):
        return _with_optional(read_args(arguments, names), visible), ()
    return _inferred(visible, scope), ()


def _args_of(function: Function) -> list[tuple[str, str]]:
    """The arguments of ``#[args(..)]``, or of ``#[pyfunction(a, b = "1")]``."""
    arguments = [
        *read_options(function.attributes, "args").arguments,
        *read_options(function.attributes, "pyfunction").arguments,
        *read_options(function.attributes, "pyfn").arguments[1:],
    ]
    return [(name, value) for name, value in arguments if name not in _FUNCTION_OPTIONS]


def _inferred(visible: Sequence[Parameter], scope: Scope) -> WrittenSignature:
    """All parameters in their order; up to PyO3 0.23 ``Option`` at the end is optional."""
    parameters = [
        SignatureParameter(name=parameter.name or parameter.pattern, kind=ParameterKind.positional_or_keyword) for parameter in visible
    ]
    if scope.context.behaviour.trailing_options_are_optional:
        for index in reversed(range(len(visible))):
            if not _is_option(visible[index].type):
                break
            parameters[index] = replace(parameters[index], default=OPTIONAL)
    return WrittenSignature(parameters=tuple(parameters))


def _with_optional(signature: WrittenSignature, visible: Sequence[Parameter]) -> WrittenSignature:
    """Make ``Option`` parameters without a default optional, where no required positional one follows."""
    types = {parameter.name: parameter.type for parameter in visible}
    parameters = list(signature.parameters)
    may_be_optional = True
    for index in reversed(range(len(parameters))):
        parameter = parameters[index]
        if parameter.kind in (ParameterKind.var_positional, ParameterKind.var_keyword) or parameter.default is not None:
            continue
        is_option = parameter.name in types and _is_option(types[parameter.name])
        if is_option and (may_be_optional or parameter.kind is ParameterKind.keyword_only):
            parameters[index] = replace(parameter, default=OPTIONAL)
        elif parameter.kind is not ParameterKind.keyword_only:
            may_be_optional = False
    return replace(signature, parameters=tuple(parameters))


def _is_option(type: Type) -> bool:
    return isinstance(type, PathType) and type.path.last.name == "Option"


def _at_run_time(parameter: SignatureParameter, visible: Sequence[Parameter], scope: Scope) -> griffe.Parameter:
    """A parameter as the text signature prints it."""
    behaviour = scope.context.behaviour
    default = parameter.default
    if default is not None:
        is_raw = any(candidate.name == parameter.name and "r#" in candidate.pattern for candidate in visible)
        is_rendered = behaviour.renders_defaults and (behaviour.renders_raw_defaults or not is_raw)
        default = runtime_default(default) if is_rendered else UNKNOWN
    return griffe.Parameter(parameter.name, kind=parameter.kind, default=default)


def _as_taken(signature: WrittenSignature, visible: Sequence[Parameter], scope: Scope) -> tuple[griffe.Parameter, ...]:
    """What the function takes, with the values of defaults and with types."""
    types = {parameter.name or parameter.pattern: parameter for parameter in visible}
    return tuple(
        griffe.Parameter(
            parameter.name,
            kind=parameter.kind,
            default=None if parameter.default is None else python_value(parameter.default, scope) or UNKNOWN,
            annotation=parameter.annotation or _annotate(parameter, types.get(parameter.name), scope),
        )
        for parameter in signature.parameters
    )


def _renamed(written: WrittenSignature, signature: WrittenSignature) -> Mapping[str, str]:
    """Which parameters stand in a hand-written signature under other names, judged by their places."""
    if len(written.parameters) != len(signature.parameters):
        return {}
    taken_names = {parameter.name for parameter in signature.parameters}
    pairs = zip(written.parameters, signature.parameters, strict=True)
    return {mine.name: taken.name for mine, taken in pairs if _place(mine) == _place(taken) and mine.name not in taken_names}


def _place(parameter: SignatureParameter) -> ParameterKind:
    """How a parameter is given; one by position only is one by position."""
    is_positional = parameter.kind is ParameterKind.positional_only
    return ParameterKind.positional_or_keyword if is_positional else parameter.kind


def _as_written(
    written: WrittenSignature, renamed: Mapping[str, str], visible: Sequence[Parameter], scope: Scope
) -> tuple[griffe.Parameter, ...]:
    """A hand-written text signature, with the types of the Rust parameters of the same names, or else of the same places."""
    types: dict[str, Parameter | None] = {parameter.name or parameter.pattern: parameter for parameter in visible}
    types |= {name: types.get(taken) for name, taken in renamed.items()}
    return tuple(
        griffe.Parameter(
            parameter.name,
            kind=parameter.kind,
            default=parameter.default,
            annotation=_annotate(parameter, types.get(parameter.name), scope) or parameter.annotation,
        )
        for parameter in written.parameters
    )


def _annotate(parameter: SignatureParameter, rust: Parameter | None, scope: Scope) -> str | griffe.Expr | None:
    """The type of a parameter; ``*args`` and ``**kwargs`` have none worth saying."""
    is_variadic = parameter.kind in (ParameterKind.var_positional, ParameterKind.var_keyword)
    return None if rust is None or is_variadic else annotate_parameter(rust, scope)


def annotate_parameter(parameter: Parameter, scope: Scope) -> str | griffe.Expr | None:
    """The type that a parameter takes; None where a function converts it (``from_py_with``)."""
    if hint := stub_hint(parameter.attributes, ARGUMENT):
        return hint
    if "from_py_with" in read_options(parameter.attributes, "pyo3"):
        return None
    return scope.annotate(parameter.type, Position.ARGUMENT)


def with_receiver(name: str, parameters: Sequence[griffe.Parameter]) -> tuple[griffe.Parameter, ...]:
    """Parameters with ``self`` or ``cls`` before them, as a stub would write them."""
    is_only = bool(parameters) and parameters[0].kind is ParameterKind.positional_only
    kind = ParameterKind.positional_only if is_only else ParameterKind.positional_or_keyword
    return (griffe.Parameter(name, kind=kind), *parameters)


def _problem(function: Function, message: str) -> Problem:
    return Problem(subtype=Subtype.BINDING, file=function.span.file, line=function.span.line, message=f"{function.name}: {message}")
