"""``create_exception!`` and ``import_exception!``."""

from __future__ import annotations

import pytest
from one_binding import Facts, names_of, outline, see

from sphinx_plissken.bindings.classes.exceptions import exception_call, imported_exception
from sphinx_plissken.rust.model import Namespace
from sphinx_plissken.rust.resolution.names import Definition


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("create_exception!(m, Failure, PyException);", "exception Failure(PyException)"),
        (
            'pyo3::create_exception!(pkg._core, Failure, pyo3::exceptions::PyValueError, "What failed.");',
            "exception Failure(PyValueError) -- What failed.",
        ),
        ('create_exception!(m, Failure, PyException, concat!("Two ", "parts"));', "exception Failure(PyException) -- Two parts"),
        ('create_exception! { m, Failure, PyException, "" }', "exception Failure(PyException)"),
        (
            "macro_rules! error { ($n:ident) => { create_exception!(m, $n, PyException); } } error!(Failure);",
            "exception Failure(PyException)",
        ),
    ],
)
def test_created(source: str, line: str) -> None:
    seen = see(source)
    assert outline(seen) == [line]
    assert (Facts(seen).kind, Facts(seen).rust) == ("exception", "case::Failure")


def test_names_lead_to_exceptions() -> None:
    names = names_of(
        """
        mod errors { create_exception!(m, Base, PyException); create_exception!(m, Special, Base); import_exception!(socket, timeout); }
        use errors::{Special as Renamed, *};
        """
    )
    found = {name: names.resolve(name, "case", Namespace.TYPE) for name in ("Renamed", "Base", "timeout")}
    items = {name: meaning.item for name, meaning in found.items() if isinstance(meaning, Definition)}
    special = exception_call(items["Renamed"])
    assert special is not None
    assert (special.module, special.name) == ("m", "Special")
    assert imported_exception(items["timeout"]) == "socket.timeout"
    assert imported_exception(items["Base"]) is None
    assert exception_call(items["timeout"]) is None


def test_base_is_annotated() -> None:
    seen = see("create_exception!(m, Failure, Base);", annotate=lambda type, module, position, self_type="": "pkg.Base")
    assert seen.object.bases == ["pkg.Base"]
