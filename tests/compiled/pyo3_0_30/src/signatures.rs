//! `signature = (..)` and `text_signature = ".."`.

use pyo3::prelude::*;

#[pymodule]
pub mod signatures {
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyTuple};

    const LOCKS: i32 = 4;

    #[pyfunction]
    #[pyo3(signature = (first, /, second, *rest, third, fourth=None, **others))]
    fn every_kind(
        first: i32,
        second: i32,
        rest: &Bound<'_, PyTuple>,
        third: i32,
        fourth: Option<i32>,
        others: Option<&Bound<'_, PyDict>>,
    ) {
    }

    #[pyfunction]
    #[pyo3(signature = (a, b, /))]
    fn positional_only(a: i32, b: i32) {}

    #[pyfunction]
    #[pyo3(signature = (*, a, b=1))]
    fn keyword_only(a: i32, b: i32) {}

    #[pyfunction]
    #[pyo3(signature = (a, /, *, b))]
    fn both(a: i32, b: i32) {}

    /// Numbers lose their bases, suffixes and underscores; text is kept as written.
    #[pyfunction]
    #[pyo3(signature = (i=0xff, f=1.50, s="x", c='c', t=true, u=1_000u64, n=None, b=0b11_u8, e=1e10_f64, h=2.0_f32))]
    fn literals(i: i32, f: f64, s: &str, c: char, t: bool, u: u64, n: Option<i32>, b: u8, e: f64, h: f32) {}

    /// What Rust computes is no text that Python could read.
    #[pyfunction]
    #[pyo3(signature = (a=-1, b=Vec::new(), c=i32::MAX, d=Some(1), e=(1), f=-2.5, g=LOCKS))]
    fn expressions(a: i32, b: Vec<i32>, c: i32, d: Option<i32>, e: i32, f: f64, g: i32) {}

    #[pyfunction]
    #[pyo3(signature = (a=!true, b=1 + 1, c=vec![1, 2], d="x".to_string(), e=None::<i32>, f=Option::None, g=b'x', h=*b"xy"))]
    fn more_expressions(
        a: bool,
        b: i32,
        c: Vec<i32>,
        d: String,
        e: Option<i32>,
        f: Option<i32>,
        g: u8,
        h: [u8; 2],
    ) {
    }

    #[pyfunction]
    #[pyo3(signature = (a="say \"aye\"", b="tab\tend", c=""))]
    fn escapes(a: &str, b: &str, c: &str) {}

    #[pyfunction]
    #[pyo3(signature = (path=r"c:\dock"))]
    fn raw_text(path: &str) {}

    /// `#` begins a comment in Python.
    #[pyfunction]
    #[pyo3(signature = (path=r#"dock"#))]
    fn raw_text_with_hashes(path: &str) {}

    #[pyfunction]
    #[pyo3(signature = (r#type=3, r#loop="x"))]
    fn raw_names(r#type: i32, r#loop: &str) {}

    #[pyfunction]
    #[pyo3(signature = (port: "str | int", berth: "int" = 2) -> "list[int]")]
    fn annotated(port: &Bound<'_, PyAny>, berth: i32) -> Vec<i32> {
        vec![berth]
    }

    #[pyfunction(signature = (depth=2.5,))]
    fn in_the_attribute(depth: f64) {}

    #[pyfunction]
    #[pyo3(signature = ())]
    fn nothing(py: Python<'_>) {}

    /// The interpreter's token is not named.
    #[pyfunction]
    #[pyo3(signature = (a, b=None))]
    fn with_token(a: i32, py: Python<'_>, b: Option<i32>) {}

    #[pyfunction]
    #[pyo3(text_signature = "(x, y=0)")]
    fn written(a: i32, b: i32) {}

    #[pyfunction]
    #[pyo3(signature = (a, b=None), text_signature = "(a, b=...)")]
    fn written_beside_signature(a: i32, b: Option<i32>) {}

    #[pyfunction]
    #[pyo3(text_signature = "(a=Quay.NORTH)")]
    fn written_with_names(a: i32) {}

    #[pyfunction]
    #[pyo3(text_signature = "(a: int, b)")]
    fn written_with_annotations(a: i32, b: i32) {}

    /// No signature.
    #[pyfunction]
    #[pyo3(text_signature = None)]
    fn unwritten(a: i32) {}

    /// in_the_docs(a, b)
    /// --
    ///
    /// The docs begin with a signature.
    #[pyfunction]
    #[pyo3(text_signature = None)]
    fn in_the_docs(a: i32, b: i32) {}

    /// other_name(a, b)
    /// --
    ///
    /// The docs begin with the signature of something else.
    #[pyfunction]
    #[pyo3(text_signature = None)]
    fn not_in_the_docs(a: i32, b: i32) {}

    /// twice(a, b)
    /// --
    ///
    /// The docs begin with a signature, but there is one already.
    #[pyfunction]
    fn twice(a: i32, b: i32) {}
}
