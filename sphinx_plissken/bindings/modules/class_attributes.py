"""Classes that are attributes of classes: ``#[classattr] fn Term(py) -> Bound<PyType> { py.get_type::<PyTerm>() }``.

Goes in: the definition of a class. Comes out: its attributes that are classes, by name; the functions that give them are run for that.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plissken.bindings.modules.runtime import UNKNOWN, Machine, Member, TypeObject
from sphinx_plissken.bindings.naming import name_of_item
from sphinx_plissken.bindings.options import has_attribute
from sphinx_plissken.rust.model import Function, Namespace
from sphinx_plissken.rust.resolution.names import Definition


def class_attributes(machine: Machine, definition: Definition) -> Iterator[tuple[str, Member]]:
    """Run the functions of a class that give types."""
    for located in machine.names.impls(definition.path):
        if not has_attribute(located.impl.attributes, "pymethods"):
            continue
        for item in located.impl.items:
            if isinstance(item, Function) and has_attribute(item.attributes, "classattr") and "PyType" in repr(item.returns):
                function = machine.names.definition(f"{definition.path}::{item.name}", Namespace.VALUE) or Definition(
                    path=f"{definition.path}::{item.name}",
                    namespace=Namespace.VALUE,
                    item=item,
                    module=located.module,
                    crate=definition.crate,
                )
                value = machine.call_function(function, [UNKNOWN] * len(item.parameters))
                if isinstance(value, TypeObject):
                    yield name_of_item(item), Member(value=value, file=item.span.file, line=item.span.line)
