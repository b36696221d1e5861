"""What things are called in Python: functions, classes, methods, properties, variants.

Goes in: an item. Comes out: its Python name. Source: PyO3's guide and ``pyo3-macros-backend``.
"""

from __future__ import annotations

from sphinx_plissken.bindings.options import Options, attribute_name, has_attribute, read_options
from sphinx_plissken.bindings.renaming import rename
from sphinx_plissken.rust.model import Attribute, Enum, Field, Function, Item, Struct, Variant
from sphinx_plissken.rust.text.tokens import identifier, literal_value

CLASS_ATTRIBUTES = ("pyclass", "pyo3")
"""The attributes that hold a class's options."""
FUNCTION_ATTRIBUTES = ("pyfunction", "pyfn", "pyo3")
"""Those that hold a function's; ``args`` is apart."""


def is_class(item: Item) -> bool:
    """Whether an item is a ``#[pyclass]``."""
    return isinstance(item, Struct | Enum) and has_attribute(item.attributes, "pyclass")


def is_function(item: Item) -> bool:
    """Whether an item is a ``#[pyfunction]``."""
    return isinstance(item, Function) and has_attribute(item.attributes, "pyfunction", "pyfn")


def name_of_item(item: Item) -> str:
    """The Python name of a class, a function or a method: its ``name`` option, else its identifier."""
    options = read_options(item.attributes, *CLASS_ATTRIBUTES, *FUNCTION_ATTRIBUTES)
    return name_option(options) or _name_of_pyfn(item) or item.name


def name_option(options: Options) -> str | None:
    """The value of ``name``; up to PyO3 0.13 it may be an identifier instead of a string."""
    written = options.text("name")
    return written if written is not None else identifier(options.values.get("name", "")) or None


def _name_of_pyfn(item: Item) -> str | None:
    """``#[pyfn(m, "name")]`` of PyO3 up to 0.13."""
    literals = [literal_value(text) for text in read_options(item.attributes, "pyfn").literals]
    return next((literal for literal in literals if isinstance(literal, str)), None)


def variant_name(enum: Item, variant: Variant) -> str:
    """The Python name of an enum's variant: its ``name`` option, else as ``rename_all`` says."""
    rule = read_options(enum.attributes, *CLASS_ATTRIBUTES).text("rename_all")
    return read_options(variant.attributes, "pyo3").text("name") or rename(variant.name, rule)


def field_name(struct: Struct | Enum, field: Field) -> str:
    """The name of a field's property: its ``name`` option, else as ``rename_all`` says."""
    rule = read_options(struct.attributes, *CLASS_ATTRIBUTES).text("rename_all")
    return read_options(field.attributes, "pyo3").text("name") or rename(field.name, rule)


ACCESSORS = {"getter": "get_", "setter": "set_", "deleter": "delete_"}
"""Attributes that make a method part of a property, and the prefix that each drops from its name."""


def property_name(method: Function, accessor: Attribute) -> str:
    """The property that an accessor belongs to: ``#[getter(x)]``, else its ``name`` option, else its identifier without ``get_``."""
    arguments = read_options([accessor], attribute_name(accessor))
    for literal in arguments.literals:
        value = literal_value(literal)
        if isinstance(value, str):
            return value
    if arguments.values:
        return next(iter(arguments.values))
    name = name_option(read_options(method.attributes, "pyo3"))
    return name or method.name.removeprefix(ACCESSORS[attribute_name(accessor)])


KEYWORDS = frozenset(
    (
        "abstract as async await become box break const continue do dyn else enum extern false final fn for gen if impl in let loop macro"
        " match mod move mut override priv pub ref return static struct trait true try type typeof unsafe unsized use"
        " virtual where while yield"
    ).split()
)
"""Words that are identifiers only as ``r#type`` (Rust reference, "Keywords")."""
