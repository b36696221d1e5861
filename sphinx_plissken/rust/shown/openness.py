"""What a reference of a given reach shows by itself, before any re-export is looked at.

Goes in: items and where they are. Comes out: whether they are shown. Rules: rustdoc's effective visibilities at the level "direct"; its
passes ``strip_private`` and ``strip_hidden``.
"""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_plissken.rust.documented import Reach
from sphinx_plissken.rust.macros.macro_names import is_exported_macro
from sphinx_plissken.rust.model import Item, MacroRules, Module, Namespace
from sphinx_plissken.rust.resolution.meanings import Binding, Definition
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.signatures.representation import is_hidden


class Openness:
    """Who can see what, by the reach of each crate; remembered for modules."""

    def __init__(self, names: Names, reach: Mapping[str, Reach], also: frozenset[str]) -> None:
        self._names = names
        self._reach = reach
        self._also = also
        self._around_also = frozenset(_around(also))
        self._open_modules: dict[str, bool] = {}
        self._hidden_modules: dict[str, bool] = {}

    def reach(self, module: str) -> Reach:
        """How far the reference reaches in the crate of a module."""
        return self._reach.get(module.partition("::")[0], Reach.PUBLIC)

    def shows(self, item: Item, path: str, module: str) -> bool:
        """Whether an item of a module that is shown is shown, too.

        :param path: its definition path.
        :param module: the module it is written in.
        """
        if path in self._also or (isinstance(item, Module) and path in self._around_also):
            return True
        return not is_hidden(item) and self.is_visible(item, module)

    def is_visible(self, item: Item, module: str) -> bool:
        """Whether an item's visibility lets it be shown, in a module that is shown."""
        reach = self.reach(module)
        if isinstance(item, MacroRules) and not item.is_macro_2:
            return is_exported_macro(item) or reach is Reach.PRIVATE
        if reach is Reach.PUBLIC:
            return item.visibility.is_public
        return reach is Reach.PRIVATE or isinstance(item, Module) or not item.visibility.is_private

    def is_member_shown(self, item: Item, path: str, module: str) -> bool:
        """Whether a member with a visibility of its own is shown: a field, or an item of an inherent impl."""
        return path in self._also or (not is_hidden(item) and self.is_visible(item, module))

    def is_wanted(self, path: str) -> bool:
        """Whether the caller asks for it, or for something in it."""
        return path in self._also or path in self._around_also

    def is_open(self, definition: Definition) -> bool:
        """Whether an item is shown where it is defined, hidden or not."""
        if isinstance(definition.item, MacroRules) and is_exported_macro(definition.item):
            return True
        return self.is_open_module(definition.module) and self.is_visible(definition.item, definition.module)

    def is_open_use(self, binding: Binding) -> bool:
        """Whether a ``use`` can be seen where it stands, and nothing about it is hidden."""
        is_open = binding.declaration.visibility.is_public and self.is_open_module(binding.module)
        return is_open and not is_hidden(binding.declaration) and not self.is_inside_hidden(binding.module)

    def is_open_module(self, path: str) -> bool:
        """Whether a module is shown where it is, hidden or not: so are all around it."""
        if path not in self._open_modules:
            module = self._names.definition(path, Namespace.TYPE)
            is_root = "::" not in path
            self._open_modules[path] = is_root or (
                module is not None and self.is_visible(module.item, module.module) and self.is_open_module(module.module)
            )
        return self._open_modules[path]

    def is_inside_hidden(self, path: str) -> bool:
        """Whether a module or one around it is hidden."""
        if path not in self._hidden_modules:
            module = self._names.module(path)
            around = path.rpartition("::")[0]
            self._hidden_modules[path] = (module is not None and is_hidden(module)) or (bool(around) and self.is_inside_hidden(around))
        return self._hidden_modules[path]


def _around(paths: frozenset[str]) -> set[str]:
    """Everything that the paths are in: ``c::a::X`` -> ``c``, ``c::a``."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("::")[0]) and path not in found:
            found.add(path)
    return found
