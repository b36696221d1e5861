"""Sphinx configuration of sphinx-plissken's own documentation, which shows the example's reference."""

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

project = "sphinx-plissken"
author = "the sphinx-plissken developers"
copyright = "2026, the sphinx-plissken developers"
extensions = ["myst_parser", "sphinx_plissken"]
exclude_patterns = ["_build", "examples"]
html_theme = "furo"
html_title = project
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3

plissken_project = "examples/hybrid_binary"
plissken_rust_source = "page"


def setup(app: Sphinx) -> None:
    """Let pages describe events, as Sphinx's own documentation does."""
    app.add_object_type("event", "event", objname="event", indextemplate="pair: %s; event", parse_node=parse_event)


def parse_event(env: BuildEnvironment, signature: str, node: addnodes.desc_signature) -> str:
    """``name (a, b)``: show both, refer by the name."""
    name, _, parameters = signature.rstrip(")").partition("(")
    node += addnodes.desc_name(name.strip(), name.strip())
    shown = [addnodes.desc_parameter(each, each) for each in parameters.split(", ")]
    node += addnodes.desc_parameterlist("", "", *shown)
    return name.strip()
