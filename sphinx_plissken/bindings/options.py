"""Options of PyO3's attributes: ``#[pyclass(name = "X", get_all)] #[pyo3(module = "m")]``.

Goes in: the attributes of an item. Comes out: ``Options``, those of all of them merged. Knows the grammar that the attributes share, not
what an option means. Source: PyO3's ``pyo3-macros-backend`` (``attributes.rs``, ``pyclass.rs``) and its guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sphinx_plissken.rust.model import Attribute
from sphinx_plissken.rust.text.attributes import read_meta
from sphinx_plissken.rust.text.tokens import literal_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one item. Values are Rust text as written; a flag has an empty one."""

    values: Mapping[str, str] = field(default_factory=dict)
    """``name = "x"`` -> ``{"name": '"x"'}``, ``get`` -> ``{"get": ""}``, ``warn(message = "m")`` -> ``{"warn": '(message = "m")'}``."""
    arguments: tuple[tuple[str, str], ...] = ()
    """Every argument in its order; one without a name has an empty one: ``#[getter("x")]`` -> ``(("", '"x"'),)``."""

    @property
    def literals(self) -> tuple[str, ...]:
        """The arguments that have no name."""
        return tuple(value for name, value in self.arguments if not name)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str | None:
        """The value of a string option; None where the option is not given or no string literal."""
        value = literal_value(self.values.get(name, ""))
        return value if isinstance(value, str) else None


NO_OPTIONS = Options()


def attribute_name(attribute: Attribute) -> str:
    """The name of an attribute of PyO3 or pyo3-stub-gen: ``pyo3::prelude::pyclass`` -> ``pyclass``; empty for another crate's."""
    *crate, name = attribute.path.removeprefix("::").removeprefix("$crate::").split("::")
    return name if not crate or {"pyo3", "pyo3_stub_gen"} & set(crate) else ""


def has_attribute(attributes: Iterable[Attribute], *names: str) -> bool:
    """Whether one of the attributes is one of PyO3's with one of the names."""
    return any(attribute_name(attribute) in names for attribute in attributes)


def read_options(attributes: Iterable[Attribute], *names: str) -> Options:
    """Merge the options of all attributes with one of the names."""
    arguments = [
        argument for attribute in attributes if attribute_name(attribute) in names for argument in read_arguments(attribute.tokens)
    ]
    values = {name: value for name, value in reversed(arguments) if name}
    return Options(values=values, arguments=tuple(arguments))


def read_arguments(tokens: str) -> list[tuple[str, str]]:
    """Read arguments in parentheses: ``(name = "x", get, "y")`` -> ``("name", '"x"'), ("get", ""), ("", '"y"')``."""
    return [(meta.path, meta.tokens or "" if meta.value is None else meta.value) for meta in read_meta(tokens)]
