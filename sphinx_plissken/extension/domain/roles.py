"""The roles of the ``rs`` domain.

Goes in: a role's text. Comes out: a ``pending_xref`` that knows where it stands. What it names is looked up when pages are written.
"""

from __future__ import annotations

import re
from typing import Any

from docutils.nodes import Element
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from sphinx_plissken.extension.domain.references import short_title_of, title_of


class RustReference(XRefRole):
    """A reference to a Rust object: ``crate::``, ``self::``, ``super::``, ``Self::``, ``~``, ``!`` and rustdoc's disambiguators."""

    explicit_title_re = re.compile(r"^(.+?)(?:\s+|(?<=[^\x00-\x7f]))(?<!\x00)<(.*?)>$", re.DOTALL)
    """As for other roles, but ``Vec<u8>`` is no title: before the angle there is white space, or a letter of a script without it."""

    def process_link(self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool, title: str, target: str) -> tuple[str, str]:
        """Remember the scope; without an explicit title show the target without what only the machine needs."""
        refnode.attributes.update(scope_of(env))
        target = re.sub(r"\s+", " ", target.strip())
        if has_explicit_title:
            return title, target
        target = target.lstrip("~")
        shown = title_of(title.lstrip("~"))
        if title.startswith("~"):
            shown = short_title_of(shown)
        return self.decorated(shown), target

    def decorated(self, title: str) -> str:
        """The title with what Rust people write behind such a name."""
        return title


class MacroReference(RustReference):
    """``vec`` is shown as ``vec!``."""

    def decorated(self, title: str) -> str:
        """``vec!``."""
        return title if title.endswith(("!", "!()", "![]", "!{}")) else f"{title}!"


class FunctionReference(RustReference):
    """``norm`` is shown as ``norm()``, as ``add_function_parentheses`` says."""

    def decorated(self, title: str) -> str:
        """``norm()``."""
        title = title.removesuffix("()")
        return f"{title}()" if self.config.add_function_parentheses else title


_SCOPE_KEYS = ("rs:crate", "rs:module", "rs:self")


def scope_of(env: BuildEnvironment) -> dict[str, Any]:
    """What is written down on a reference of the place where it stands."""
    return {key: value for key in _SCOPE_KEYS if (value := env.ref_context.get(key))}


_DECORATED: dict[str, type[RustReference]] = {"fn": FunctionReference, "method": FunctionReference, "macro": MacroReference}


def role_for(name: str) -> RustReference:
    """The role of an object type, or ``obj``."""
    return _DECORATED.get(name, RustReference)()
