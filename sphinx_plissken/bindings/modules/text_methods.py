"""Methods of strings and iterators whose result can be worked out: names of modules are sometimes made from others.

Goes in: a known text or a list of values, a method, its arguments. Comes out: the result, or None where it is not known. Source: the
documentation of ``str`` and ``Iterator``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sphinx_plissken.bindings.modules.runtime import Known, Opaque, Scalar, Value, Values


def call_text_method(receiver: Value, method: str, arguments: Sequence[Value]) -> Value | None:
    """Call a method of a text: ``"a.b".split('.')``."""
    known = [argument.value for argument in arguments if isinstance(argument, Known)]
    if isinstance(receiver, Known) and isinstance(receiver.value, str) and len(known) == len(arguments) == _ARGUMENTS.get(method):
        return _answer(_TEXT[method](receiver.value, *known))
    is_text = isinstance(receiver, Opaque) and receiver.annotation == "str"
    return Opaque(annotation="str") if is_text and method in _GIVES_TEXT else None


def call_iterator_method(receiver: Values, method: str, arguments: Sequence[Value], *, makes_text: bool) -> Value | None:
    """Call a method of an iterator: ``parts.skip(1)``; ``collect`` into a ``String`` joins."""
    elements = receiver.elements
    number = next((argument.value for argument in arguments if isinstance(argument, Known) and isinstance(argument.value, int)), 0)
    if method in _PICKS:
        picked = _PICKS[method](elements, number)
        return picked[0] if picked else Known(value=None)
    if method in _SLICES:
        return Values(elements=tuple(_SLICES[method](elements, number)))
    texts = [element.value for element in elements if isinstance(element, Known) and isinstance(element.value, str)]
    if len(texts) != len(elements):
        return None
    if method == "collect":
        return Known(value="".join(texts)) if makes_text else receiver
    if method in ("join", "concat"):
        separator = next((argument.value for argument in arguments if isinstance(argument, Known)), "")
        return Known(value=str(separator).join(texts))
    return None


def _answer(result: Scalar | list[str]) -> Value:
    return Values(elements=tuple(Known(value=part) for part in result)) if isinstance(result, list) else Known(value=result)


_TEXT: Mapping[str, Callable[..., Scalar | list[str]]] = {
    "replace": str.replace,
    "to_uppercase": str.upper,
    "to_lowercase": str.lower,
    "to_ascii_uppercase": str.upper,
    "to_ascii_lowercase": str.lower,
    "trim": str.strip,
    "trim_start": str.lstrip,
    "trim_end": str.rstrip,
    "repeat": str.__mul__,
    "split": str.split,
    "rsplit": lambda text, separator: text.split(separator)[::-1],
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "contains": str.__contains__,
    "is_empty": lambda text: not text,
    "strip_prefix": lambda text, prefix: text.removeprefix(prefix) if text.startswith(prefix) else None,
    "strip_suffix": lambda text, suffix: text.removesuffix(suffix) if text.endswith(suffix) else None,
}
_ARGUMENTS = {name: 0 for name in _TEXT if name.startswith(("to_", "trim", "is_"))} | {
    **dict.fromkeys(("repeat", "split", "rsplit", "starts_with", "ends_with", "contains", "strip_prefix", "strip_suffix"), 1),
    "replace": 2,
}
_GIVES_TEXT = frozenset(_TEXT) - {"split", "rsplit", "starts_with", "ends_with", "contains", "is_empty"}
_SLICES: Mapping[str, Callable[[tuple[Value, ...], int], Sequence[Value]]] = {
    "skip": lambda elements, number: elements[number:],
    "take": lambda elements, number: elements[:number],
    "rev": lambda elements, number: elements[::-1],
}
_PICKS: Mapping[str, Callable[[tuple[Value, ...], int], Sequence[Value]]] = {
    "next": lambda elements, number: elements[:1],
    "first": lambda elements, number: elements[:1],
    "last": lambda elements, number: elements[-1:],
    "next_back": lambda elements, number: elements[-1:],
    "nth": lambda elements, number: elements[number : number + 1],
}
