"""What the domain remembers, without Sphinx."""

from __future__ import annotations

from typing import Any

from sphinx_plissken.extension.domain.object_types import OBJECT_TYPES
from sphinx_plissken.extension.domain.registry import ObjectEntry, Rank, Registry

ALL = ["type", "value", "macro", "attribute", "field", "impl"]


def entry(objtype: str, docname: str = "a", **further: Any) -> ObjectEntry:
    values = {"node_id": f"{objtype}-id", "line": 1, "impl": "", "rank": Rank.ITEM} | further
    return ObjectEntry(docname=docname, objtype=objtype, **values)


def filled(*objects: tuple[str, ObjectEntry]) -> Registry:
    registry = Registry(Registry.empty())
    for path, noted in objects:
        registry.note_object(path, noted)
    return registry


def found(registry: Registry, path: str, spaces: list[str] = ALL) -> list[tuple[str, str]]:
    return [(path, entry.objtype) for path, entry in registry.find(path, spaces)]


def test_every_object_type_has_a_space_and_its_own_role_first() -> None:
    for name, known in OBJECT_TYPES.items():
        assert known.space.value in ALL
        assert known.roles[0] == name
        assert known.roles[-1] == "obj"


def test_a_module_a_function_and_a_macro_share_a_path() -> None:
    registry = filled(("c::same", entry("mod")), ("c::same", entry("fn")), ("c::same", entry("macro")))
    assert found(registry, "c::same") == [("c::same", "mod"), ("c::same", "fn"), ("c::same", "macro")]
    assert found(registry, "c::same", ["macro"]) == [("c::same", "macro")]
    assert not list(registry.duplicates())


def test_aliases_lead_to_what_is_below_them() -> None:
    registry = filled(("c::Point", entry("struct")), ("c::Point::norm", entry("method")))
    registry.note_alias("c::point", "c", "a")
    assert found(registry, "c::point::Point::norm") == [("c::Point::norm", "method")]
    assert found(registry, "c::other::Point") == []


def test_an_object_wins_over_an_alias_and_circles_end() -> None:
    registry = filled(("c::Point", entry("struct")))
    registry.note_alias("c::Point", "c::Other", "a")
    registry.note_alias("x", "y", "a")
    registry.note_alias("y", "x", "a")
    assert found(registry, "c::Point") == [("c::Point", "struct")]
    assert found(registry, "x") == []


def test_suffixes_are_whole_segments() -> None:
    registry = filled(("c::a::Point", entry("struct")), ("c::b::Point", entry("enum")), ("c::b::MyPoint", entry("enum")))
    assert [path for path, _ in registry.find_suffix("Point", ALL)] == ["c::a::Point", "c::b::Point"]
    assert [path for path, _ in registry.find_suffix("b::Point", ALL)] == ["c::b::Point"]
    registry.note_object("c::d::Point", entry("struct"))
    assert len(registry.find_suffix("Point", ALL)) == 3


def test_forgetting_a_page_brings_back_what_it_hid() -> None:
    registry = filled(("c::f", entry("fn", "b")), ("c::f", entry("fn", "a")))
    assert registry.objects["c::f", "value"].docname == "a"
    assert [(path, one.docname, other.docname) for path, one, other in registry.duplicates()] == [("c::f", "a", "b")]
    registry.forget("a")
    assert registry.objects["c::f", "value"].docname == "b"
    assert not list(registry.duplicates())
    registry.forget("b")
    assert not registry.objects
    assert not registry.shadowed


def test_an_inherent_method_hides_that_of_a_trait_without_a_warning() -> None:
    registry = filled(
        ("c::X::len", entry("method", impl="c::X::impl-Len-for-X", rank=Rank.TRAIT_MEMBER, node_id="trait")),
        ("c::X::len", entry("method", impl="c::X::impl-X", node_id="own")),
    )
    assert registry.objects["c::X::len", "value"].node_id == "own"
    assert not list(registry.duplicates())


def test_the_second_of_two_inherent_methods_is_named_by_its_impl() -> None:
    registry = filled(
        ("c::X::get", entry("method", impl="c::X::impl-X<u8>")),
        ("c::X::get", entry("method", impl="c::X::impl-X<u16>")),
    )
    assert found(registry, "c::X::impl-X<u16>::get") == [("c::X::impl-X<u16>::get", "method")]


def test_merging_is_the_same_as_noting() -> None:
    noted = [("c::f", entry("fn", "a")), ("c::f", entry("fn", "b")), ("c::g", entry("fn", "b")), ("c::h", entry("fn", "c"))]
    together = filled(*noted)
    first, second = filled(*noted[:1]), filled(*noted[1:])
    for each in (together, second):
        each.note_alias("c::old", "c::g", "b")
    first.merge(["b", "c"], second)
    assert first.objects == together.objects
    assert first.shadowed == together.shadowed
    assert first.aliases == together.aliases
    first.forget("b")
    assert set(first.objects) == {("c::f", "value"), ("c::h", "value")}
    assert not first.aliases


def test_pages_that_another_process_did_not_read_are_not_taken_from_it() -> None:
    first, second = filled(), filled(("c::f", entry("fn", "stale")), ("c::g", entry("fn", "read")))
    first.merge(["read"], second)
    assert set(first.objects) == {("c::g", "value")}
