"""In place of the real build backend when pip asks a source distribution what it is called: says what PKG-INFO says, and runs nothing."""

from __future__ import annotations

import shutil
from email.parser import HeaderParser
from pathlib import Path


def get_requires_for_build_wheel(config_settings: object = None) -> list[str]:
    return []


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: object = None) -> str:
    with Path("PKG-INFO").open(encoding="utf-8") as file:
        headers = HeaderParser().parse(file)
    name = f"{headers['Name'].replace('-', '_')}-{headers['Version']}.dist-info"
    (Path(metadata_directory) / name).mkdir()
    shutil.copy("PKG-INFO", Path(metadata_directory) / name / "METADATA")
    return name
