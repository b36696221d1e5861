"""Expand the macro calls that stand for items.

Goes in: the modules of a crate with their macro calls. Comes out: the same modules with the items that the calls stand for, in their place.
In order of preference these come from the rules of a macro at hand, from what is known of a macro from elsewhere, or from the call's
argument, where that reads as items. A call that none of these explains stays. Rules: the Rust reference, "Macros By Example".
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.assembly.conditional import Conditions, apply_to_all, evaluated
from sphinx_plissken.rust.assembly.module_tree import ModuleTree
from sphinx_plissken.rust.assembly.true_positions import may_hold_items, with_true_positions
from sphinx_plissken.rust.macros.macro_names import Macro, MacroNames, TextualScope, is_macro_use
from sphinx_plissken.rust.macros.macro_rules import Expansion, ExpansionFailure, FailureReason, expand, read_rules
from sphinx_plissken.rust.macros.well_known_macros import chosen_branch, well_known_macro
from sphinx_plissken.rust.model import ForeignBlock, Impl, Item, MacroCall, MacroRules, Module, Trait
from sphinx_plissken.rust.nesting import inner_items, with_inner_items
from sphinx_plissken.rust.syntax.items import FileItems, read_argument_items, read_made_items
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.text.type_reader import read_path

MOST_CALLS = 20_000
"""Calls that one written call may lead to."""
MOST_CHARACTERS = 5_000_000
"""The length of all the text that one written call may lead to."""
MOST_TOKENS = 200_000
"""The length of the text of one call."""


@dataclass(slots=True, kw_only=True)
class _Budget:
    """What one written call may still lead to."""

    calls: int = MOST_CALLS
    characters: int = MOST_CHARACTERS
    is_spent: bool = False
    """Whether that has been said: nothing more comes of the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """What the call that is being expanded came from."""

    crate: str
    """The crate of the macro that made the call, or of the call itself."""
    made_by: str = ""
    """The macro whose call is written in the source; empty for such a call itself."""
    depth: int = 0
    budget: _Budget = field(default_factory=_Budget)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a call stands."""

    module: str
    scope: TextualScope
    is_inside: bool = False
    """Whether that is in an impl, a trait or a foreign block."""


class Expander:
    """Expands the macro calls of one crate; may be asked again when more macros are known."""

    def __init__(self, crate: str, tree: ModuleTree, conditions: Conditions, names: MacroNames, *, with_bodies: bool) -> None:
        self._crate = crate
        self._tree = tree
        self._conditions = conditions
        self._names = names
        self._with_bodies = with_bodies
        self._lines: dict[str, list[str]] = {}
        self._waiting: dict[int, tuple[MacroCall, _Origin | None]] = {}
        """Calls that stay for now, by identity, with what they came from; without, if they stay for good."""
        self._may_guess = False
        self._complained: set[str] = set()
        self.called_crates: set[str] = set()
        """Crates not at hand that may define a macro which is called."""
        self.changed = False

    def expand(self, root: Module, *, may_guess: bool) -> Module:
        """Expand what can be expanded by now; ``changed`` says whether anything was.

        :param may_guess: also expand calls of macros that are not at hand, by models of such macros and by the calls' arguments.
        """
        self.changed = False
        self._may_guess = may_guess
        return self._module(root, {})

    @property
    def is_waiting(self) -> bool:
        """Whether there are calls that might still be expanded when more macros are known."""
        return any(origin is not None for _, origin in self._waiting.values())

    def _module(self, module: Module, scope: TextualScope) -> Module:
        if module.items is None:
            return module
        place = _Place(module=module.path, scope=scope)
        items = tuple(self._items(module.items, place, _Origin(crate=self._crate)))
        self._names.learn_textual(module.path, scope)
        expanded = with_inner_items(module, items)
        return expanded if isinstance(expanded, Module) else module

    def _items(self, items: Iterable[Item], place: _Place, origin: _Origin) -> Iterator[Item]:
        """Items in source order, with those that calls stand for in their place."""
        for item in self._with_calls_expanded(items, place, origin):
            yield self._documented(item, place, origin) if self._conditions.waiting else item

    def _with_calls_expanded(self, items: Iterable[Item], place: _Place, origin: _Origin) -> Iterator[Item]:
        waiting = deque((item, origin) for item in items)
        while waiting:
            item, origin = waiting.popleft()
            if isinstance(item, MacroCall):
                made = self._made(item, place, origin)
                if made is None:
                    yield item
                else:
                    waiting.extendleft((inner, made[1]) for inner in reversed(made[0]))
            elif isinstance(item, Module):
                yield self._inner_module(item, place.scope)
            elif isinstance(item, Impl | Trait | ForeignBlock):
                yield self._with_members(item, place, origin)
            else:
                if isinstance(item, MacroRules) and not item.is_macro_2:
                    place.scope[item.name] = Macro(rules=item, crate=self._crate)
                yield item

    def _inner_module(self, module: Module, scope: TextualScope) -> Module:
        inner = dict(scope)
        expanded = self._module(module, inner)
        if is_macro_use(module):
            scope.update(inner)
        return expanded

    def _with_members(self, item: Item, place: _Place, origin: _Origin) -> Item:
        members = inner_items(item)
        if not any(isinstance(member, MacroCall) for member in members):
            return item
        inside = _Place(module=place.module, scope=place.scope, is_inside=True)
        return with_inner_items(item, tuple(self._items(members, inside, origin)))

    def _documented(self, item: Item, place: _Place, origin: _Origin) -> Item:
        """An item whose documentation may be what macros of the crates at hand stand for: ``#[doc = described!("x")]``."""

        def expanded(call: str) -> str | None:
            path, _, tokens = call.partition("!")
            macro = self._names.resolve(read_path(path.strip()), place.scope, place.module, origin.crate)
            made = None if macro is None else expand(read_rules(macro.rules.body), tokens.strip())
            return made.text if isinstance(made, Expansion) else None

        waiting = self._conditions.waiting
        if not waiting.isdisjoint(item.docs):
            file = item.span.file
            docs = (evaluated(doc, file, self._conditions, expanded) if doc in waiting else doc for doc in item.docs)
            item = replace(item, docs=tuple(docs))
        if isinstance(item, Module):  # its items have been here
            return item
        return with_inner_items(item, tuple(self._documented(inner, place, origin) for inner in inner_items(item)))

    def _made(self, call: MacroCall, place: _Place, origin: _Origin) -> tuple[tuple[Item, ...], _Origin] | None:
        """The items that a call stands for and what calls among them come from; None where the call stays."""
        if id(call) in self._waiting:
            known = self._waiting[id(call)][1]
            if known is None:
                return None
            origin = known
        macro = self._names.resolve(call.path, place.scope, place.module, origin.crate)
        if macro is None:
            self._note_crates(call)
        made = self._expansion(call, macro, place, origin) if macro else self._guess(call, place, origin) if self._may_guess else None
        if made is None:
            self._waiting[id(call)] = call, None if macro else origin
            return None
        self._waiting.pop(id(call), None)
        self.changed = True
        content, inner = made
        self._conditions.problems.extend(content.problems)
        items = self._placed(content, place)
        return tuple(_gated(item, call) for item in items) if call.cfg else items, inner

    def _note_crates(self, call: MacroCall) -> None:
        """Note which crates would have to be read to know the macro that a call names; say so where none of them is at hand."""
        if well_known_macro(str(call.path)) is not None:
            return
        self.called_crates.update(self._names.unknown_crates)
        for crate in self._names.unknown_crates:
            if self._may_guess and crate in self._names.missing and crate not in self._complained:
                self._complained.add(crate)
                message = _MISSING.format(macro=call.path, crate=crate)
                self._conditions.problems.append(Problem(file=call.span.file, line=call.span.line, subtype=Subtype.MACRO, message=message))

    def _placed(self, content: FileItems, place: _Place) -> tuple[Item, ...]:
        """Items that a call made, where it stands."""
        if place.is_inside:
            return apply_to_all(content.items, self._conditions) if content.is_conditional else content.items
        items = self._tree.placed(content, self._tree.positions[place.module])
        self._names.learn(items, place.module, self._crate)
        return items

    def _expansion(self, call: MacroCall, macro: Macro, place: _Place, origin: _Origin) -> tuple[FileItems, _Origin] | None:
        """What the rules of a macro make of a call."""
        if chosen := self._chosen(call, place, origin):  # crates have copies of cfg_if
            return chosen
        crate = "crate" if macro.crate == self._crate else f"::{macro.crate}"
        budget = origin.budget if origin.made_by else _Budget()
        if budget.is_spent:
            return None
        rules = read_rules(macro.rules.body, with_bodies=self._with_bodies)
        made = expand(rules, call.tokens, crate=crate, depth=origin.depth, largest=MOST_TOKENS)
        if isinstance(made, ExpansionFailure):
            self._complain(call, made.reason.value)
            budget.is_spent = made.reason is not FailureReason.NO_MATCH
            return None
        budget.calls -= 1
        budget.characters -= len(made.text)
        if min(budget.calls, budget.characters) < 0:
            self._complain(call, "it leads to more calls or more text than anyone wants to read")
            budget.is_spent = True
            return None
        content, inner = self._read(made.text, call, place, origin, budget, macro.crate)
        return self._positioned(content, call, place, origin), inner

    def _positioned(self, content: FileItems, call: MacroCall, place: _Place, origin: _Origin) -> FileItems:
        """What a call was expanded to, with the items that were passed on from its argument where they are written."""
        if origin.made_by or not may_hold_items(call.tokens):
            return content
        argument = read_argument_items(self._argument(call, 1, len(call.tokens) - 1, origin), is_inside=place.is_inside)
        return content if argument is None else replace(content, items=with_true_positions(content.items, argument.items))

    def _read(self, text: str, call: MacroCall, place: _Place, origin: _Origin, budget: _Budget, crate: str) -> tuple[FileItems, _Origin]:
        """The items of a text that a call stands for, which was made by a macro of a crate."""
        made_by = origin.made_by or call.path.names[-1]
        source = Source(text, file=call.span.file, made_by=made_by, call=call.span)
        inner = _Origin(crate=crate, made_by=made_by, depth=origin.depth + 1, budget=budget)
        return read_made_items(source, is_inside=place.is_inside), inner

    def _guess(self, call: MacroCall, place: _Place, origin: _Origin) -> tuple[FileItems, _Origin] | None:
        """What a macro from elsewhere makes of a call, by a model of the macro or by the call's argument."""
        if chosen := self._chosen(call, place, origin):
            return chosen
        model = well_known_macro(str(call.path))
        text = model(call.tokens, self._conditions.configuration) if model else None
        if text is not None:
            return self._read(text, call, place, origin, origin.budget if origin.made_by else _Budget(), origin.crate)
        content = read_argument_items(self._argument(call, 1, len(call.tokens) - 1, origin), is_inside=place.is_inside)
        return None if content is None else (content, origin)

    def _chosen(self, call: MacroCall, place: _Place, origin: _Origin) -> tuple[FileItems, _Origin] | None:
        """The items of the branch of ``cfg_if!`` that holds, where they are written."""
        name = call.path.names[-1]
        branch = chosen_branch(name, call.tokens, self._conditions.configuration) if name in _CHOOSING else None
        if branch is None:
            return None
        content = read_made_items(self._argument(call, branch.start, branch.end, origin), is_inside=place.is_inside)
        return _on_condition(content, branch.condition), origin

    def _argument(self, call: MacroCall, start: int, end: int, origin: _Origin) -> Source:
        """A part of a call's argument, which stands where it is written."""
        made_by = origin.made_by or call.path.names[-1]
        if origin.made_by:
            return Source(call.tokens[start:end], file=call.span.file, made_by=made_by, call=call.span)
        line, column = self._start_of_argument(call)
        before = call.tokens[1:start]
        if "\n" in before:
            column = 1
        line, column = line + before.count("\n"), column + len(before) - before.rfind("\n") - 1
        return Source(call.tokens[start:end], file=call.span.file, made_by=made_by, line=line, column=column)

    def _start_of_argument(self, call: MacroCall) -> tuple[int, int]:
        """The line and the column after the opening delimiter of a call's argument."""
        file, line, column = call.span.file, call.span.line, call.span.column
        if file not in self._lines:
            source = self._tree.sources.get(file)
            self._lines[file] = source.text.split("\n") if source else []
        lines = self._lines[file][line - 1 : call.span.end_line]
        after = _OPENING.search("\n".join(lines[:_LONGEST_HEAD]), column - 1)
        if after is None:
            return line, column
        head = after.string[: after.end()]
        return line + head.count("\n"), len(head) - head.rfind("\n")

    def _complain(self, call: MacroCall, reason: str) -> None:
        message = f"what `{call.path}!` makes is not documented: {reason}"
        self._conditions.problems.append(Problem(file=call.span.file, line=call.span.line, subtype=Subtype.MACRO, message=message))


def _on_condition(content: FileItems, condition: str) -> FileItems:
    """Items that are there because a condition holds."""
    if not condition:
        return content
    return replace(content, items=tuple(replace(item, cfg=(condition, *item.cfg)) for item in content.items))


def _gated(item: Item, call: MacroCall) -> Item:
    """An item with the conditions of the call that made it."""
    conditions = tuple(attribute for attribute in call.attributes if attribute.path == "cfg")
    return replace(item, cfg=call.cfg + item.cfg, attributes=conditions + item.attributes)


_MISSING = (
    "what `{macro}!` makes is not known: the macro is from the crate `{crate}`, whose source is not at hand; "
    "run `cargo fetch` before the documentation is built, or keep it in the project with `cargo vendor`"
)
_CHOOSING = frozenset({"cfg_if", "cfg_select"})
"""Macros of which one branch is to be read where it stands."""
_OPENING = re.compile(r"!\s*[(\[{]")
_LONGEST_HEAD = 8
"""Lines within which a call's argument opens."""
