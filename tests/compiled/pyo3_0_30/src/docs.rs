//! Doc comments and what `__doc__` is.

use pyo3::prelude::*;

/// Docs of a module.
#[pymodule]
pub mod docs {
    use pyo3::prelude::*;

    #[pyfunction]
    fn none() {}

    /// One line.
    #[pyfunction]
    fn one_line() {}

    /// Two.
    ///
    /// Paragraphs.
    #[pyfunction]
    fn paragraphs() {}

    /** A block. */
    #[pyfunction]
    fn block() {}

    /**
     * A block
     *   with stars.
     */
    #[pyfunction]
    fn starred_block() {}

    /**
    A block
        without.
    */
    #[pyfunction]
    fn indented_block() {}

    ///   Two spaces more
    ///none
    ///	a tab
    #[pyfunction]
    fn spaces() {}

    /// Trailing blank lines.
    ///
    ///
    #[pyfunction]
    fn trailing() {}

    ///
    /// Leading blank line.
    #[pyfunction]
    fn leading() {}

    /// a
    #[doc = "b"]
    #[doc = concat!("c", "d")]
    #[doc = " e"]
    #[pyfunction]
    fn attributes() {}

    #[doc = include_str!("included.txt")]
    #[pyfunction]
    fn included() {}

    #[doc = stringify!(crane + hook)]
    /// after
    #[pyfunction]
    fn stringified() {}

    #[doc(hidden)]
    /// Hidden from rustdoc only.
    #[pyfunction]
    fn hidden() {}

    #[cfg_attr(feature = "tides", doc = "With tides.")]
    #[cfg_attr(feature = "storms", doc = "With storms.")]
    #[pyfunction]
    fn conditional() {}

    /// Before,
    #[pyfunction]
    /// between,
    #[pyo3(signature = (a=1))]
    /// and after.
    fn scattered(a: i32) {}

    #[doc = ""]
    #[pyfunction]
    fn empty() {}

    /// Ümläute, "quotes", \backslashes\ and 𝕌.
    #[pyfunction]
    fn characters() {}

    #[doc = "Escapes: \"a\"\n\u{e9}\x41 \
             continued."]
    #[pyfunction]
    fn escapes() {}

    #[doc = r#"Raw "text" \n."#]
    #[pyfunction]
    fn raw() {}

    #[pyclass]
    struct Undocumented;

    /// A class.
    #[pyclass]
    struct Documented;

    /// A class with docs,
    ///
    /// and a constructor.
    #[pyclass]
    struct Constructed;

    #[pymethods]
    impl Constructed {
        /// Dropped.
        #[new]
        fn new() -> Self {
            Constructed
        }
    }

    /// SignedInDocs(a, *, b=1)
    /// --
    ///
    /// The signature is in the docs.
    #[pyclass]
    struct SignedInDocs;

    /// A module without docs is beside this one.
    #[pymodule]
    mod documented {}

    #[pymodule]
    mod undocumented {}
}
