"""Find: from a directory to what is in it.

Goes in: a directory. Comes out: a ``Project``: its crates, features, extension modules with their import names, and Python roots, each
with the reason why. Knows pyproject.toml, setup.py (as text), Cargo.toml, Cargo.lock and workspaces; knows neither Rust syntax nor Sphinx.
"""

from sphinx_plissken.project.api import CratePackage, CrateType, Dependency, DependencySources, ExtensionModule, Layout, Project, PythonRoot
from sphinx_plissken.project.dependencies import Dependencies
from sphinx_plissken.project.explain import explain
from sphinx_plissken.project.features import FeatureChoice, Features, features_of, resolve_features, unknown_features
from sphinx_plissken.project.find import find_project
from sphinx_plissken.project.pyo3_version import pyo3_version_of, python_cfg_of

__all__ = [
    "CratePackage",
    "CrateType",
    "Dependencies",
    "Dependency",
    "DependencySources",
    "ExtensionModule",
    "FeatureChoice",
    "Features",
    "Layout",
    "Project",
    "PythonRoot",
    "explain",
    "features_of",
    "find_project",
    "pyo3_version_of",
    "python_cfg_of",
    "resolve_features",
    "unknown_features",
]
