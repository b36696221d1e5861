"""The keys that sort impls: the text of their headers, as it would be printed, where clauses for ties, negative impls last."""

from __future__ import annotations

import pytest
from rust_source import read

from sphinx_plissken.rust.documented import DocumentedImpl
from sphinx_plissken.rust.model import Impl
from sphinx_plissken.rust.signatures.impl_ranks import ImplRanks
from sphinx_plissken.rust.signatures.signature import signature_of_impl, text_of

HEADERS = [
    "impl S {}",
    "impl A for S {}",
    "impl !Send for S {}",
    "impl<'a, 'b: 'a> A<'a> for &'a S {}",
    "impl<'a> A for &'_ mut S<'a> {}",
    "impl<T> A for T {}",
    "impl<T: A + 'static, U: ?Sized> B<U> for S<T> {}",
    "impl<T: for<'a> A<&'a u8>> A for T {}",
    "impl<const N: usize> A for [u8; N] {}",
    "impl<const N: usize> A for S<N, 4, { N + 1 }> {}",
    "impl<T: std::ops::Deref<Target = u8>> A for S<T> {}",
    "impl<F> A for F where F: Fn(u8) -> S {}",
    "impl<F: Fn(&str, u8) -> Option<S>> std::ops::Add<F> for S {}",
    "impl<I: Iterator> B<I::Item> for <I as Iterator>::Item {}",
    "impl A for S::Inner {}",
    "impl A for Box<dyn A + Send> {}",
    "impl A for &(dyn A + Send) {}",
    "impl A for &dyn A {}",
    "impl A for (u8, S) {}",
    "impl A for fn(u8) -> S {}",
    "impl A for *const S {}",
    "impl A for &[S] {}",
    "impl a::b::C for d::e::F<g::H> {}",
]


def impls(text: str) -> list[DocumentedImpl]:
    """The impls of a crate as they are written."""
    items = read(text).crates[0].root.items or ()
    return [DocumentedImpl(impl=item, module="c") for item in items if isinstance(item, Impl)]


@pytest.mark.parametrize("header", HEADERS)
def test_the_key_is_the_header_as_it_is_printed(header: str) -> None:
    (impl,) = impls(header)
    printed = text_of(signature_of_impl(impl)).partition("\nwhere")[0]
    ((is_negative, text, where),) = ImplRanks().of([impl])
    assert text == printed
    assert not where
    assert is_negative == ("!Send" in header)


def test_a_full_path_stands_in_place_of_an_ambiguous_name() -> None:
    (impl,) = impls("impl<T> A for &S<T> {}")
    told = DocumentedImpl(impl=impl.impl, module="c", self_path="c::a::S")
    assert ImplRanks().of([told])[0][1] == text_of(signature_of_impl(told)) == "impl<T> A for &c::a::S<T>"


def test_only_ties_look_at_where_clauses() -> None:
    found = ImplRanks().of(impls("impl<T> A for T where T: Copy {} impl<T> A for T where T: Clone {} impl<T> B for T where T: Copy {}"))
    assert [where.split() for _, _, where in found] == [["where", "T:", "Copy,"], ["where", "T:", "Clone,"], []]


def test_equal_names_of_other_parameters_are_told_apart() -> None:
    found = ImplRanks().of(impls("impl<t> A for t::X {} impl A for t::X {}"))
    assert [text for _, text, _ in found] == ["impl<t> A for t::X", "impl A for X"]
