/// Lends items.
pub trait Lending {
    /// What is lent.
    type Item<'a>
    where
        Self: 'a;

    /// Lend the next one.
    fn next<'a>(&'a mut self) -> Option<Self::Item<'a>>;

    /// Names of those left.
    fn names(&self) -> impl Iterator<Item = &str> + '_;
}

/// A window of constant width.
pub struct Windows<T, const N: usize = 4> {
    items: Vec<T>,
}

impl<T, const N: usize> Lending for Windows<T, N> {
    type Item<'a>
        = &'a [T]
    where
        T: 'a;

    fn next<'a>(&'a mut self) -> Option<&'a [T]> {
        self.items.get(..N)
    }

    fn names(&self) -> impl Iterator<Item = &str> + '_ {
        std::iter::empty()
    }
}
