use std::fmt::{Debug, Display};
use std::hash::Hash;

/// Marks what can be a key.
pub trait Key: Eq + Hash + Clone + Debug {}

impl<T> Key for T where T: Eq + Hash + Clone + Debug {}

/// Many conditions.
pub fn merge<'a, K, V, I, F>(left: I, right: I, mut pick: F) -> Vec<(K, V)>
where
    K: Key + Ord + 'a,
    V: Display + Default + 'a,
    I: IntoIterator<Item = (K, V)>,
    F: for<'b> FnMut(&'b V, &'b V) -> bool,
{
    let _ = (right, &mut pick);
    left.into_iter().collect()
}
