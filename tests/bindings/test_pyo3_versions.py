"""The table of versions: each row, on both sides of its switch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_plissken.bindings.versions import CHANGES, VariantName, behaviour_of

ROWS = [
    # the first version with the new behaviour, the last with the old one, what it is called, the old and the new answer
    ("0.18.0", "0.17.3", "has_text_signature", False, True),
    ("0.18.0", "0.17.3", "has_pyproto", True, False),
    ("0.19.0", "0.18.3", "renders_defaults", False, True),
    ("0.19.0", "0.18.3", "has_class_signature", False, True),
    ("0.20.0", "0.19.2", "takes_args", True, False),
    ("0.21.0", "0.20.3", "takes_class_text_signature", True, False),
    ("0.21.0", "0.20.3", "has_complex_enums", False, True),
    ("0.22.0", "0.21.2", "has_tuple_variants", False, True),
    ("0.22.0", "0.21.2", "has_member_descriptors", False, True),
    ("0.23.0", "0.22.6", "empty_match_args", "None", "()"),
    ("0.23.0", "0.22.6", "returns_bytes", False, True),
    ("0.24.0", "0.23.5", "trailing_options_are_optional", True, False),
    ("0.24.0", "0.23.5", "simple_enums_compare", True, False),
    ("0.24.0", "0.23.5", "returns_paths", False, True),
    ("0.24.2", "0.24.1", "unraws_variant_fields", False, True),
    ("0.25.0", "0.24.2", "exports_constants", False, True),
    ("0.26.0", "0.25.1", "hides_missing_constructor", False, True),
    ("0.28.0", "0.27.2", "renders_raw_defaults", False, True),
    ("0.28.0", "0.27.2", "submodule_attribute_is_last_segment", False, True),
    ("0.28.0", "0.27.2", "nested_module_name_is_dotted", False, True),
    ("0.28.0", "0.27.2", "variant_name", VariantName.JOINED, VariantName.BARE),
    ("0.28.1", "0.28.0", "variant_name", VariantName.BARE, VariantName.DOTTED_RUST),
    ("0.28.2", "0.28.1", "variant_name", VariantName.DOTTED_RUST, VariantName.DOTTED),
    ("0.29.0", "0.28.3", "documents_variants", False, True),
    ("0.29.0", "0.28.3", "documents_properties_first_documented", False, True),
    ("0.29.0", "0.28.3", "undocumented_property_doc", "", None),
]


@pytest.mark.parametrize(("since", "before", "name", "old", "new"), ROWS, ids=[f"{row[2]}-{row[0]}" for row in ROWS])
def test_row(since: str, before: str, name: str, old: object, new: object) -> None:
    assert getattr(behaviour_of(before), name) == old
    assert getattr(behaviour_of(since), name) == new


@pytest.mark.parametrize(
    ("slot", "since", "before"), [("__call__", "0.16.0", "0.15.2"), ("__lt__", "0.20.0", "0.19.2"), ("__init__", "0.28.0", "0.27.2")]
)
def test_slots_by_version(slot: str, since: str, before: str) -> None:
    assert slot not in behaviour_of(before).slots
    assert slot in behaviour_of(since).slots
    assert "__add__" in behaviour_of(before).slots


def test_every_switch_has_a_row() -> None:
    switches = {(version, name) for version, change in CHANGES.items() for name in change if name not in ("slots", "has_module_items")}
    assert switches == {(row[0], row[2]) for row in ROWS}


def test_versions_are_read_leniently() -> None:
    newest = behaviour_of("0.30.1")
    for text in ("", "git"):
        assert behaviour_of(text) == replace(newest, version=text)
    assert behaviour_of("0.24").trailing_options_are_optional is False
    assert behaviour_of("=0.23.5").trailing_options_are_optional is True
