"""What a build script gets from the standard library: paths, the platform, operations on strings and lists.

Goes in: the path of a function or the method of a value. Comes out: what it gives. Nothing is read here and nothing changed but the values;
whatever is not in these tables is unknown.
"""

from __future__ import annotations

import functools
import posixpath
import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

from sphinx_plissken.cffi.script_values import UNKNOWN, Method, Value

VALUES: Mapping[str, Value] = {
    "sys.platform": "linux",
    "sys.version_info": (3, 11, 0, "final", 0),
    "sys.byteorder": "little",
    "sys.maxsize": 2**63 - 1,
    "os.name": "posix",
    "os.sep": "/",
    "os.path.sep": "/",
    "os.pathsep": ":",
    "os.environ": {},  # what is set there is nobody's documentation
}
"""Attributes of modules, on the platform that documentation is for."""


def _first(*arguments: Value, **_: Value) -> Value:
    return arguments[0]


CALLS: Mapping[str, Callable[..., Value]] = {
    "os.path.join": posixpath.join,
    "os.path.dirname": posixpath.dirname,
    "os.path.basename": posixpath.basename,
    "os.path.normpath": posixpath.normpath,
    "os.path.splitext": posixpath.splitext,
    "os.path.abspath": posixpath.normpath,
    "os.path.realpath": posixpath.normpath,
    "os.fspath": str,
    "os.getenv": lambda name, default=None: default,
    "platform.python_implementation": lambda: "CPython",
    "platform.system": lambda: "Linux",
    "platform.machine": lambda: "x86_64",
    "sys.getfilesystemencoding": lambda: "utf-8",
    "pathlib.Path": Path,
    "pathlib.PurePath": Path,
    "textwrap.dedent": textwrap.dedent,
    "builtins.str": str,
    "builtins.int": int,
    "builtins.len": len,
    "builtins.list": list,
    "builtins.tuple": tuple,
    "builtins.dict": dict,
    "builtins.sorted": sorted,
    "builtins.reversed": lambda values: list(reversed(values)),
    "builtins.enumerate": lambda values, start=0: list(enumerate(values, start)),
    "builtins.zip": lambda *values: list(zip(*values, strict=False)),
    "builtins.range": lambda *bounds: list(range(*bounds)) if all(abs(bound) < 10_000 for bound in bounds) else UNKNOWN,
    "builtins.print": lambda *_, **__: None,
    "builtins.isinstance": lambda *_: UNKNOWN,
}
"""Functions whose value depends on their arguments alone."""

_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        """
        join strip lstrip rstrip split rsplit splitlines replace startswith endswith lower upper partition rpartition removeprefix
        removesuffix title capitalize isidentifier isdigit find
        """.split()
    ),
    list: frozenset("append extend insert remove pop copy index sort reverse clear".split()),
    tuple: frozenset({"index", "count"}),
    dict: frozenset("get items keys values update setdefault pop copy".split()),
}
_PATH_METHODS: Mapping[str, Callable[..., Value]] = {
    "joinpath": Path.joinpath,
    "with_name": Path.with_name,
    "with_suffix": Path.with_suffix,
    "resolve": _first,
    "absolute": _first,
    "as_posix": Path.as_posix,
}
_PATH_VALUES = frozenset({"name", "stem", "suffix", "parent", "parents"})


def method_of(value: Value, name: str) -> Value:
    """An attribute of a plain value."""
    if isinstance(value, Path):
        if name in _PATH_VALUES:
            return getattr(value, name)
        return Method(functools.partial(_PATH_METHODS[name], value)) if name in _PATH_METHODS else UNKNOWN
    if isinstance(value, str) and name == "format":
        return Method(lambda *arguments, **named: _format(value, arguments, named))
    if name in _METHODS.get(type(value), ()):
        method = getattr(value, name)
        return Method(lambda *arguments, **named: _listed(method(*arguments, **named)))
    return UNKNOWN


def _format(template: str, arguments: tuple[Value, ...], named: Mapping[str, Value]) -> Value:
    """``"{}".format(x)``, without widths, which could ask for anything."""
    return template.format(*arguments, **named) if not re.search(r"\{[^{}]*[:.\[]", template) else UNKNOWN


def _listed(value: Value) -> Value:
    """Views of a dictionary as lists."""
    return list(value) if type(value).__name__ in ("dict_items", "dict_keys", "dict_values") else value
