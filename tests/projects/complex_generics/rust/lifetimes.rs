/// Two lives.
pub struct View<'a, 'b: 'a, T: ?Sized + 'b> {
    /// The shorter.
    pub short: &'a T,
    long: &'b T,
}

impl<'a, 'b, T: ?Sized> View<'a, 'b, T> {
    /// The longer.
    pub fn long(&self) -> &'b T {
        self.long
    }

    /// Call with anything.
    pub fn with<F, R>(&self, f: F) -> R
    where
        F: for<'c> FnOnce(&'c T) -> R,
    {
        f(self.short)
    }
}
