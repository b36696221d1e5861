"""Links between rustdoc's pages, which authors wrote before intra-doc links were there.

Goes in: ``../struct.Regex.html#method.new`` and the module whose page it would stand on. Comes out: the path that it means, as an
intra-doc link would have it. Rules: rustdoc's file names and anchors. Knows neither Markdown nor Sphinx.
"""

from __future__ import annotations

import re

from sphinx_plissken.published.rustdoc_addresses import ANCHOR_NAMESPACES, PAGE_NAMESPACES

_PAGE = re.compile(
    rf"(?P<folders>(?:\.{{1,2}}/|\w+/)*)(?:index|(?P<kind>{'|'.join(PAGE_NAMESPACES)})\.(?P<name>\w+))\.html(?:#(?P<anchor>[\w.-]+))?"
)


def path_of_page(address: str, module: str) -> str:
    """``crate::Regex::new`` of ``../struct.Regex.html#method.new`` in ``regex::bytes``; empty for what is no such address."""
    match = _PAGE.fullmatch(address)
    folders = _folders(match["folders"], module) if match else None
    if match is None or folders is None:
        return ""
    names = [*folders, *([match["name"]] if match["name"] else [])]
    word, _, member = (match["anchor"] or "").partition(".")
    if word in ANCHOR_NAMESPACES and member:
        names += member.replace(".field.", ".").split(".")
    if not names:
        return ""
    is_own = names[0] == module.partition("::")[0]
    path = "::".join(["crate", *names[1:]]) if is_own else "::" + "::".join(names)
    return f"macro@{path}" if match["kind"] == "macro" else path


def _folders(written: str, module: str) -> list[str] | None:
    """The folders of a page's address, from the site's root on; None where it leads out of the site."""
    folders = module.split("::")
    for step in written.split("/")[:-1]:
        if step == "..":
            if not folders:
                return None
            folders.pop()
        elif step != ".":
            folders.append(step)
    return folders
