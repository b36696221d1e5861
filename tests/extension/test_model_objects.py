"""Items of the model, described by the same classes as hand-written ones."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import desc_signature
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.domain.model_objects import describe_impl, describe_item, describe_module
from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule, Kind
from sphinx_plissken.rust.model import Field, Function, Impl, Item, Module, Span, Struct
from sphinx_plissken.rust.syntax.items import read_file_items

SOURCE = """
#[pyclass(name = "Runner", frozen)]
#[derive(Clone)]
pub struct PyRunner<T> where T: Copy {
    #[pyo3(get)]
    pub name: String,
}

impl<T> From<u8> for PyRunner<T> {
    fn from(x: u8) -> Self {}
}

#[pyfunction]
#[pyo3(signature = (runner, **kwargs))]
pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator> {}
"""

Render = Callable[["Page"], list[nodes.Node]]


class Page(SphinxDirective):
    """Renders what a test says."""

    render: Render

    def run(self) -> list[nodes.Node]:
        return type(self).render(self)


@pytest.fixture
def page(build) -> Iterator[Callable[..., Any]]:
    def build_page(render: Render, text: str = "", **configuration: Any) -> Any:
        Page.render = staticmethod(render)
        directives.register_directive("test-page", Page)
        return build({"index.rst": f"T\n=\n\n.. test-page::\n\n{text}\n"}, **configuration)

    yield build_page
    directives._directives.pop("test-page", None)


def items() -> tuple[Item, ...]:
    return read_file_items(SOURCE, file="src/lib.rs").items


def item(of: type[Item], path: str, kind: Kind, **further: Any) -> DocumentedItem:
    (found,) = [each for each in items() if isinstance(each, of)]
    return DocumentedItem(kind=kind, path=path, module="c", item=found, **{"definition": path, **further})


def struct() -> DocumentedItem:
    found = item(Struct, "c::PyRunner", Kind.STRUCT, definition="c::runner::PyRunner")
    (field,) = found.item.fields
    path = "c::PyRunner::name"
    member = DocumentedItem(kind=Kind.FIELD, path=path, definition="c::runner::PyRunner::name", module="c", item=field)
    return DocumentedItem(kind=Kind.STRUCT, path=found.path, definition=found.definition, module="c", item=found.item, members=(member,))


def test_the_contract_signature_and_its_attributes(page) -> None:
    task = item(Function, "c::task", Kind.FUNCTION)
    site = page(lambda parent: describe_item(parent, task), builder="text")
    assert site.text("index.txt").splitlines()[3:] == [  # the Python signature is for the Python page
        "#[pyfunction]",
        "pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator>",
    ]


def _without_tags(page: str) -> str:
    signature = page.partition("<dt class=")[2].partition("</dt>")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", signature))


def _without_commands(tex: str) -> str:
    marks = {
        "textless": "<",
        "textgreater": ">",
        "textquotesingle": "'",
        "sphinxhyphen": "-",
        "sphinxparamcomma ": ", ",
        "&": "&",
        "_": "_",
    }
    for command, mark in marks.items():
        tex = tex.replace(f"\\{command}{{}}", mark).replace(f"\\{command}", mark)
    tex = re.sub(r"\\(DUrole\{\w+\}|sphinx\w+)", "", tex)
    return re.sub(r"[{}]", "", tex).replace("task\nrunner", "task(runner").replace("\n -> ", ") -> ")  # the macro sets the parentheses


def _without_escapes(page: str) -> str:
    return page.replace(r"\(aq", "'").replace(r"\-", "-").replace(r"\&", "")


@pytest.mark.parametrize(
    ("builder", "file", "read"),
    [
        ("html", "index.html", _without_tags),
        ("latex", "projectnamenotset.tex", _without_commands),
        ("man", "t.3", _without_escapes),
    ],
)
def test_the_contract_signature_in_other_formats(page, builder: str, file: str, read: Callable[[str], str]) -> None:
    task = item(Function, "c::task", Kind.FUNCTION)
    site = page(lambda parent: describe_item(parent, task), builder=builder, man_pages=[("index", "t", "t", "", 3)])
    assert "pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator>" in read(site.text(file))


def test_members_made_in_the_content_belong_to_the_item(page) -> None:
    runner = struct()
    (block,) = [each for each in items() if isinstance(each, Impl)]
    method = DocumentedItem(
        kind=Kind.METHOD, path="c::PyRunner::from", definition="c::runner::PyRunner::from", module="c", item=block.items[0]
    )
    impl = DocumentedImpl(impl=block, module="c", members=(method,))

    def content(parent: Page) -> list[nodes.Node]:
        return [
            nodes.paragraph("", "A runner."),
            *describe_item(parent, runner.members[0], owner=runner.item),
            *describe_impl(parent, impl, content=lambda: describe_item(parent, method, owner=block)),
        ]

    site = page(
        lambda parent: describe_item(parent, runner, content=lambda: content(parent)),
        ":rs:field:`c::runner::PyRunner::name` :rs:method:`c::PyRunner::from` :rs:impl:`From<u8> for c::PyRunner<T>`",
        nitpicky=True,
    )
    assert site.warnings == ""
    assert site.rust_objects == {
        "struct": {"c::PyRunner": "struct.c.PyRunner", "c::runner::PyRunner": "struct.c.PyRunner"},
        "field": {"c::PyRunner::name": "field.c.PyRunner.name"},
        "impl": {"c::PyRunner::impl-From<u8>-for-PyRunner<T>": "impl.c.PyRunner.impl-From-u8-for-PyRunner-T"},
        "method": {
            "c::PyRunner::from": "method.c.PyRunner.impl-From-u8-for-PyRunner-T.from",
            "c::PyRunner::impl-From<u8>-for-PyRunner<T>::from": "method.c.PyRunner.impl-From-u8-for-PyRunner-T.from",
        },
    }
    assert site.app.env.toc_num_entries["index"] == 5


def test_names_resolve_as_the_model_says(page) -> None:
    task = item(Function, "c::task", Kind.FUNCTION)
    targets = {"PyRunner": "c::PyRunner", "PyDict": "https://docs.rs/pyo3/PyDict"}

    def render(parent: Page) -> list[nodes.Node]:
        return [*describe_item(parent, struct()), *describe_item(parent, task, resolve=targets.get)]

    site = page(render, nitpicky=True)
    assert site.warnings == ""
    assert 'href="#struct.c.PyRunner" title="struct c::PyRunner"' in site.text("index.html")
    assert 'href="https://docs.rs/pyo3/PyDict"' in site.text("index.html")


def test_messages_point_at_the_rust_file(page) -> None:
    def render(parent: Page) -> list[nodes.Node]:
        task = item(Function, "c::task", Kind.FUNCTION)
        return describe_item(parent, task, resolve={"TaskDecorator": "c::Missing"}.get, source=("src/lib.rs", 17))

    site = page(render, nitpicky=True)
    (signature,) = site.doctree().findall(desc_signature)
    assert (signature.source, signature.line) == ("src/lib.rs", 17)
    assert (signature["file"], signature["line"]) == ("src/lib.rs", 17)


def test_modules_open_a_scope_for_what_follows(page) -> None:
    span = Span(file="src/lib.rs", line=1, column=1, end_line=1, end_column=1)
    module = DocumentedModule(path="c::m", definition="c::private::m", module=Module(name="m", span=span))
    site = page(
        lambda parent: describe_module(parent, module, synopsis="Short."),
        ".. rs:fn:: f()\n\n:rs:fn:`self::f` :rs:mod:`c::private::m` :rs:fn:`c::private::m::f`",
        nitpicky=True,
    )
    assert site.warnings == ""
    assert site.rust_objects["fn"] == {"c::m::f": "fn.c.m.f"}
    assert set(site.rust_objects["mod"]) == {"c::m", "c::private::m"}


def test_options_are_those_of_directives(page) -> None:
    fields = {"no-index": None}
    site = page(lambda parent: describe_item(parent, struct(), options=fields))
    assert site.rust_objects == {}
    assert isinstance(struct().members[0].item, Field)
