"""What the Python view says of each object, as plain values.

Goes in: a member of the Python reference. Comes out: its object type in the ``py`` domain, its options, its place and the text of its
documentation. Knows neither docutils nor directives.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from sphinx_plissken.bindings.api import EXTRA, BindingKind
from sphinx_plissken.extension.configuration import TypeHints
from sphinx_plissken.extension.docs.doc_text import DocText, doc_text
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views.badges import BINDING, DEPRECATED
from sphinx_plissken.extension.views.member_options import MemberOptions
from sphinx_plissken.extension.views.python_marks import deprecation_of, is_abstract, is_class_variable, is_final
from sphinx_plissken.extension.views.python_objects import HAS_ABSTRACT_CLASSES
from sphinx_plissken.extension.views.python_signatures import (
    NamesInText,
    annotations_of,
    class_signature,
    constructor_of,
    function_signature,
    resolve_name,
    shown_value,
)
from sphinx_plissken.extension.views.source_links import SourcePlace, has_source_links
from sphinx_plissken.python.api import PythonMember
from sphinx_plissken.python.inheritance import overridden_with_docs
from sphinx_plissken.rust.documented import DocumentedItem

CONSTRUCTORS = ("__init__", "__new__")
"""Special methods that a class's own description stands for."""


def binding(obj: griffe.Object) -> dict[str, Any]:
    """What ``bindings/`` noted of an object; empty for pure Python."""
    noted: dict[str, Any] = obj.extra.get(EXTRA, {})
    return noted


def is_rust(obj: griffe.Object) -> bool:
    """Whether an object is made by Rust code; a function that C code brings along is not."""
    return bool(binding(obj).get("rust"))


def object_type(obj: griffe.Object, *, is_in_class: bool) -> str:
    """The object type in the ``py`` domain."""
    if isinstance(obj, griffe.Class):
        return "exception" if is_exception(obj) else "class"
    if isinstance(obj, griffe.Function):
        return "method" if is_in_class else "function"
    if obj.kind is griffe.Kind.TYPE_ALIAS:
        return "type"
    if "property" in obj.labels:
        return "property"
    if is_in_class:
        return "attribute"
    return "class" if base_of_new_type(obj) else "data"


def base_of_new_type(obj: griffe.Object) -> griffe.Expr | str | None:
    """What ``Name = NewType("Name", base)`` narrows; type checkers and autodoc take the name for a class."""
    value = obj.value if isinstance(obj, griffe.Attribute) else None
    if not isinstance(value, griffe.ExprCall) or len(value.arguments) != 2:
        return None
    return value.arguments[1] if str(value.function).rpartition(".")[2] == "NewType" else None


def is_exception(cls: griffe.Class, depth: int = 8) -> bool:
    """Whether a class is an exception, as far as its bases can be followed."""
    if binding(cls).get("kind") == BindingKind.EXCEPTION:
        return True
    for base in cls.bases:
        name = resolve_name(cls, str(base)).removeprefix("builtins.")
        known = getattr(builtins, name, None)
        if isinstance(known, type) and issubclass(known, BaseException):
            return True
        if depth and isinstance(found := _find(cls, name), griffe.Class) and found is not cls and is_exception(found, depth - 1):
            return True
    return False


def _find(cls: griffe.Class, path: str) -> griffe.Object | None:
    try:
        found = cls.modules_collection[path]
        return found.final_target if isinstance(found, griffe.Alias) else found
    except Exception:  # other packages, broken aliases: not known
        return None


def signatures(member: PythonMember, objtype: str, names: NamesInText, hints: TypeHints = TypeHints.SIGNATURE) -> list[str]:
    """What stands behind the name of an object, one text for each overload: ``(a: int) -> str``.

    Overloads are there for their types, so these show them unless no types are wanted at all, as with autodoc.
    """
    obj = member.object
    is_typed = hints in (TypeHints.SIGNATURE, TypeHints.BOTH)
    if isinstance(obj, griffe.Class):
        return [class_signature(obj, names, is_typed=is_typed).removeprefix(obj.name)]
    if isinstance(obj, griffe.Function):
        overloads = [o for o in obj.overloads or () if isinstance(o, griffe.Function)]
        is_typed = is_typed or (bool(overloads) and hints is not TypeHints.NONE)
        return [
            function_signature(each, names, is_method=objtype == "method", is_typed=is_typed).removeprefix(each.name)
            for each in overloads or [obj]
        ]
    return [""]


def types_of(member: PythonMember, objtype: str, names: NamesInText) -> dict[str, str]:
    """The types of parameters by name, and of the result, for info fields; none of overloads, which differ."""
    obj = member.object
    if isinstance(obj, griffe.Class):
        constructor = constructor_of(obj)
        return annotations_of(constructor, names, is_method=True) if constructor is not None else {}
    if isinstance(obj, griffe.Function) and not obj.overloads:
        return annotations_of(obj, names, is_method=objtype == "method")
    return {}


def options(
    member: PythonMember, objtype: str, names: NamesInText, chosen: MemberOptions, hints: TypeHints = TypeHints.SIGNATURE
) -> dict[str, Any]:
    """The options of the directive for an object."""
    obj = member.object
    found: dict[str, Any] = dict(chosen.passed_on)
    labels = obj.labels
    if member.definition != member.path and objtype != "type":
        found["canonical"] = member.definition
    if isinstance(obj, griffe.Function):
        flags = {"async": "async" in labels}
        if objtype == "method":
            flags |= {name: name in labels for name in ("classmethod", "staticmethod")}
            flags |= {"abstractmethod": "abstractmethod" in labels, "final": is_final(obj)}
        found |= {name: None for name, is_set in flags.items() if is_set}
    elif isinstance(obj, griffe.Attribute) and objtype != "class":
        found |= _attribute_options(obj, objtype, names, chosen)
        if hints is TypeHints.NONE:
            found.pop("type", None)
    elif isinstance(obj, griffe.Class):
        flags = {"final": is_final(obj), "abstract": is_abstract(obj) and HAS_ABSTRACT_CLASSES}
        found |= {name: None for name, is_set in flags.items() if is_set}
    elif objtype == "type" and (value := getattr(obj, "value", None)) is not None:
        found["canonical"] = names.read(value)
    return found


def _attribute_options(obj: griffe.Attribute, objtype: str, names: NamesInText, chosen: MemberOptions) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if annotation := names.read(obj.annotation):
        found["type"] = f"{names.read('typing.ClassVar')}[{annotation}]" if is_class_variable(obj) else annotation
    if objtype == "property":
        if "abstractmethod" in obj.labels:
            found["abstractmethod"] = None
        return found
    is_assigned_to_self = "instance-attribute" in obj.labels and "class-attribute" not in obj.labels
    hides_value = obj.docstring is not None and ":meta hide-value:" in obj.docstring.value
    if chosen.has_values and not hides_value and not is_assigned_to_self and (value := shown_value(obj.value)):
        found["value"] = value
    return found


def is_paged(member: PythonMember, site: Site) -> bool:
    """Whether a member of a module takes a page of its own where members do; one that a module hides by its name can't."""
    return isinstance(member.object, griffe.Class | griffe.Function) and member.path not in site.catalogue.python_modules


def badges(obj: griffe.Object) -> list[str]:
    """What a list says of an object beside its name."""
    said = {
        BINDING: is_rust(obj) and isinstance(obj, griffe.Class | griffe.Function),
        "async": "async" in obj.labels,
        DEPRECATED: bool(obj.deprecated) or deprecation_of(obj) is not None,
    }
    return [word for word, holds in said.items() if holds]


def place(obj: griffe.Object, site: Site) -> tuple[str, int] | None:
    """The file and line where an object is written: of a binding in Rust."""
    noted = binding(obj)
    if noted.get("file"):
        return site.file(noted["file"]), noted.get("line") or 1
    written = obj.filepath
    filepath = next(iter(written), None) if isinstance(written, list) else written
    return (str(filepath), obj.lineno or 1) if filepath else None


def source_place(member: PythonMember, site: Site) -> SourcePlace | None:
    """The lines of an object: of a binding in Rust."""
    obj = member.object
    if file := binding(obj).get("file"):
        line = binding(obj).get("line") or 1
        ends = [item.item.span.end_line for item in _rust_items(member, site) if (item.item.span.file, item.item.span.line) == (file, line)]
        return SourcePlace(file=file, line=line, end=max([line, *ends]))
    where = place(obj, site)
    root = site.reference.project.root
    if where is None or not Path(where[0]).is_relative_to(root):
        return None
    return SourcePlace(file=Path(where[0]).relative_to(root).as_posix(), line=where[1], end=obj.endlineno or where[1])


def _rust_items(member: PythonMember, site: Site) -> Iterator[DocumentedItem]:
    catalogue = site.catalogue
    for definition in site.reference.rust_of.get(member.path, ()):
        yield from catalogue.rust_items.get(catalogue.rust_homes.get(definition, ""), ())


def documented(obj: griffe.Object, site: Site) -> griffe.Object:
    """The object itself, or what it overrides where only that has a docstring."""
    if obj.docstring or binding(obj).get("source_doc") or not site.configuration.autodoc.inherits_docstrings:
        return obj
    return overridden_with_docs(obj) or obj


def documentation(obj: griffe.Object, site: Site) -> DocText:
    """The text of an object's docstring."""
    where = place(obj, site) or ("", 1)
    docstring = obj.docstring
    if docstring is None:
        text = binding(obj).get("source_doc") or ""
        return doc_text(text, file=where[0], line=where[1])
    return doc_text(docstring.value, file=where[0], line=docstring.lineno or where[1])


def constructor_documentation(cls: griffe.Class, site: Site) -> DocText:
    """The text of a constructor's own docstring."""
    if text := binding(cls).get("new_doc"):
        where = place(cls, site) or ("", 1)
        return doc_text(text, file=where[0], line=where[1])
    for name in CONSTRUCTORS:
        member = cls.members.get(name)
        if isinstance(member, griffe.Function) and member.docstring:
            return documentation(member, site)
    return DocText(file="")


def shown_text(member: PythonMember, site: Site) -> Iterator[str]:
    """All that a description of an object is made from, as text; equal text makes an equal description."""
    names = NamesInText(owner=member.object)
    source = documented(member.object, site)
    objtype = object_type(member.object, is_in_class=False)
    yield f"{member.path} {member.definition} {member.home} {objtype}"
    yield repr((signatures(member, objtype, names), options(member, objtype, names, MemberOptions()), sorted(member.object.labels)))
    yield repr(sorted((shown, site.catalogue.python_homes.get(full, full)) for shown, full in names.targets.items()))
    yield f"{source.path} {site.judgement_of(source).rule} {documentation(source, site)}"
    yield repr(site.reference.rust_of.get(member.path))
    if has_source_links(site) or site.configuration.has_linkcode:
        yield repr(source_place(member, site))
    if isinstance(member.object, griffe.Class):
        yield repr([str(base) for base in member.object.bases])
        yield str(constructor_documentation(member.object, site))
    for inner in (*member.members, *member.hidden):
        yield from shown_text(inner, site)
