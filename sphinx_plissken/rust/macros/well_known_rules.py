"""Well-known macros of other crates as rules of our own: they make what documentation shows of the originals, and nothing else.

Bodies are left empty and values short, because nobody reads them. Sources: the crates' documentation and what rustdoc shows.
"""

from __future__ import annotations

LAZY_STATIC = """{
    ($($(#[$attribute:meta])* $visibility:vis static ref $name:ident : $type:ty = $value:expr;)*) => {
        $(
            $(#[$attribute])*
            $visibility struct $name { __private_field: () }
            #[doc(hidden)]
            $visibility static $name: $name = $name { __private_field: () };
            impl ::core::ops::Deref for $name { type Target = $type; fn deref(&self) -> &$type {} }
            impl ::lazy_static::LazyStatic for $name { fn initialize(lazy: &Self) {} }
        )*
    };
}"""
"""``lazy_static`` 1: a type and a hidden static for each name."""

THREAD_LOCAL = """{
    ($($(#[$attribute:meta])* $visibility:vis static $name:ident : $type:ty = $value:expr);* $(;)?) => {
        $($(#[$attribute])* $visibility const $name: ::std::thread::LocalKey<$type> = { $value };)*
    };
}"""
"""``std::thread_local``: rustdoc shows constants."""

_FLAG_METHODS = """
            pub const fn is_empty(&self) -> bool {}
            pub const fn is_all(&self) -> bool {}
            pub const fn intersects(&self, other: Self) -> bool {}
            pub const fn contains(&self, other: Self) -> bool {}
            pub fn insert(&mut self, other: Self) {}
            pub fn remove(&mut self, other: Self) {}
            pub fn toggle(&mut self, other: Self) {}
            pub fn set(&mut self, other: Self, value: bool) {}
            pub const fn intersection(self, other: Self) -> Self {}
            pub const fn union(self, other: Self) -> Self {}
            pub const fn difference(self, other: Self) -> Self {}
            pub const fn symmetric_difference(self, other: Self) -> Self {}
            pub const fn complement(self) -> Self {}
"""

_FLAG_OPERATORS = """
        impl ::core::fmt::Binary for $name { fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {} }
        impl ::core::fmt::Octal for $name { fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {} }
        impl ::core::fmt::LowerHex for $name { fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {} }
        impl ::core::fmt::UpperHex for $name { fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {} }
        impl ::core::ops::BitOr for $name { type Output = Self; fn bitor(self, other: $name) -> Self {} }
        impl ::core::ops::BitOrAssign for $name { fn bitor_assign(&mut self, other: Self) {} }
        impl ::core::ops::BitXor for $name { type Output = Self; fn bitxor(self, other: Self) -> Self {} }
        impl ::core::ops::BitXorAssign for $name { fn bitxor_assign(&mut self, other: Self) {} }
        impl ::core::ops::BitAnd for $name { type Output = Self; fn bitand(self, other: Self) -> Self {} }
        impl ::core::ops::BitAndAssign for $name { fn bitand_assign(&mut self, other: Self) {} }
        impl ::core::ops::Sub for $name { type Output = Self; fn sub(self, other: Self) -> Self {} }
        impl ::core::ops::SubAssign for $name { fn sub_assign(&mut self, other: Self) {} }
        impl ::core::ops::Not for $name { type Output = Self; fn not(self) -> Self {} }
        impl ::core::iter::Extend<$name> for $name {
            fn extend<T: ::core::iter::IntoIterator<Item = Self>>(&mut self, iterator: T) {}
        }
        impl ::core::iter::FromIterator<$name> for $name {
            fn from_iter<T: ::core::iter::IntoIterator<Item = Self>>(iterator: T) -> Self {}
        }
"""

_FLAGS_2 = (
    """
        impl $name {
            $($(#[$flag_attribute])* pub const $flag: Self = Self::from_bits_retain($value);)*
        }
        impl $name {
            pub const fn empty() -> Self {}
            pub const fn all() -> Self {}
            pub const fn bits(&self) -> $type {}
            pub const fn from_bits(bits: $type) -> ::core::option::Option<Self> {}
            pub const fn from_bits_truncate(bits: $type) -> Self {}
            pub const fn from_bits_retain(bits: $type) -> Self {}
            pub fn from_name(name: &str) -> ::core::option::Option<Self> {}
"""
    + _FLAG_METHODS
    + """
        }
"""
    + _FLAG_OPERATORS
    + """
        impl $name {
            pub const fn iter(&self) -> ::bitflags::iter::Iter<$name> {}
            pub const fn iter_names(&self) -> ::bitflags::iter::IterNames<$name> {}
        }
        impl ::core::iter::IntoIterator for $name {
            type Item = $name;
            type IntoIter = ::bitflags::iter::Iter<$name>;
            fn into_iter(self) -> Self::IntoIter {}
        }
        impl ::bitflags::Flags for $name {
            const FLAGS: &'static [::bitflags::Flag<$name>] = &[];
            type Bits = $type;
            fn bits(&self) -> $type {}
            fn from_bits_retain(bits: $type) -> $name {}
        }
"""
)

BITFLAGS_2 = (
    """{
    ($($(#[$attribute:meta])* $visibility:vis struct $name:ident : $type:ty {
        $($(#[$flag_attribute:meta])* const $flag:ident = $value:expr;)*
    })*) => { $(
        $(#[$attribute])*
        $visibility struct $name($type);
        impl ::bitflags::__private::PublicFlags for $name { type Primitive = $type; type Internal = InternalBitFlags; }
"""
    + _FLAGS_2
    + """
    )* };
    ($($(#[$attribute:meta])* impl $name:ident : $type:ty {
        $($(#[$flag_attribute:meta])* const $flag:ident = $value:expr;)*
    })*) => { $("""
    + _FLAGS_2
    + """)* };
}"""
)
"""``bitflags`` 2: the traits to derive are written at the struct; ``impl Name: u8 { }`` adds flags to a struct from elsewhere."""

BITFLAGS_1 = (
    """{
    ($($(#[$attribute:meta])* $visibility:vis struct $name:ident : $type:ty {
        $($(#[$flag_attribute:meta])* const $flag:ident = $value:expr;)*
    })*) => { $(
        $(#[$attribute])*
        #[derive(Copy, PartialEq, Eq, Clone, PartialOrd, Ord, Hash)]
        $visibility struct $name { bits: $type }
        impl ::core::fmt::Debug for $name { fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {} }
        impl $name {
            $($(#[$flag_attribute])* pub const $flag: Self = Self { bits: $value };)*
            pub const fn empty() -> Self {}
            pub const fn all() -> Self {}
            pub const fn bits(&self) -> $type {}
            pub const fn from_bits(bits: $type) -> ::core::option::Option<Self> {}
            pub const fn from_bits_truncate(bits: $type) -> Self {}
            pub const unsafe fn from_bits_unchecked(bits: $type) -> Self {}
"""
    + _FLAG_METHODS
    + """
        }
"""
    + _FLAG_OPERATORS
    + """
    )* };
}"""
)
"""``bitflags`` 1: the usual traits are derived."""
