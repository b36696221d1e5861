"""Images that documentation names.

Goes in: the file that names an image, and the address as written. Comes out: the image's own file, if the project has it. rustdoc leaves
addresses as they are, so authors write them as they look from the source file, from Cargo.toml beside the README, or from the
repository's root; these are looked through in turn. Knows neither docutils nor Sphinx.
"""

from __future__ import annotations

from pathlib import Path


def find_image(address: str, *, file: Path, root: Path) -> Path | None:
    """The file of an image; None where the project has none.

    :param file: the source file that names it.
    :param root: the project's directory; nothing outside of it is an image of the project.
    """
    relative = address.lstrip("/")
    inside = [folder for folder in file.parents if folder.is_relative_to(root)]
    for folder in inside:
        if (found := _image(folder / relative, root)) is not None:
            return found
    return None


def _image(path: Path, root: Path) -> Path | None:
    try:
        resolved = path.resolve()
        return resolved if resolved.is_relative_to(root.resolve()) and resolved.is_file() else None
    except OSError:
        return None
