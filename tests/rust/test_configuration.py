import pytest

from sphinx_plissken.rust.cfg.configuration import configure, features_of, python_cfg
from sphinx_plissken.rust.text.attributes import read_attribute

LINUX = configure(["std", "rt"], extra={"doc", 'backend="simd"', *python_cfg(11)})


@pytest.mark.parametrize(
    "predicate",
    [
        "unix",
        "doc",
        "true",
        'feature = "std"',
        'feature="rt"',
        'target_os = "linux"',
        'target_family = "unix"',
        'target_pointer_width = "64"',
        'target_has_atomic = "ptr"',
        'panic = "unwind"',
        'backend = "simd"',
        "Py_3_8",
        "Py_3_11",
        "all()",
        "not(any())",
        'all(unix, feature = "std", not(windows))',
        'any(windows, all(target_os = "linux", target_env = "gnu"),)',
        'target(os = "linux", arch = "x86_64")',
    ],
)
def test_predicates_that_hold(predicate: str) -> None:
    assert LINUX.holds(predicate)
    assert not LINUX.holds(f"not({predicate})")


@pytest.mark.parametrize(
    "predicate",
    [
        "",
        "windows",
        "test",
        "docsrs",
        "debug_assertions",
        "false",
        'feature = "x"',
        "Py_3_12",
        "PyPy",
        "Py_LIMITED_API",
        "any()",
        "std",
        "@",
        "not()",
    ],
)
def test_predicates_that_do_not_hold(predicate: str) -> None:
    assert not LINUX.holds(predicate)


@pytest.mark.parametrize(
    ("target", "predicate"),
    [
        ("i686-unknown-linux-musl", 'all(unix, target_arch = "x86", target_pointer_width = "32", target_env = "musl")'),
        ("x86_64-pc-windows-msvc", 'all(windows, not(unix), target_env = "msvc", target_vendor = "pc", target_has_atomic = "128")'),
        ("aarch64-apple-darwin", 'all(unix, target_os = "macos", target_vendor = "apple", target_arch = "aarch64", target_env = "")'),
        ("wasm32-unknown-unknown", 'all(not(unix), target_family = "wasm", target_os = "unknown", panic = "abort")'),
        ("wasm32-wasip1", 'all(target_os = "wasi", target_env = "p1", target_family = "wasm")'),
        ("armv7-unknown-linux-gnueabihf", 'all(target_arch = "arm", target_env = "gnu", target_abi = "eabihf")'),
        ("aarch64-linux-android", 'all(unix, target_os = "android", target_env = "", target_vendor = "unknown")'),
        ("s390x-unknown-linux-gnu", 'all(target_endian = "big", target_pointer_width = "64")'),
        ("thumbv7em-none-eabihf", 'all(not(unix), target_os = "none", not(target_has_atomic = "64"), target_has_atomic = "ptr")'),
    ],
)
def test_targets(target: str, predicate: str) -> None:
    assert configure(target=target).holds(predicate)


def applied(*texts: str) -> list[str] | None:
    found = LINUX.applied(read_attribute(text, line=7) for text in texts)
    return None if found is None else [attribute.path + attribute.tokens for attribute in found]


def test_cfg_drops_or_keeps() -> None:
    assert applied("inline", "cfg(windows)") is None
    assert applied("inline", "cfg(unix)") == ["inline", "cfg(unix)"]


def test_cfg_attr_is_replaced_by_what_it_says() -> None:
    assert applied('cfg_attr(unix, doc = "a", unsafe(no_mangle), repr(C, u8))') == ['doc= "a"', "no_mangle", "repr(C, u8)"]
    assert applied("cfg_attr(windows, inline)", "cold") == ["cold"]
    assert applied("cfg_attr(unix)") == []
    assert applied("cfg_attr") == []


def test_cfg_attr_in_cfg_attr() -> None:
    assert applied('cfg_attr(unix, cfg_attr(feature = "std", inline), cfg_attr(windows, cold))') == ["inline"]


def test_cfg_in_cfg_attr() -> None:
    assert applied("cfg_attr(unix, cfg(windows))") is None
    assert applied("cfg_attr(windows, cfg(windows))") == []


def test_attributes_of_a_cfg_attr_keep_its_line() -> None:
    (found,) = LINUX.applied([read_attribute("cfg_attr(unix, inline)", line=7, is_inner=True)]) or ()
    assert (found.line, found.is_inner) == (7, True)


def test_features() -> None:
    predicates = ['all(feature = "a", not(feature = "b"))', 'any(test, feature = "c", feature = "a")', "unix"]
    assert features_of(predicates) == ("a", "c")


SELECTED = {
    "since(1.63)": True,
    "since(1.63.1)": True,
    "since(2025-01-01)": False,
    "before(1.63)": False,
    "before(2025-01-01)": True,
    "stable": True,
    "stable(1.63)": False,
    "nightly": False,
    "beta": False,
    "not(nightly)": True,
    "all(since(1.40), before(1.50))": False,
    "any(before(1.40), since(1.50))": True,
    "all()": True,
    "any()": False,
    "since(stable)": False,
    "not(unknown)": True,
}


@pytest.mark.parametrize("selector", SELECTED)
def test_attributes_that_ask_for_a_version_of_the_compiler(selector: str) -> None:
    expected = SELECTED[selector]
    item = (read_attribute(f"rustversion::{selector}"), read_attribute("inline"))
    assert LINUX.applied(item) == ((read_attribute("inline"),) if expected else None)
    added = LINUX.applied([read_attribute(f'rustversion::attr({selector}, must_use, doc = "x")')])
    assert added == ((read_attribute("must_use"), read_attribute('doc = "x"')) if expected else ())
