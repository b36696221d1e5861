"""The signature grammars: ``signature = (..)``, ``#[args(..)]`` before PyO3 0.20, and ``text_signature``.

Goes in: the text of an option. Comes out: the parameters that it names. Defaults stay Rust text here (Python text in a text signature).
Source: PyO3's guide, "Function signatures", and ``pyo3-macros-backend`` (``pyfunction/signature.rs``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import griffe
from griffe import ParameterKind

from sphinx_plissken.rust.text.attributes import split_at_commas
from sphinx_plissken.rust.text.tokens import literal_value


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureParameter:
    """One parameter as a signature names it."""

    name: str
    kind: ParameterKind
    default: str | None = None
    """The expression as written; None where the parameter is required."""
    annotation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSignature:
    """``(a, /, b = 1, *args, c: "int" = 2, **kw) -> "str"``."""

    parameters: tuple[SignatureParameter, ...] = ()
    returns: str | None = None


_SIGNATURE = re.compile(r"\s*\((?P<parameters>.*)\)\s*(?:->\s*(?P<returns>.*))?", re.DOTALL)
_PARAMETER = re.compile(
    r"""(?P<stars>\*{0,2})\s*(?:r\#)?(?P<name>\w+)\s*
    (?::\s*(?P<annotation>"(?:[^"\\]|\\.)*"|[^=]*?)\s*)?
    (?:=\s*(?P<default>.*))?""",
    re.DOTALL | re.VERBOSE,
)


def read_signature(text: str) -> WrittenSignature | None:
    """Read the value of ``signature = (..)`` or ``constructor = (..)``; None where it is none."""
    signature = _SIGNATURE.fullmatch(text)
    if signature is None:
        return None
    parameters = _read_parameters(split_at_commas(signature["parameters"]))
    return None if parameters is None else WrittenSignature(parameters=parameters, returns=_annotation(signature["returns"]))


def _read_parameters(parts: Iterable[str]) -> tuple[SignatureParameter, ...] | None:
    parameters: list[SignatureParameter] = []
    kind = ParameterKind.positional_or_keyword
    for part in parts:
        if part == "/":
            parameters = [replace(parameter, kind=ParameterKind.positional_only) for parameter in parameters]
        elif part == "*":
            kind = ParameterKind.keyword_only
        elif parameter := _PARAMETER.fullmatch(part):
            parameters.append(_read_parameter(parameter, kind))
            kind = ParameterKind.keyword_only if parameter["stars"] else kind
        else:
            return None
    return tuple(parameters)


def _read_parameter(parameter: re.Match[str], kind: ParameterKind) -> SignatureParameter:
    kinds = {"*": ParameterKind.var_positional, "**": ParameterKind.var_keyword}
    return SignatureParameter(
        name=parameter["name"],
        kind=kinds.get(parameter["stars"], kind),
        default=parameter["default"],
        annotation=_annotation(parameter["annotation"]),
    )


def _annotation(text: str | None) -> str | None:
    value = literal_value(text or "")
    return value if isinstance(value, str) else None


def read_args(arguments: Sequence[tuple[str, str]], names: Sequence[str]) -> WrittenSignature:
    """Read ``#[args(a, b = "1", "*", c = "2", args = "*", kw = "**")]`` of a function whose visible parameters have these names.

    Values in quotation marks are expressions. Parameters that are not mentioned are positional and required.
    """
    kinds: dict[str, ParameterKind] = {}
    defaults: dict[str, str] = {}
    kind = ParameterKind.positional_or_keyword
    for name, value in arguments:
        text = literal_value(value)
        word = text if isinstance(text, str) else value
        if word == "/":
            kinds = dict.fromkeys(kinds, ParameterKind.positional_only)
        elif word == "*":
            if name:
                kinds[name] = ParameterKind.var_positional
            kind = ParameterKind.keyword_only
        elif word == "**":
            kinds[name] = ParameterKind.var_keyword
        elif name:
            kinds[name] = kind
            if word:
                defaults[name] = word
    parameters = [
        SignatureParameter(name=name, kind=kinds.get(name, ParameterKind.positional_or_keyword), default=defaults.get(name))
        for name in names
    ]
    return WrittenSignature(parameters=tuple(sorted(parameters, key=lambda parameter: _ORDER.index(parameter.kind))))


_ORDER = [
    ParameterKind.positional_only,
    ParameterKind.positional_or_keyword,
    ParameterKind.var_positional,
    ParameterKind.keyword_only,
    ParameterKind.var_keyword,
]


def read_text_signature(text: str) -> WrittenSignature | None:
    """Read a text signature, without ``$self`` and its like; None where it is no Python. Defaults are Python's.

    >>> [parameter.name for parameter in read_text_signature("($self, a, *, b=1)").parameters]
    ['a', 'b']
    """
    try:
        definition = ast.parse(f"def f{re.sub(r'[$](?=[a-z])', '', text.strip())}: pass").body[0]
    except (SyntaxError, ValueError):
        return None
    if not isinstance(definition, ast.FunctionDef):
        return None
    parameters = _read_ast(definition.args)
    if parameters and (re.match(r"\(\s*[$]", text) or parameters[0].name in ("self", "cls")):
        parameters = parameters[1:]
    return WrittenSignature(parameters=parameters)


def _read_ast(arguments: ast.arguments) -> tuple[SignatureParameter, ...]:
    positional = arguments.posonlyargs + arguments.args
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults)) + list(arguments.defaults)
    rows: list[tuple[ast.arg, ParameterKind, ast.expr | None]] = []
    for index, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
        is_only = index < len(arguments.posonlyargs)
        rows.append((argument, ParameterKind.positional_only if is_only else ParameterKind.positional_or_keyword, default))
    if arguments.vararg:
        rows.append((arguments.vararg, ParameterKind.var_positional, None))
    rows += [
        (argument, ParameterKind.keyword_only, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        rows.append((arguments.kwarg, ParameterKind.var_keyword, None))
    return tuple(
        SignatureParameter(
            name=argument.arg,
            kind=kind,
            default=ast.unparse(default) if default else None,
            annotation=ast.unparse(argument.annotation) if argument.annotation else None,
        )
        for argument, kind, default in rows
    )


def render_text_signature(parameters: Sequence[griffe.Parameter], receiver: str) -> str:
    """Print ``__text_signature__`` as PyO3 does: ``($self, a, /, b=1, *, c)``.

    :param receiver: ``self``, ``cls``, ``module`` or nothing.
    """
    words = [f"${receiver}"] if receiver else []
    kinds = [parameter.kind for parameter in parameters]
    for index, parameter in enumerate(parameters):
        if parameter.kind is ParameterKind.keyword_only and not {ParameterKind.var_positional, ParameterKind.keyword_only} & set(
            kinds[:index]
        ):
            words.append("*")
        default = "" if parameter.default is None else f"={parameter.default}"
        words.append(_PREFIXES.get(parameter.kind or ParameterKind.positional_or_keyword, "") + parameter.name + default)
        if parameter.kind is ParameterKind.positional_only and ParameterKind.positional_only not in kinds[index + 1 :]:
            words.append("/")
    return f"({', '.join(words)})"


_PREFIXES = {ParameterKind.var_positional: "*", ParameterKind.var_keyword: "**"}
