"""The closure of Cargo features."""

from __future__ import annotations

from pathlib import Path

from sphinx_plissken.project import FeatureChoice, Project, features_of, find_project, python_cfg_of

APP = """
[package]
name = "app"
[package.metadata.docs.rs]
features = ["extra"]
no-default-features = true
[features]
default = ["std"]
std = ["core-lib/std", "helper?/fast"]
extra = ["dep:helper"]
passing = ["helper/slow"]
[dependencies]
core-lib = { path = "core", default-features = false, features = ["always"] }
helper = { path = "helper", optional = true }
plain-dep = { version = "1", optional = true }
"""
CORE = '[package]\nname = "core-lib"\n[features]\ndefault = ["x"]\nx = []\nstd = ["alloc"]\nalloc = []\nalways = []\n'
HELPER = '[package]\nname = "helper"\n[features]\ndefault = ["base"]\nbase = []\nfast = []\nslow = []\n'


def project(root: Path) -> Project:
    for name, manifest in {".": APP, "core": CORE, "helper": HELPER}.items():
        (root / name / "src").mkdir(parents=True)
        (root / name / "src/lib.rs").touch()
        (root / name / "Cargo.toml").write_text(manifest)
    return find_project(root)


def on(root: Path, **choice: object) -> dict[str, set[str]]:
    return {package: set(features) for package, features in features_of(project(root), FeatureChoice(**choice)).items()}  # type: ignore[arg-type]


def test_default_features_are_passed_on(tmp_path: Path) -> None:
    assert on(tmp_path) == {"app": {"default", "std"}, "core-lib": {"always", "std", "alloc"}, "helper": set()}


def test_a_weak_feature_waits_for_its_dependency(tmp_path: Path) -> None:
    assert on(tmp_path, features=("extra",))["helper"] == {"default", "base", "fast"}


def test_a_strong_feature_brings_its_dependency(tmp_path: Path) -> None:
    assert on(tmp_path, features=("passing",), uses_default_features=False) == {
        "app": {"passing"},
        "core-lib": {"always"},
        "helper": {"default", "base", "slow"},
    }


def test_all_features_with_the_implicit_one_of_an_optional_dependency(tmp_path: Path) -> None:
    assert on(tmp_path, all_features=True)["app"] == {"default", "std", "extra", "passing", "plain-dep"}


def test_no_default_features(tmp_path: Path) -> None:
    assert on(tmp_path, uses_default_features=False)["app"] == set()


def test_a_feature_of_a_named_crate(tmp_path: Path) -> None:
    assert on(tmp_path, features=("app/extra", "core-lib/x"))["app"] == {"default", "std", "extra"}


def test_what_docs_rs_is_asked_for(tmp_path: Path) -> None:
    assert on(tmp_path, uses_docs_rs=True)["app"] == {"extra"}


def test_the_features_of_an_extension_modules_build(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nbuild-backend = "maturin"\n[tool.maturin]\nfeatures = ["passing"]\nno-default-features = true\n'
    )
    assert on(tmp_path)["app"] == {"passing"}


def test_pyo3_itself_is_built_for_a_python(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/lib.rs").touch()
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "pyo3"\nversion = "0.22.6"\n')
    found = find_project(tmp_path)
    assert "Py_3_10" in python_cfg_of(found, found.crates[0], ())
