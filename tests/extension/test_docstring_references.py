"""References in docstrings of what is shown elsewhere than where it is defined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FILES = {
    "index.rst": "Shapes\n======\n\n.. plissken-python:: shapes\n\n.. plissken-python:: shapes.limits\n",
    "project/pyproject.toml": '[project]\nname = "shapes"\nversion = "1.0"\n',
    "project/shapes/__init__.py": "from ._impl import Shape\n",
    "project/shapes/limits.py": '"""Limits."""\n\nclass Limit:\n    """How much."""\n    def check(self): ...\n',
    "project/shapes/_impl.py": 'from .limits import Limit\n\nclass Shape:\n    """A shape with a :class:`Limit`.\n\n'
    '    See :meth:`Limit.check`, and :class:`Gone` nowhere.\n    """\n',
}
SETTINGS: dict[str, Any] = {"plissken_project": "project", "plissken_generate": False, "exclude_patterns": ["project"], "nitpicky": True}


def test_names_mean_what_they_mean_where_they_are_written(build: Callable[..., Any]) -> None:
    site = build(FILES, **SETTINGS)
    assert site.warnings.count("WARNING") == 1, site.warnings
    assert "reference target not found: Gone" in site.warnings
    page = site.text("index.html")
    assert 'href="#shapes.limits.Limit"' in page
    assert 'href="#shapes.limits.Limit.check"' in page


def test_a_dead_reference_is_told_once(build: Callable[..., Any]) -> None:
    init = '"""Shapes like :class:`Gone`."""\n'
    site = build({**FILES, "index.rst": FILES["index.rst"] + "\n.. plissken-index::\n", "project/shapes/__init__.py": init}, **SETTINGS)
    assert site.warnings.count("Gone") == 1, site.warnings


def test_others_are_asked_for_what_a_name_stands_for(build: Callable[..., Any]) -> None:
    files = {
        **FILES,
        "project/shapes/__init__.py": '"""Uses a :class:`pa.Table`."""\nimport pyarrow as pa\n',
        "conf.py": "asked = []\n\ndef ask(app, env, node, contnode):\n    asked.append(node['reftarget'])\n\n"
        "def setup(app):\n    app.asked = asked\n    app.connect('missing-reference', ask)\n",
    }
    assert build(files, **SETTINGS).app.asked == ["pyarrow.Table"]


@pytest.mark.parametrize("assigned", ["make = Shape.make", "from ._impl import Shape\nmake = Shape.make"])
def test_a_method_that_is_a_function_as_well(build: Callable[..., Any], assigned: str) -> None:
    """Both are described, and the place where it is defined leads to one of them."""
    files = {
        **FILES,
        "project/shapes/_impl.py": "class Shape:\n    @staticmethod\n    def make(): ...\n",
        "project/shapes/__init__.py": f"from ._impl import Shape\n{assigned}\n",
    }
    site = build(files, **SETTINGS)
    assert not site.warnings, site.warnings
    assert {"shapes.make", "shapes.Shape.make"} <= set(site.objects["py:function"]) | set(site.objects["py:method"])
