"""``#[pyfunction]``: what a function looks like from Python.

Goes in: its definition. Comes out: a griffe function. Source: the PyO3 guide, "Python functions".
"""

from __future__ import annotations

import griffe

from sphinx_plissken.bindings.api import BindingKind, Counterpart
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring, split_signature
from sphinx_plissken.bindings.callables.parameters import see_parameters
from sphinx_plissken.bindings.callables.stub_hints import RESULT, python_hint, stub_hint, take_python_hint
from sphinx_plissken.bindings.context import Context, Position, Scope, Seen
from sphinx_plissken.bindings.naming import FUNCTION_ATTRIBUTES, name_of_item
from sphinx_plissken.bindings.objects import describe, make_function
from sphinx_plissken.bindings.options import read_options
from sphinx_plissken.rust.model import Function
from sphinx_plissken.rust.resolution.names import Definition


def see_function(definition: Definition, context: Context, *, name: str | None = None) -> Seen[griffe.Function]:
    """See a ``#[pyfunction]``.

    :param name: what it is called in the module, where that is not its own name.
    """
    function = definition.item
    assert isinstance(function, Function)
    options = read_options(function.attributes, *FUNCTION_ATTRIBUTES)
    scope = Scope(context=context, module=definition.module)
    own_name, docs = name_of_item(function), docstring_text(function.docs)
    passes_module = "pass_module" in options
    seen = see_parameters(
        function, options, scope, receiver="module" if passes_module else "", skips_first=passes_module, docs=docs, name=own_name
    )
    object = make_function(
        name or own_name,
        span=function.span,
        parameters=seen.parameters,
        returns=seen.returns or annotate_result(function, scope),
        is_async=function.is_async,
    )
    if (described := python_hint(function.attributes, object.name)) is not None:
        take_python_hint(object, described)
    object.docstring = make_docstring(split_signature(docs, own_name)[1] if seen.is_in_docs else docs, function.docs)
    describe(
        object,
        BindingKind.FUNCTION,
        definition.path,
        function.span,
        text_signature=seen.text_signature,
        hand_written=seen.hand_written,
        unsplit=seen.unsplit,
        renamed=seen.renamed,
    )
    return Seen(object=object, counterparts=(Counterpart(python=object.name, rust=definition.path),), problems=seen.problems)


def annotate_result(function: Function, scope: Scope) -> str | griffe.Expr | None:
    """The type of what a function returns."""
    if hint := stub_hint(function.attributes, RESULT):
        return hint
    return "None" if function.returns is None else scope.annotate(function.returns, Position.RETURN)
