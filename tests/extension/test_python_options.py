"""autodoc's options, events and settings on the Python view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

PYPROJECT = '[project]\nname = "shapes"\nversion = "1.0"\n'
SHAPES = '''"""Shapes."""

from collections.abc import Iterable, Sequence
from typing import Literal, overload

__all__ = ["Base", "Circle", "Shape", "grow", "scale"]

LIMIT = 3


class Base:
    """What there is."""

    def name(self) -> str:
        """Its name."""

    def _secret(self) -> None:
        """Hidden."""


class Shape(Base):
    """A shape."""

    #: How many there are.
    count: int = 0

    def __init__(self, area: float) -> None:
        """Make one.

        :param area: How large.
        """

    def area(self) -> float:
        """How large it is.

        :returns: The area.
        """
        return 0.0

    def _cached(self) -> float:
        """Hidden.

        :meta public:
        """

    def open(self) -> None:
        """Not for users.

        :meta private:
        """

    def __len__(self) -> int: ...
    def __eq__(self, other: object) -> bool:
        """Whether they are alike."""


class Circle(Shape):
    """Round."""

    def area(self) -> float:
        return 3.0


@overload
def scale(by: int) -> int: ...
@overload
def scale(by: str) -> str: ...
def scale(by):
    """Scale."""


def grow(shapes: Iterable[Shape], *names: str, by: "Sequence[int]" = (), mode: Literal["a", "b"] = "a") -> list[Shape]:
    """Grow shapes.

    :param shapes: All of them.
    """
'''
SETTINGS: dict[str, Any] = {"plissken_project": "project", "plissken_generate": False, "exclude_patterns": ["project"], "nitpicky": True}
STANDARD = [("py:class", name) for name in ("str", "int", "float", "bool", "object", "None", "list", "collections.abc.Sequence")]
STANDARD += [("py:class", name) for name in ("collections.abc.Iterable", "typing.Literal")]


def files(directive: str, *options: str, conf: str = "") -> dict[str, str]:
    written = "".join(f"   :{option}\n" for option in options)
    return {
        "index.rst": f"Shapes\n======\n\n.. plissken-python:: {directive}\n{written}",
        "conf.py": conf,
        "project/pyproject.toml": PYPROJECT,
        "project/shapes/__init__.py": SHAPES,
    }


def signatures(site: Any) -> list[str]:
    return [" ".join(s.astext().split()) for s in site.doctree().findall(addnodes.desc_signature)]


def names(site: Any) -> list[str]:
    return [s["fullname"] for s in site.doctree().findall(addnodes.desc_signature)]


@pytest.mark.parametrize(
    ("options", "members"),
    [
        ((), ["count", "area", "_cached"]),
        (("no-undoc-members:",), ["count", "area", "_cached"]),
        (("private-members:",), ["count", "area", "_cached", "open"]),
        (("private-members: open",), ["count", "area", "_cached", "open"]),
        (("special-members:",), ["count", "area", "_cached", "__len__", "__eq__"]),
        (("special-members: __eq__, __init__",), ["count", "area", "_cached", "__init__", "__eq__"]),
        (("special-members:", "no-undoc-members:"), ["count", "area", "_cached", "__eq__"]),
        (("inherited-members:",), ["count", "area", "_cached", "name"]),
        (("inherited-members: Base",), ["count", "area", "_cached"]),
        (("inherited-members:", "private-members: _secret"), ["count", "area", "_cached", "name", "_secret"]),
        (("members: name, area",), ["area", "name"]),
        (("exclude-members: area",), ["count", "_cached"]),
        (("no-members:",), []),
    ],
)
def test_members_of_a_class(build: Callable[..., Any], options: tuple[str, ...], members: list[str]) -> None:
    site = build(files("shapes.Shape", *options), **SETTINGS)
    assert not site.warnings, site.warnings
    assert names(site) == ["Shape", *(f"Shape.{name}" for name in members)]


def test_inherited_members_are_objects_of_each_class(build: Callable[..., Any]) -> None:
    site = build(files("shapes", "inherited-members:"), **SETTINGS)
    assert not site.warnings, site.warnings
    methods = set(site.objects["py:method"])
    assert {"shapes.Base.name", "shapes.Shape.name", "shapes.Circle.name"} <= methods


def test_a_page_is_read_again_when_what_is_inherited_changes(build: Callable[..., Any]) -> None:
    pages = files("shapes.Circle", "inherited-members:")
    build(pages, **SETTINGS)
    pages["project/shapes/__init__.py"] = SHAPES.replace("Its name.", "What it is called.")
    assert "What it is called." in build(pages, **SETTINGS).text("index.html")


def test_what_all_does_not_list(build: Callable[..., Any]) -> None:
    assert "LIMIT" not in names(build(files("shapes"), **SETTINGS))
    assert "LIMIT" in names(build(files("shapes", "ignore-module-all:"), **SETTINGS))


def test_a_class_without_a_constructor_takes_what_its_base_takes(build: Callable[..., Any]) -> None:
    site = build(files("shapes.Circle", "no-members:"), **SETTINGS)
    assert signatures(site) == ["class shapes.Circle(area: float)"]


def test_docstrings_are_inherited_unless_autodoc_is_told_otherwise(build: Callable[..., Any]) -> None:
    assert "How large it is." in build(files("shapes.Circle.area"), **SETTINGS).text("index.html")
    extensions = ["sphinx.ext.autodoc", "sphinx_plissken"]
    site = build(files("shapes.Circle.area"), extensions=extensions, autodoc_inherit_docstrings=False, fresh=True, **SETTINGS)
    assert "How large it is." not in site.text("index.html")


@pytest.mark.parametrize(("word", "texts"), [("class", ["A shape."]), ("both", ["A shape.", "Make one."]), ("init", ["Make one."])])
def test_which_docstrings_a_class_has(build: Callable[..., Any], word: str, texts: list[str]) -> None:
    site = build(files("shapes.Shape", f"class-doc-from: {word}", "no-members:"), **SETTINGS)
    page = site.text("index.html")
    assert [text for text in ("A shape.", "Make one.") if text in page] == texts


def fields(site: Any) -> dict[str, str]:
    """Names of the fields of all descriptions, with their texts."""
    found = {}
    for field in site.doctree().findall(nodes.field):
        found[field[0].astext()] = " ".join(field[1].astext().replace("\u2013", "-").split())
    return found


@pytest.mark.parametrize(
    ("hints", "signature", "expected"),
    [
        (
            "signature",
            "shapes.grow(shapes: Iterable[Shape], *names: str, by: Sequence[int] = (), mode: Literal['a', 'b'] = 'a') -> list[Shape]",
            {"Parameters": "shapes - All of them."},
        ),
        (
            "description",
            "shapes.grow(shapes, *names, by=(), mode='a')",
            {
                "Parameters": "shapes (Iterable[Shape]) - All of them. *names (str) by (Sequence[int]) mode (Literal['a', 'b'])",
                "Return type": "list[Shape]",
            },
        ),
        ("none", "shapes.grow(shapes, *names, by=(), mode='a')", {"Parameters": "shapes - All of them."}),
    ],
)
def test_where_types_are_told(build: Callable[..., Any], hints: str, signature: str, expected: dict[str, str]) -> None:
    site = build(files("shapes.grow"), plissken_python_typehints=hints, nitpick_ignore=STANDARD, **SETTINGS)
    assert not site.warnings, site.warnings
    assert signatures(site) == [signature]
    assert fields(site) == expected


def test_types_in_descriptions_are_links(build: Callable[..., Any]) -> None:
    site = build(files("shapes"), plissken_python_typehints="description", **SETTINGS)
    references = [node["reftarget"] for field in site.doctree().findall(nodes.field) for node in field.findall(addnodes.pending_xref)]
    assert {"shapes.Shape", "collections.abc.Iterable", "collections.abc.Sequence"} <= set(references)
    assert 'href="#shapes.Shape"' in site.text("index.html")


def test_autodocs_own_settings_count_where_it_is_loaded(build: Callable[..., Any]) -> None:
    extensions = ["sphinx.ext.autodoc", "sphinx_plissken"]
    site = build(
        files("shapes.grow"),
        extensions=extensions,
        autodoc_typehints="both",
        autodoc_typehints_description_target="documented",
        autodoc_typehints_format="fully-qualified",
        **SETTINGS,
    )
    assert "collections.abc.Iterable[shapes.Shape]" in signatures(site)[0]
    assert fields(site) == {"Parameters": "shapes (collections.abc.Iterable[shapes.Shape]) - All of them."}


def test_overloads_keep_their_types(build: Callable[..., Any]) -> None:
    typed = ["shapes.scale(by: int) -> int", "shapes.scale(by: str) -> str"]
    assert signatures(build(files("shapes.scale"), plissken_python_typehints="description", **SETTINGS)) == typed
    site = build(files("shapes.scale"), plissken_python_typehints="none", fresh=True, **SETTINGS)
    assert signatures(site) == ["shapes.scale(by)", "shapes.scale(by)"]


def test_a_word_that_autodoc_does_not_have_is_an_error(build: Callable[..., Any]) -> None:
    from sphinx.errors import ConfigError

    with pytest.raises(ConfigError, match="plissken_python_typehints is 'all'"):
        build(files("shapes"), plissken_python_typehints="all", **SETTINGS)


def test_settings_of_the_python_domain(build: Callable[..., Any]) -> None:
    configuration = {"python_display_short_literal_types": True, "python_maximum_signature_line_length": 40}
    site = build(files("shapes.grow"), python_use_unqualified_type_names=True, nitpick_ignore=STANDARD, **configuration, **SETTINGS)
    assert not site.warnings, site.warnings
    assert "mode: 'a' | 'b' = 'a'" in signatures(site)[0]
    parameters = next(iter(site.doctree().findall(addnodes.desc_parameterlist)))
    assert parameters["multi_line_parameter_list"]


HANDLERS = """
def setup(app):
    app.connect("{event}", handler)
"""


@pytest.mark.parametrize("event", ["plissken-skip-member", "autodoc-skip-member"])
def test_handlers_judge_all_candidates(build: Callable[..., Any], event: str) -> None:
    conf = "def handler(app, what, name, obj, skip, options):\n    return {'area': True, 'open': False}.get(name)\n"
    conf += HANDLERS.format(event=event)
    extensions = ["sphinx.ext.autodoc", "sphinx_plissken"]
    site = build(files("shapes.Shape", conf=conf), extensions=extensions, **SETTINGS)
    assert names(site) == ["Shape", "Shape.count", "Shape._cached", "Shape.open"]


def test_handlers_are_told_what_would_happen(build: Callable[..., Any]) -> None:
    conf = "def handler(app, what, name, obj, skip, options):\n    app.told[name] = skip\n" + HANDLERS.format(event="plissken-skip-member")
    site = build(files("shapes.Shape", conf=conf.replace("def setup(app):", "def setup(app):\n    app.told = {}")), **SETTINGS)
    told = site.app.told
    assert (told["area"], told["open"], told["__eq__"]) == (False, True, True)


@pytest.mark.parametrize("event", ["plissken-process-signature", "autodoc-process-signature"])
def test_handlers_change_signatures(build: Callable[..., Any], event: str) -> None:
    conf = "def handler(app, what, name, obj, options, signature, return_annotation):\n"
    conf += (
        "    return (signature and signature.replace('area', 'size'), return_annotation and 'Number') if name != 'shapes.grow' else None\n"
    )
    extensions = ["sphinx.ext.autodoc", "sphinx_plissken"]
    site = build(files("shapes", conf=conf + HANDLERS.format(event=event)), extensions=extensions, **SETTINGS)
    assert "class Shape(size: float)" in signatures(site)
    assert "name() -> Number" in signatures(site)
    assert any(signature.startswith("grow(") and signature.endswith("list[Shape]") for signature in signatures(site))


def test_defaults_are_taken_back(build: Callable[..., Any]) -> None:
    defaults = {"private-members": True, "special-members": "__len__", "inherited-members": True}
    site = build(files("shapes.Shape", "no-private-members:"), plissken_default_options=defaults, **SETTINGS)
    assert names(site)[1:] == ["Shape.count", "Shape.area", "Shape._cached", "Shape.name", "Shape.__len__"]


def test_the_rust_view_refuses_what_only_python_has(build: Callable[..., Any]) -> None:
    pages = {
        "index.rst": "Demo\n====\n\n.. plissken-rust:: demo\n   :private-members:\n",
        "project/Cargo.toml": '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n',
        "project/src/lib.rs": "pub fn start() {}\n",
    }
    site = build(pages, **SETTINGS)
    assert "it is an option of plissken-python; plissken_rust_reach in conf.py says how far" in site.warnings


def test_autodoc_beside_us(build: Callable[..., Any]) -> None:
    pages = files("shapes.Shape", "no-members:")
    pages["other.rst"] = ":orphan:\n\nOther\n=====\n\n.. autoclass:: fractions.Fraction\n   :members: limit_denominator\n"
    extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_plissken"]
    site = build(pages, extensions=extensions, **{**SETTINGS, "nitpicky": False})
    assert not site.warnings, site.warnings
    assert {"shapes.Shape", "fractions.Fraction"} <= set(site.objects["py:class"])
