"""Classes, attributes and functions as readers of a reference expect them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinx_plissken.extension.views.python_objects import HAS_ABSTRACT_CLASSES

MODULE = '''
import enum
from abc import ABC, abstractmethod
from collections import namedtuple
from functools import cached_property
from typing import ClassVar, Final, Generic, NamedTuple, NewType, Protocol, TypedDict, TypeVar, final
from warnings import deprecated

Number = NewType("Number", int)
"""How many."""

LIMIT: Final = 3
"""No more."""

class Point(NamedTuple):
    x: float
    y: float = 0.0

class Options(TypedDict, total=False):
    width: int

class Color(enum.Enum):
    RED = 1
    """Warm."""

class Shape(ABC):
    count: ClassVar[int] = 0
    @property
    @abstractmethod
    def area(self) -> float: ...
    @property
    def name(self) -> str: ...
    @name.setter
    def name(self, value: str) -> None: ...
    @cached_property
    def outline(self) -> list[Point]: ...
    @final
    def draw(self) -> None: ...

@final
class Circle(Shape):
    @deprecated("use move()")
    def shift(self) -> None:
        """Shift."""

@deprecated("use Circle")
class Round: ...
'''
SETTINGS: dict[str, Any] = {"plissken_project": "project", "plissken_generate": False, "exclude_patterns": ["project"]}


def described(build: Callable[..., Any], path: str) -> Any:
    pages = {
        "index.rst": f"Shapes\n======\n\n.. plissken-python:: shapes.{path}\n   :member-order: bysource\n",
        "project/pyproject.toml": '[project]\nname = "shapes"\nversion = "1.0"\n',
        "project/shapes/__init__.py": MODULE,
    }
    site = build(pages, **SETTINGS)
    assert not site.warnings, site.warnings
    return site


@pytest.mark.parametrize(
    ("path", "signatures"),
    [
        ("Number", ["class shapes.Number"]),
        ("LIMIT", ["shapes.LIMIT: Final = 3"]),
        ("Point", ["class shapes.Point(x: float, y: float = 0.0)", "x: float", "y: float = 0.0"]),
        ("Options", ["class shapes.Options", "width: int"]),
        ("Color", ["class shapes.Color", "RED = 1"]),
        ("Circle", ["final class shapes.Circle", "shift() -> None"]),
        (
            "Shape",
            [
                "abstract class shapes.Shape" if HAS_ABSTRACT_CLASSES else "class shapes.Shape",
                "count: ClassVar[int] = 0",
                "abstract property area: float",
                "property name: str",
                "property outline: list[Point]",
                "final draw() -> None",
            ],
        ),
    ],
)
def test_signatures(build: Callable[..., Any], path: str, signatures: list[str]) -> None:
    site = described(build, path)
    found = [
        " ".join(each.astext().replace("\N{RIGHTWARDS ARROW}", "->").split()) for each in site.doctree().findall(addnodes.desc_signature)
    ]
    assert found == signatures


def test_properties_that_can_be_set(build: Callable[..., Any]) -> None:
    page = described(build, "Shape").text("index.html")
    assert page.count(">writable</span>") == 1
    assert page.index('id="shapes.Shape.name"') < page.index(">writable</span>") < page.index('id="shapes.Shape.outline"')


@pytest.mark.parametrize(("path", "note"), [("Circle.shift", "Deprecated: use move()"), ("Round", "Deprecated: use Circle")])
def test_deprecations(build: Callable[..., Any], path: str, note: str) -> None:
    paragraphs = [paragraph.astext() for paragraph in described(build, path).doctree().findall(nodes.paragraph)]
    assert note in paragraphs


def test_a_new_type_says_what_it_narrows(build: Callable[..., Any]) -> None:
    assert "Alias of int" in described(build, "Number").doctree().astext()
