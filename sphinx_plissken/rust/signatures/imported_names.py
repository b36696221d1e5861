"""The name of a type where a private import gives it another one: ``Duration`` for ``use std::time::Duration as StdDuration``.

Goes in: a path as written. Comes out: the name to show in place of its last one. Readers of the documentation cannot see private imports.
Rule: rustdoc's ``first_non_private``: imports are followed up to the first that is public.
"""

from __future__ import annotations

from sphinx_plissken.rust.model import Module, Namespace, Use
from sphinx_plissken.rust.resolution.meanings import Binding, Definition
from sphinx_plissken.rust.resolution.names import Names

_LONGEST_CHAIN = 64


def name_behind_imports(path: tuple[str, ...], module: str, names: Names) -> str:
    """The name of what a path in a module leads to, as the first import says it that everybody can see, or the item itself."""
    name = path[-1]
    owner = names.resolve("::".join(path[:-1]), module, Namespace.TYPE) if len(path) > 1 else names.definition(module, Namespace.TYPE)
    if not isinstance(owner, Definition) or not isinstance(owner.item, Module):
        return name
    binding = names.binding(owner.path, name, Namespace.TYPE)
    for _ in range(_LONGEST_CHAIN):
        if binding is None or not isinstance(binding.declaration, Use):
            return name
        use = binding.declaration
        if use.is_glob:
            binding = _in_target(use, binding, name, names)
        elif use.visibility.is_public:
            return name
        else:
            steps = use.path.names
            name = steps[-2] if steps[-1] == "self" and len(steps) > 1 else steps[-1]
            binding = names.named_directly(use, binding.module, Namespace.TYPE)
    return name


def _in_target(glob: Use, binding: Binding, name: str, names: Names) -> Binding | None:
    """The name in the module that a glob imports."""
    target = names.glob_target(glob, binding.module)
    return names.binding(target.path, name, Namespace.TYPE) if isinstance(target, Definition) else None
