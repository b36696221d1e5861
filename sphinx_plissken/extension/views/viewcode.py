"""``sphinx.ext.viewcode`` and ``sphinx.ext.linkcode`` for the Python sources of the project, without importing them.

Goes in: a module and the name of an object in it, as these extensions ask. Comes out: the module that defines the object, the text of a
module, and the lines of what is in it. viewcode asks by two events before it imports a module; for modules of the project it is always
answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import PycodeError
from sphinx.ext import linkcode
from sphinx.pycode import ModuleAnalyzer

from sphinx_plissken.extension.environment.loading import Site, loaded_site
from sphinx_plissken.python.tree import file_of_module

Tags = Mapping[str, tuple[str, int, int]]
"""Name in a module -> kind, first and last line, as ``ModuleAnalyzer`` has them."""

Source = tuple[str, Tags]

NO_SOURCE: Source = ("", {})
"""What viewcode is told of modules that no Python file makes; it links to nothing then."""

LINKCODE_KEYS = ["module", "fullname", "file", "line"]

_READ: WeakKeyDictionary[Site, dict[str, Source]] = WeakKeyDictionary()


def setup_viewcode(app: Sphinx) -> None:
    """Answer viewcode where it is loaded, and tell linkcode what it may hand over."""
    app.connect("config-inited", _connect)
    if add_linkcode_domain := getattr(linkcode, "add_linkcode_domain", None):  # since Sphinx 8.2
        add_linkcode_domain("py", LINKCODE_KEYS, override=True)


def _connect(app: Sphinx, _: object) -> None:
    if "viewcode-find-source" in app.events.events:
        app.connect("viewcode-follow-imported", _follow)
        app.connect("viewcode-find-source", _find)
        app.connect("html-collect-pages", _refresh, priority=400)


def _follow(app: Sphinx, module: str, name: str) -> str | None:
    """The module that defines an object; the module itself where that is not known, lest it be imported."""
    site = loaded_site(app.config)
    if site is None or not _is_own(site, module):
        return None
    member = site.catalogue.python_members.get(f"{module}.{name}")
    return member.object.module.path if member is not None else module


def _find(app: Sphinx, module: str) -> Source | None:
    site = loaded_site(app.config)
    return source_of_module(site, module) if site is not None and _is_own(site, module) else None


def _is_own(site: Site, module: str) -> bool:
    top = module.partition(".")[0]
    return any(path.partition(".")[0] == top for path in site.catalogue.python_modules)


def source_of_module(site: Site, path: str) -> Source:
    """The text of a module and where the objects in it are, under every name that the reference has for them."""
    read = _READ.setdefault(site, {})
    if path not in read:
        read[path] = _read_source(site, path)
    return read[path]


def _read_source(site: Site, path: str) -> Source:
    module = site.catalogue.defining_modules.get(path)
    file = file_of_module(module) if module is not None else None
    if file is None:
        return NO_SOURCE
    try:
        text = file.read_text(encoding="utf-8-sig")
        analyzer = ModuleAnalyzer.for_string(text, path)
        analyzer.analyze()
    except (OSError, UnicodeDecodeError, PycodeError):
        return NO_SOURCE
    renamed = _renamed(site, path)
    return text, {**analyzer.tags, **{name: analyzer.tags[written] for name, written in renamed.items() if written in analyzer.tags}}


def _renamed(site: Site, module: str) -> dict[str, str]:
    """Names under which the reference shows what a module defines by another name."""
    return {
        shown: member.definition.removeprefix(f"{module}.")
        for member in site.catalogue.python_members.values()
        if member.object.module.path == module
        and (shown := _below_module(site, member.path)) != member.definition.removeprefix(f"{module}.")
    }


def _below_module(site: Site, path: str) -> str:
    """``Runner.run`` of ``pkg.Runner.run``."""
    module = path
    while module and module not in site.catalogue.python_modules:
        module = module.rpartition(".")[0]
    return path.removeprefix(f"{module}.")


def _refresh(app: Sphinx) -> list[tuple[str, dict[str, str], str]]:
    """Give viewcode the sources as they are now, and take away modules without one, before it makes its pages.

    It keeps what it was told when a page was read; a page is not read again when only the body of a function changes.
    """
    env: BuildEnvironment = app.env
    modules: dict[str, tuple[str, Tags, dict[str, str], str] | bool] = getattr(env, "_viewcode_modules", {})
    site = loaded_site(app.config)
    for path, entry in list(modules.items()) if site is not None else ():
        if site is None or not _is_own(site, path):
            continue
        text, tags = source_of_module(site, path)
        if not text:
            del modules[path]
        elif isinstance(entry, tuple):
            used = {name: docname for name, docname in entry[2].items() if name in tags}
            modules[path] = (text, tags, used, entry[3])
    return []
