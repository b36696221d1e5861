"""Directives on pages that people write, and roles across sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLE, Built, build_source, text_of
from site_checker import check_site

CONFIGURATION = f"""
extensions = ["myst_parser", "sphinx_plissken"]
plissken_project = {str(EXAMPLE)!r}
plissken_generate = False
html_theme = "alabaster"
"""
BY_HAND = {
    "conf.py": CONFIGURATION,
    "index.rst": """
By hand
=======

.. toctree::

   python
   decorators
   internal
   rest

See :py:func:`hybrid_binary.task` and :rs:fn:`hybrid_binary::decorators::task`.
""",
    "python.md": """# The Python side

```{plissken-python} hybrid_binary
```

A role in MyST: {rs:struct}`hybrid_binary::PyRunner`.
""",
    "decorators.rst": """
Decorators
==========

.. plissken-rust:: hybrid_binary::decorators
""",
    "internal.md": """# Internal

```{plissken-rust} hybrid_binary::internal
```
""",
    "rest.rst": """
The rest
========

.. plissken-rust:: hybrid_binary

.. plissken-rust:: hybrid_binary::utils

.. plissken-rust:: hybrid_binary::config

.. plissken-python:: helpers

.. plissken-python:: hybrid_binary.utils

.. plissken-python:: hybrid_binary.config

.. plissken-python:: hybrid_binary.cli

.. plissken-python:: hybrid_binary.testing
""",
}


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("by_hand")
    for name, text in BY_HAND.items():
        (source / name).write_text(text, encoding="utf-8")
    built = build_source(source, source / "_build", "-n", "-W", "--keep-going")
    assert built.code == 0, built.output
    return built


def test_myst_and_rest_pages_show_the_same_objects(by_hand: Built, example_site: Built) -> None:
    for own, generated in (
        ("python", "api/python/hybrid_binary"),
        ("decorators", "api/rust/hybrid_binary/decorators"),
        ("internal", "api/rust/hybrid_binary/internal"),
    ):
        assert by_hand.signatures(own) == example_site.signatures(generated)


def test_nothing_is_generated_and_every_link_leads_somewhere(by_hand: Built) -> None:
    assert not (by_hand.site / "api").exists()
    assert check_site(by_hand.site) == []


def test_roles_of_both_domains_reach_another_site(example_site: Built, write_files: Callable[[dict[str, str | bytes]], Path]) -> None:
    source = write_files(
        {
            "conf.py": f"""
extensions = ["sphinx.ext.intersphinx", "sphinx_plissken"]
plissken_project = None
intersphinx_mapping = {{"example": ("https://example.invalid/", {str(example_site.site / "objects.inv")!r})}}
html_theme = "alabaster"
""",
            "index.rst": """
Elsewhere
=========

:py:class:`hybrid_binary.Runner`, :py:meth:`hybrid_binary.Runner.run`, :rs:struct:`hybrid_binary::PyRunner`,
:rs:fn:`hybrid_binary::decorators::task`, :rs:method:`hybrid_binary::PyRunner::run`, :rs:mod:`hybrid_binary::internal`,
:external+example:rs:enum:`hybrid_binary::internal::ExecutorError`
""",
        }
    )
    built = build_source(source, source / "_build", "-n", "-W", "--keep-going")
    assert built.code == 0, built.output
    page = built.page("index")
    assert page.count('class="reference external" href="https://example.invalid/api/python/hybrid_binary.html#') == 2
    assert page.count('class="reference external" href="https://example.invalid/api/rust/hybrid_binary') == 5
    assert "hybrid_binary::PyRunner" in text_of(page)
