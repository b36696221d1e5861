"""What decorators and labels say of a Python object: final, deprecated, abstract, writable.

Goes in: griffe objects. Comes out: words and texts. Knows neither docutils nor directives.
"""

from __future__ import annotations

import ast
from typing import Any

import griffe

from sphinx_plissken.bindings.api import EXTRA


def decorators_of(obj: griffe.Object) -> dict[str, str]:
    """Last name of each decorator -> the whole of it: ``deprecated`` -> ``warnings.deprecated("use run()")``."""
    written = [str(decorator.value) for decorator in getattr(obj, "decorators", ())]
    return {text.partition("(")[0].rpartition(".")[2]: text for text in written}


def is_final(obj: griffe.Object) -> bool:
    """Whether nobody may derive from a class, or override a method."""
    return "final" in obj.labels or "final" in decorators_of(obj)


def is_abstract(cls: griffe.Class) -> bool:
    """Whether a class has abstract members of its own; it has no instances then, if its metaclass is the one from ``abc``."""
    return any("abstractmethod" in member.labels for member in cls.members.values() if isinstance(member, griffe.Object))


def is_writable(obj: griffe.Object) -> bool:
    """Whether a property has a setter."""
    noted: dict[str, Any] = obj.extra.get(EXTRA, {})
    is_property = isinstance(obj, griffe.Attribute) and "property" in obj.labels
    return is_property and bool("writable" in obj.labels or noted.get("writable") or getattr(obj, "setter", None))


def is_class_variable(obj: griffe.Attribute) -> bool:
    """Whether an attribute is annotated with ``ClassVar``, which griffe keeps as labels."""
    return obj.annotation is not None and not obj.extra.get(EXTRA) and obj.labels == {"class-attribute"}


def deprecation_of(obj: griffe.Object) -> str | None:
    """What ``@deprecated("use run()")`` says (PEP 702); empty where it says nothing, None where there is no such decorator."""
    written = decorators_of(obj).get("deprecated")
    if written is None:
        return None
    try:
        call = ast.parse(written, mode="eval").body
    except SyntaxError:
        return ""
    first = call.args[0] if isinstance(call, ast.Call) and call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
