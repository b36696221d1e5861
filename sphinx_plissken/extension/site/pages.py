"""Writes the pages of the reference, as a person would write them: a title and one directive.

Goes in: the paths of all modules, and of all items where each has its page. Comes out: files below the source directory. A file is written
only when its text changes, and taken away only if we wrote it, which a manifest beside the pages says; where an author's file is in the way
it stays, and a warning says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_plissken.extension.configuration import Pages
from sphinx_plissken.extension.docs.places import location_of
from sphinx_plissken.extension.environment.loading import Site, loaded_site
from sphinx_plissken.extension.site.paged_items import Items, paged_items

logger = logging.getLogger(__name__)

MANIFEST = ".plissken.json"
IGNORED = "# Written by sphinx-plissken with each build.\n*\n"

RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})
"""Names that Windows keeps for devices, whatever the extension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, before it is written in any markup."""

    name: PurePosixPath
    """Relative to the output folder, without a suffix."""
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A directive."""

    directive: str
    argument: str = ""
    flags: tuple[str, ...] = ()
    """Options without values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A table of contents; it is shown in navigation only, since a table with summaries stands beside it."""

    entries: tuple[tuple[str, str], ...]
    """Titles and names of pages, relative to this page's folder."""


Block = Call | Contents


def setup_pages(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for files."""
    app.connect("builder-inited", _write_pages, priority=200)


def _write_pages(app: Sphinx) -> None:
    site = loaded_site(app.config)
    if site is None or not site.configuration.generates:
        return
    suffix, write = _format(app.config.source_suffix)
    folder = Path(app.srcdir) / site.configuration.output
    texts = {f"{page.name}{suffix}": write(page) for page in pages_of(site, app.env)}
    write_files(folder, texts)


def pages_of(site: Site, env: BuildEnvironment) -> list[Page]:
    """All pages."""
    python = tuple(module.path for module in site.reference.python.modules)
    rust = tuple(module.path for module in site.reference.rust)
    items = paged_items(site, env) if site.configuration.pages is Pages.ITEM else Items()
    views = [
        View(name="python", title="Python Reference", separator=".", modules=python, known=frozenset(python), items=items.python),
        View(name="rust", title="Rust Reference", separator="::", modules=rust, known=frozenset(rust), items=items.rust),
    ]
    present = [view for view in views if view.modules]
    return [_index(present), *(page for view in present for page in _view_pages(view))]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One of the two trees of pages."""

    name: str
    title: str
    separator: str
    modules: tuple[str, ...]
    known: frozenset[str]
    items: Mapping[str, Mapping[str, str]] | None = None
    """Module -> paths of the items that have pages of their own, with the last parts of these pages' names; None where none have."""

    def parent(self, path: str) -> str:
        """The nearest module above that has a page; empty at the top."""
        while path := path.rpartition(self.separator)[0]:
            if path in self.known:
                return path
        return ""


def _index(views: Iterable[View]) -> Page:
    """The page above both trees; the directive brings the sections' headings, lest each be listed twice in navigation."""
    contents = Contents(entries=tuple((view.title, f"{view.name}/index") for view in views))
    return Page(name=PurePosixPath("index"), title="API Reference", blocks=(Call(directive="plissken-index"), contents))


def _view_pages(view: View) -> list[Page]:
    items = view.items or {}
    names = page_names(view.modules, view.separator)
    item_names = page_names(
        [path for of_module in items.values() for path in of_module],
        view.separator,
        last={path: name for of_module in items.values() for path, name in of_module.items()},
        others=names,
    )
    below: dict[str, list[str]] = {}
    for path in view.modules:
        below.setdefault(view.parent(path), []).append(path)
    pages = [_view_index(view, below.get("", []), names)]
    for path in view.modules:
        own = items.get(path, {})
        call = Call(directive=f"plissken-{view.name}", argument=path, flags=() if view.items is None else ("split",))
        inner = [*below.get(path, []), *own]
        blocks = (call, _contents(view, path, inner, {**item_names, **names})) if inner else (call,)
        pages.append(Page(name=PurePosixPath(view.name) / names[path], title=path, blocks=blocks))
        pages += [_item_page(view, item, item_names[item]) for item in own]
    return pages


def _item_page(view: View, path: str, name: PurePosixPath) -> Page:
    return Page(name=PurePosixPath(view.name) / name, title=path, blocks=(Call(directive=f"plissken-{view.name}", argument=path),))


def _view_index(view: View, tops: Sequence[str], names: Mapping[str, PurePosixPath]) -> Page:
    blocks = (Call(directive="plissken-index", argument=view.name), _contents(view, "", tops, names))
    return Page(name=PurePosixPath(view.name) / "index", title=view.title, blocks=blocks)


def _contents(view: View, path: str, inner: Iterable[str], names: Mapping[str, PurePosixPath]) -> Contents:
    folder = names[path].parent if path else PurePosixPath()
    prefix = f"{path}{view.separator}" if path else ""
    entries = tuple((module.removeprefix(prefix), names[module].relative_to(folder).as_posix()) for module in inner)
    return Contents(entries=entries)


def page_names(
    paths: Iterable[str], separator: str, *, last: Mapping[str, str] | None = None, others: Mapping[str, PurePosixPath] | None = None
) -> dict[str, PurePosixPath]:
    """A file name for each path, legal and unique on every system: ``a::b`` -> ``a/b``.

    Names that differ only in case get a number; so does ``index``, which is the name of the page above.

    :param last: what stands for the last part of a path in its file name.
    :param others: names that are given already; those of modules are the folders of what is in them.
    """
    others = others or {}
    names: dict[str, PurePosixPath] = {}
    taken = {"index", *(name.as_posix().lower() for name in others.values())}
    for path in paths:
        parent, _, own = path.rpartition(separator)
        known = names.get(parent) or others.get(parent)
        folder = known or PurePosixPath(*map(_legal, parent.split(separator))) if parent else PurePosixPath()
        base = folder / _legal((last or {}).get(path, own))
        name, number = base, 1
        while name.as_posix().lower() in taken:
            number += 1
            name = base.with_name(f"{base.name}-{number}")
        taken.add(name.as_posix().lower())
        names[path] = name
    return names


def _legal(name: str) -> str:
    return f"{name}_" if name.lower() in RESERVED else name


# Markup


def write_rest(page: Page) -> str:
    """The page in reStructuredText."""
    parts = [_underlined(page.title)]
    for block in page.blocks:
        match block:
            case Call():
                flags = "".join(f"   :{flag}:\n" for flag in block.flags)
                parts.append(f".. {block.directive}:: {block.argument}".rstrip() + f"\n{flags}")
            case Contents():
                entries = "".join(f"   {title} <{name}>\n" for title, name in block.entries)
                parts.append(f".. toctree::\n   :hidden:\n\n{entries}")
    return "\n".join(parts)


def write_myst(page: Page) -> str:
    """The page in MyST, for projects whose pages are Markdown only."""
    parts = [f"# {page.title}\n"]
    for block in page.blocks:
        match block:
            case Call():
                flags = "".join(f":{flag}:\n" for flag in block.flags)
                parts.append(f"```{{{block.directive}}} {block.argument}".rstrip() + f"\n{flags}```\n")
            case Contents():
                entries = "".join(f"{title} <{name}>\n" for title, name in block.entries)
                parts.append(f"```{{toctree}}\n:hidden:\n\n{entries}```\n")
    return "\n".join(parts)


def _underlined(text: str) -> str:
    shown = re.sub(r"_(?!\w)|(?<![\w:.])_", r"\\_", text)  # a name like `_core` or `async_` is no reference
    return f"{shown}\n{'=' * len(shown)}\n"


def _format(suffixes: Mapping[str, str]) -> tuple[str, Callable[[Page], str]]:
    """The suffix and the markup of pages: reStructuredText wherever the project reads it."""
    for suffix, kind in suffixes.items():
        if kind in ("restructuredtext", None):
            return suffix, write_rest
    for suffix, kind in suffixes.items():
        if kind == "markdown":
            return suffix, write_myst
    return ".rst", write_rest


# Files


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Bring a folder to what it should hold; what we did not write is left alone."""
    ours = _read_manifest(folder)
    kept = [name for name, text in texts.items() if _write(folder / name, text, is_ours=name in ours)]
    for name in sorted(ours - texts.keys()):
        _remove(folder, name)
    _write(folder / ".gitignore", IGNORED, is_ours=not (folder / ".gitignore").exists())
    _write(folder / MANIFEST, json.dumps(sorted(kept), indent=1) + "\n", is_ours=True)


def _write(path: Path, text: str, *, is_ours: bool) -> bool:
    """Write a file if its text differs; tell whether it is ours now."""
    if path.exists():
        if path.read_bytes() == text.encode():
            return True
        if not is_ours:
            if path.name != ".gitignore":
                logger.warning(
                    "this page is in the way of a generated one and stays as it is; move it, or set plissken_output_dir",
                    type="plissken",
                    subtype="page",
                    location=location_of(str(path)),
                )
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return True


def _remove(folder: Path, name: str) -> None:
    """Take a page away, and the folders that are empty then."""
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()


def _read_manifest(folder: Path) -> frozenset[str]:
    """The names of our files; whatever the file says, none is outside of the folder."""
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(names, list):
        return frozenset()
    return frozenset(
        name for name in names if isinstance(name, str) and ".." not in PurePosixPath(name).parts and not Path(name).is_absolute()
    )
