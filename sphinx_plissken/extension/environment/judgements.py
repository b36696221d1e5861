"""What the docstrings of each package of the project are written in.

Goes in: a ``Reference``. Comes out: a ``Judgement`` for each top-level package, for its Python files and for its bindings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import griffe

from sphinx_plissken.bindings.api import EXTRA
from sphinx_plissken.extension.docs.markup import Judgement, judge
from sphinx_plissken.python.api import PythonMember
from sphinx_plissken.reference import Reference

Package = tuple[str, bool]
"""Name of the top-level package, and whether its bindings are meant."""


def judge_docstrings(reference: Reference) -> Mapping[Package, Judgement]:
    """Judge all packages."""
    texts: dict[Package, list[str]] = {}
    for module in reference.python.modules:
        for obj in (module.module, *_objects((*module.members, *module.hidden))):
            for text in _texts(obj):
                texts.setdefault(package_of(obj), []).append(text)
    return {package: judge(found, is_rust=package[1]) for package, found in sorted(texts.items())}


def package_of(obj: griffe.Object) -> Package:
    """The package that an object is judged with."""
    return obj.path.partition(".")[0], EXTRA in obj.extra and bool(obj.extra[EXTRA])


def _objects(members: Iterable[PythonMember]) -> Iterator[griffe.Object]:
    for member in members:
        if member.is_home:
            yield member.object
            yield from _objects((*member.members, *member.hidden))


def _texts(obj: griffe.Object) -> Iterator[str]:
    if obj.docstring:
        yield obj.docstring.value
    noted = obj.extra.get(EXTRA, {})
    yield from (noted[key] for key in ("source_doc", "new_doc") if noted.get(key))
