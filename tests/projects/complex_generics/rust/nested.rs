use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// Deep.
pub type Registry<K, V> = Arc<Mutex<HashMap<K, BTreeMap<String, Vec<Option<Result<V, Box<dyn std::error::Error + Send + Sync>>>>>>>>;

/// Functions of functions.
pub fn compose<A, B, C>(f: fn(A) -> B, g: impl Fn(B) -> C + 'static) -> impl Fn(A) -> C {
    move |a| g(f(a))
}

/// A table of functions that make functions.
pub struct Factories {
    /// By name.
    pub table: HashMap<&'static str, fn(usize) -> fn(&str) -> Option<u8>>,
}
