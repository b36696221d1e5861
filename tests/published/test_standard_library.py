"""The shipped inventory of the standard library."""

import pytest

from sphinx_plissken.published.standard_library import find_standard, standard_library
from sphinx_plissken.rust.model import Namespace

TYPE, VALUE, MACRO = Namespace.TYPE, Namespace.VALUE, Namespace.MACRO


@pytest.mark.parametrize(
    ("path", "namespace", "location"),
    [
        ("std", TYPE, "std/index.html"),
        ("std::vec", TYPE, "std/vec/index.html"),
        ("std::vec", MACRO, "std/macro.vec.html"),
        ("std::vec::Vec", TYPE, "std/vec/struct.Vec.html"),
        ("std::vec::Vec::push", VALUE, "std/vec/struct.Vec.html#method.push"),
        ("std::option::Option::Some", VALUE, "std/option/enum.Option.html#variant.Some"),
        ("std::ops::Range::start", VALUE, "std/ops/struct.Range.html#structfield.start"),
        ("std::iter::Iterator::next", VALUE, "std/iter/trait.Iterator.html#tymethod.next"),
        ("std::iter::Iterator::map", VALUE, "std/iter/trait.Iterator.html#method.map"),
        ("std::iter::Iterator::Item", TYPE, "std/iter/trait.Iterator.html#associatedtype.Item"),
        ("std::io::Result", TYPE, "std/io/type.Result.html"),
        ("std::mem::swap", VALUE, "std/mem/fn.swap.html"),
        ("std::fmt::Debug", TYPE, "std/fmt/trait.Debug.html"),
        ("std::fmt::Debug", MACRO, "std/fmt/derive.Debug.html"),
        ("proc_macro::TokenStream", TYPE, "proc_macro/struct.TokenStream.html"),
    ],
)
def test_items_and_members_have_rustdocs_addresses(path: str, namespace: Namespace, location: str) -> None:
    found = find_standard(path, [namespace])
    assert found is not None
    assert found.location == location


@pytest.mark.parametrize("path", ["core::fmt::Debug", "alloc::string::String", "core::option::Option::Some"])
def test_paths_of_core_and_alloc_meet_with_those_of_std(path: str) -> None:
    under_std = f"std::{path.partition('::')[2]}"
    assert find_standard(path, [TYPE]) == find_standard(under_std, [TYPE])
    assert find_standard(path, [TYPE]) is not None


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("u8::MAX", "std/primitive.u8.html#associatedconstant.MAX"),
        ("str::len", "std/primitive.str.html#method.len"),
        ("slice::iter", "std/primitive.slice.html#method.iter"),
        ("char::from_digit", "std/primitive.char.html#method.from_digit"),
    ],
)
def test_names_of_primitive_types_mean_the_types_and_not_modules(path: str, location: str) -> None:
    found = find_standard(path, [VALUE])
    assert found is not None
    assert found.location == location


def test_members_that_come_through_a_trait_are_on_the_types_page() -> None:
    found = find_standard("std::vec::Vec::clone", [VALUE])
    assert found is not None
    assert found.location == "std/vec/struct.Vec.html#method.clone"


@pytest.mark.parametrize("path", ["std::vec::Vec::iter", "std::vec::Vec::nope", "std::nope", "nope", "nope::Vec"])
def test_what_rustdoc_does_not_resolve_has_no_address(path: str) -> None:
    """Methods that come through ``Deref`` are not members: ``[Vec::iter]`` is no link to rustdoc either."""
    assert find_standard(path, [TYPE, VALUE, MACRO]) is None


def test_the_title_is_the_one_that_rustdoc_shows() -> None:
    found = find_standard("alloc::vec::Vec", [TYPE])
    assert found is not None
    assert found.title == "struct std::vec::Vec"


def test_the_inventory_says_which_release_it_describes() -> None:
    assert standard_library().version.count(".") == 2
