"""Conditional compilation: what is on, and what ``cfg`` and ``cfg_attr`` make of it.

Goes in: features, a target triple, names that a build script or rustc would set. Comes out: a ``Configuration`` that judges predicates and
attributes. Rules: the Rust reference, chapter "Conditional compilation". A predicate that is not understood does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sphinx_plissken.rust.cfg.compiler_versions import CONDITIONAL_ATTRIBUTE, SELECTORS, is_selected
from sphinx_plissken.rust.cfg.targets import target_cfg
from sphinx_plissken.rust.construction import changed
from sphinx_plissken.rust.model import Attribute
from sphinx_plissken.rust.text.attributes import Meta, read_attribute, read_meta, split_at_commas


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What is on. Everything else is off: ``test``, ``docsrs``, ``PyPy``."""

    features: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """Bare names: ``unix``, ``doc``, ``Py_3_8``."""
    values: frozenset[tuple[str, str]] = frozenset()
    """Keys with their values, without the features: ``("target_os", "linux")``. A key may have several values."""

    def holds(self, predicate: str) -> bool:
        """Whether a predicate holds: ``all(unix, not(feature = "x"))``."""
        return _holds(self, predicate)

    def applied(self, attributes: Iterable[Attribute]) -> tuple[Attribute, ...] | None:
        """The attributes of an item with every ``cfg_attr`` replaced by what it says; None where a ``cfg`` drops the item.

        The ``cfg`` attributes that hold stay, also those that a ``cfg_attr`` made. What asks for a version of the compiler does not stay.
        A tuple in which nothing changes comes back itself.
        """
        found: list[Attribute] = []
        is_changed = False
        for attribute in attributes:
            said = _said(self, attribute.path, attribute.tokens) if attribute.path in _CONDITIONAL else _ITSELF
            if said is None:
                return None
            if said is _ITSELF:
                found.append(attribute)
            else:
                is_changed = True
                found += [changed(each, line=attribute.line, is_inner=attribute.is_inner) for each in said]
        return attributes if isinstance(attributes, tuple) and not is_changed else tuple(found)


_CONDITIONAL = frozenset({"cfg", "cfg_attr", CONDITIONAL_ATTRIBUTE, *SELECTORS})
_ITSELF = (Attribute(path="cfg"),)
"""What an attribute says that stays as it is."""


@lru_cache(maxsize=16384)
def _said(configuration: Configuration, path: str, tokens: str) -> tuple[Attribute, ...] | None:
    """What a conditional attribute says; None if it drops the item."""
    if path in SELECTORS:
        return () if is_selected(f"{path.removeprefix('rustversion::')}{tokens}") else None
    inside = tokens.strip()[1:-1].strip()
    if path == "cfg":
        return _ITSELF if configuration.holds(inside) else None
    predicate, *texts = split_at_commas(inside) or ("",)
    holds = is_selected if path == CONDITIONAL_ATTRIBUTE else configuration.holds
    return configuration.applied([read_attribute(text) for text in texts]) if texts and holds(predicate) else ()


def configure(features: Iterable[str] = (), *, target: str = "x86_64-unknown-linux-gnu", extra: Iterable[str] = ("doc",)) -> Configuration:
    """The configuration of a build.

    :param extra: further ``cfg`` options in the words of ``rustc --cfg``: ``doc`` (which rustdoc sets), ``debug_assertions``, ``Py_3_8``,
        ``key="value"``.
    """
    values = set(target_cfg(target))
    names = {value for key, value in values if key == "target_family" and value in ("unix", "windows")}
    for option in extra:
        key, equals, value = option.partition("=")
        if equals:
            values.add((key.strip(), value.strip().strip('"')))
        else:
            names.add(key.strip())
    on = {value for key, value in values if key == "feature"}
    return Configuration(features=frozenset(features) | on, names=frozenset(names), values=frozenset(values))


def python_cfg(minor: int) -> frozenset[str]:
    """The names that PyO3's build script sets for CPython 3.``minor`` with the GIL and without the limited API: ``Py_3_7`` and on."""
    return frozenset(f"Py_3_{version}" for version in range(7, minor + 1))


def features_of(predicates: Iterable[str]) -> tuple[str, ...]:
    """The features that predicates ask for, in order; not those that they ask to be off: ``any(test, feature = "x")`` -> ``("x",)``."""
    found: dict[str, None] = {}
    for predicate in predicates:
        for meta in read_meta(predicate):
            found.update(dict.fromkeys(_features(meta)))
    return tuple(found)


def _features(meta: Meta) -> Iterator[str]:
    if meta.path == "feature" and isinstance(meta.literal, str):
        yield meta.literal
    elif meta.path in ("all", "any"):
        for inner in meta.items:
            yield from _features(inner)


@lru_cache(maxsize=16384)
def _holds(configuration: Configuration, predicate: str) -> bool:
    items = read_meta(predicate)
    return bool(items) and all(_judge(configuration, item) for item in items)


def _judge(configuration: Configuration, meta: Meta) -> bool:
    if meta.tokens is not None:
        items = meta.items
        match meta.path:
            case "all":
                return all(_judge(configuration, item) for item in items)
            case "any":
                return any(_judge(configuration, item) for item in items)
            case "not":
                return len(items) == 1 and not _judge(configuration, items[0])
            case "target":  # target(os = "linux") is short for target_os = "linux"
                return all((f"target_{item.path}", item.literal) in configuration.values for item in items)
        return False
    if meta.value is None:
        return meta.path == "true" or meta.path in configuration.names
    if meta.path == "feature":
        return meta.literal in configuration.features
    return (meta.path, meta.literal) in configuration.values
