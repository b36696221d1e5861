"""The impls that derives make."""

import pytest
from rust_source import headers


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("#[derive(Clone, Copy)] pub struct S;", ["impl Clone for S", "impl Copy for S"]),
        ("#[derive(std::fmt::Debug)] pub struct S<'a, T: Copy = u8>(&'a T);", ["impl<'a, T: Debug + Copy> Debug for S<'a, T>"]),
        ("#[derive(Clone)] pub struct S<T>(T) where T: Copy;", ["impl<T> Clone for S<T> where T: Copy + Clone,"]),
        ("#[derive(Hash)] pub struct S<I: Iterator>(fn(I::Item));", ["impl<I: Hash + Iterator> Hash for S<I> where I::Item: Hash,"]),
        ("#[derive(Default)] pub enum S<T> { #[default] A, B(T) }", ["impl<T> Default for S<T>"]),
        ("#[derive(PartialEq)] pub struct S<const N: usize>;", ["impl<const N: usize> PartialEq for S<N>"]),
        ("#[derive(serde::Serialize)] pub struct S<T, U>(T, PhantomData<U>);", ["impl<T, U> Serialize for S<T, U> where T: Serialize,"]),
        ("#[derive(Deserialize)] pub struct S<T>(T);", ["impl<'de, T> Deserialize<'de> for S<T> where T: Deserialize<'de>,"]),
        (
            '#[derive(Serialize)] #[serde(bound(serialize = "T::X: Serialize"))] pub struct S<T: Y>(T);',
            ["impl<T: Y> Serialize for S<T> where T::X: Serialize,"],
        ),
        ("#[derive(Unheard)] pub struct S;", ["impl Unheard for S"]),
        ("#[derive(strum::Display)] pub enum S<T> { A(T) }", ["impl<T> Display for S<T>"]),
        ("#[derive(EnumString)] pub enum S { A }", ["impl FromStr for S", "impl TryFrom<&str> for S"]),
        ("#[derive(derive_more::Error)] pub struct S { #[error(source)] x: u8 }", ["impl Error for S"]),
        (
            '#[derive(thiserror::Error)] pub enum S { #[error("a {0}")] A(#[from] u8), #[error(transparent)] B(#[from] u16) }',
            ["impl Display for S", "impl Error for S", "impl From<u16> for S", "impl From<u8> for S"],
        ),
        (
            '#[derive(Error)] #[error("{x} {y:?} {z} {{w}}")] pub struct S<T, U, V: Copy> { x: T, y: Vec<U>, z: u8, w: V }',
            [
                "impl<T, U, V: Copy> Display for S<T, U, V> where T: Display, Vec<U>: Debug,",
                "impl<T, U, V: Copy> Error for S<T, U, V> where Self: Debug + Display,",
            ],
        ),
        (
            "#[derive(Error)] #[error(transparent)] pub struct S<T> { x: T }",
            ["impl<T> Display for S<T> where T: Display,", "impl<T> Error for S<T> where Self: Debug + Display,"],
        ),
        ("#[derive()] pub struct S;", []),
        ("pub struct S;", []),
    ],
)
def test_headers(item: str, expected: list[str]) -> None:
    assert headers(item, "c::S") == expected
