"""Where a path, a type or bounds in a macro's input end. The rest is said in ``fragments``."""

from __future__ import annotations

from sphinx_plissken.rust.macros.macro_input import Input, NoFragmentError, after_angles, expect, fragment_at, is_name, kind_at, text_at
from sphinx_plissken.rust.text.tokens import Kind


def path(input: Input, at: int, *, is_type: bool = True) -> int:
    """A path; in an expression generic arguments need ``::`` before them."""
    if fragment_at(input, at) in ("path", "ty"):
        at += 1
        if text_at(input, at) != "::":
            return at
    else:
        at = _segment_name(input, at + 1 if text_at(input, at) == "::" else at)
    while True:
        text = text_at(input, at)
        if is_type and text in ("<", "<<"):
            at = after_angles(input, at)
        elif is_type and text == "()":
            return after_output(input, at + 1)
        elif text != "::":
            return at
        elif text_at(input, at + 1) in ("<", "<<"):
            at = after_angles(input, at + 1)
        elif is_name(input, at + 1):
            at += 2
        elif is_type and text_at(input, at + 1) == "()":
            at += 1
        else:
            return at


def _segment_name(input: Input, at: int) -> int:
    if text_at(input, at) == "$" and text_at(input, at + 1) == "crate":
        return at + 2
    if not is_name(input, at):
        raise NoFragmentError
    return at + 1


def after_output(input: Input, at: int) -> int:
    """Step over ``-> T``, if it is there."""
    return simple_type(input, at + 1) if text_at(input, at) == "->" else at


def type_(input: Input, at: int) -> int:
    """A type; ``A + B`` is one, too. Most are just a name."""
    if text_at(input, at + 1) in _AFTER_NAMES and is_name(input, at):
        return at + 1
    at = simple_type(input, at)
    return _bounds(input, at + 1) if text_at(input, at) == "+" else at


_AFTER_NAMES = frozenset(("", ",", ";", "=", "=>", ":", ">"))
"""What may follow a type that is a name, and continues none."""


def simple_type(input: Input, at: int) -> int:
    """A type without a ``+`` outside of ``impl`` and ``dyn``."""
    while text_at(input, at) in ("&", "&&", "*"):
        at += 1
        at += kind_at(input, at) is Kind.LIFETIME
        at += text_at(input, at) in ("mut", "const")
    text = text_at(input, at)
    if text in ("()", "[]", "!", "_"):
        return at + 1
    if text in ("impl", "dyn") and text_at(input, at + 1) not in ("<", ",", ">"):
        return _bounds(input, at + 1)
    if text in ("fn", "unsafe", "extern", "for"):
        return _function_pointer(input, at)
    if text in ("<", "<<"):
        return qualified_path(input, at, is_type=True)
    if kind_at(input, at) is Kind.LIFETIME or text == "?":
        return _bounds(input, at)
    at = path(input, at)
    if text_at(input, at) == "!" and text_at(input, at + 1) in ("()", "[]", "{}"):
        at += 2
    return at


def qualified_path(input: Input, at: int, *, is_type: bool) -> int:
    """``<T as Trait>::Item``."""
    at = after_angles(input, at)
    at = expect(input, at, "::")
    return path(input, at, is_type=is_type)


def _function_pointer(input: Input, at: int) -> int:
    at = after_for(input, at)
    at += text_at(input, at) in ("unsafe", "safe")
    if text_at(input, at) == "extern":
        at += 1
        at += kind_at(input, at) is Kind.LITERAL
    if text_at(input, at) != "fn":
        return _bounds(input, at)
    return after_output(input, expect(input, at + 1, "()"))


def after_for(input: Input, at: int) -> int:
    """Step over ``for<'a>``, if it is there."""
    return after_angles(input, at + 1) if text_at(input, at) == "for" else at


def _bounds(input: Input, at: int) -> int:
    """Bounds with ``+`` between them, at least one."""
    while True:
        at = _bound(input, at)
        if text_at(input, at) != "+":
            return at
        at += 1
        if not (text_at(input, at) in ("?", "()", "::", "~", "for", "use", "[]") or _is_bound_start(input, at)):
            return at


def _is_bound_start(input: Input, at: int) -> bool:
    return kind_at(input, at) is Kind.LIFETIME or is_name(input, at) or bool(fragment_at(input, at))


def _bound(input: Input, at: int) -> int:
    if kind_at(input, at) is Kind.LIFETIME or text_at(input, at) == "()":
        return at + 1
    if text_at(input, at) == "use":
        return after_angles(input, at + 1)
    at = after_for(input, at)
    while text_at(input, at) in ("?", "~", "const", "[]") or (text_at(input, at) == "async" and is_name(input, at + 1)):
        at += 1
    return path(input, after_for(input, at))
