"""Sphinx configuration of sphinx-plissken's own documentation, which shows the example's reference."""

project = "sphinx-plissken"
author = "the sphinx-plissken developers"
copyright = "2026, the sphinx-plissken developers"
extensions = ["myst_parser", "sphinx_plissken"]
exclude_patterns = ["_build", "examples"]
html_theme = "furo"
myst_enable_extensions = ["deflist", "colon_fence"]

plissken_project = "examples/hybrid_binary"
