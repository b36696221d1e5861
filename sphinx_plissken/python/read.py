"""The table of contents of reading Python: files, extension modules, imports, stubs, public names.

Goes in: a project and the bindings of its extension modules. Comes out: a ``PythonReference``.
"""

from __future__ import annotations

from collections.abc import Sequence

import griffe

from sphinx_plissken.bindings.api import Bindings
from sphinx_plissken.project import Project
from sphinx_plissken.python.api import PythonReference
from sphinx_plissken.python.extension_modules import place_extension_modules
from sphinx_plissken.python.lazy import add_lazy_names
from sphinx_plissken.python.public import public_modules
from sphinx_plissken.python.stub_only import add_stub_only
from sphinx_plissken.python.stubs import merge_stubs
from sphinx_plissken.python.tree import add_constructors, expand, read_tree


def read_python(project: Project, bindings: Sequence[Bindings] = ()) -> PythonReference:
    """Read the Python reference of a project. Nothing is imported; the bindings are left as they are."""
    with griffe.logger.disable():  # what it has to say is for those who write extensions of griffe
        tree = read_tree(project)
        place_extension_modules(tree, project, bindings)
        add_lazy_names(tree)
        expand(tree, list(tree.collection.members.values()))
        merge_stubs(tree)
        add_stub_only(tree)
        add_constructors(tree)
        modules = public_modules(tree, sorted(tree.collection.members), [each.import_name for each in bindings])
    return PythonReference(modules=modules, problems=tuple(sorted(set(tree.problems))))
