"""From files on disk to a Project: one small tree per situation."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_plissken.project import CrateType, Layout, Project, explain, find_project

CARGO = '[package]\nname = "{name}"\nversion = "1.2.3"\nedition = "2021"\n'
CDYLIB = '[lib]\nname = "{name}"\ncrate-type = ["cdylib"]\n'
MATURIN = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "{name}"\n'
SETUPTOOLS = '[build-system]\nrequires = ["setuptools", "setuptools-rust"]\nbuild-backend = "setuptools.build_meta"\n'


def find(root: Path, files: dict[str, str]) -> Project:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return find_project(root)


def extensions(project: Project) -> dict[str, tuple[str, Layout]]:
    return {each.import_name: (each.package, each.layout) for each in project.extensions}


def python(project: Project) -> dict[str, tuple[str, ...]]:
    return {each.directory.relative_to(project.root).as_posix(): each.names for each in project.python}


def crates(project: Project) -> dict[str, str]:
    return {each.name: each.root_file.relative_to(project.root).as_posix() for each in project.crates}


def messages(project: Project) -> list[str]:
    return [str(problem) for problem in project.problems]


def test_maturin_module_name_in_a_python_source(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="pkg-dist")
            + '[tool.maturin]\nmodule-name = "pkg._core"\npython-source = "python"\nfeatures = ["pyo3/extension-module"]\n'
            "no-default-features = true\n",
            "Cargo.toml": CARGO.format(name="pkg-rs") + CDYLIB.format(name="_core"),
            "src/lib.rs": "",
            "python/pkg/__init__.py": "",
            "python/helpers.py": "",
            "python/tests/__init__.py": "",
        },
    )
    assert extensions(project) == {"pkg._core": ("pkg-rs", Layout.MIXED)}
    assert project.extensions[0].features == ("pyo3/extension-module",)
    assert not project.extensions[0].uses_default_features
    assert project.extensions[0].why == "pyproject.toml: [tool.maturin] module-name"
    assert python(project) == {"python": ("helpers", "pkg")}
    assert crates(project) == {"_core": "src/lib.rs"}
    assert (project.name, project.version) == ("pkg-dist", "1.2.3")
    assert not project.problems


def test_maturin_pure_rust_takes_the_stub_beside_pyproject(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="my-maps"),
            "Cargo.toml": CARGO.format(name="my-maps"),
            "src/lib.rs": "",
            "my_maps.pyi": "",
            "noxfile.py": "",
        },
    )
    assert extensions(project) == {"my_maps.my_maps": ("my-maps", Layout.PURE_RUST)}
    assert python(project) == {".": ("my_maps",)}


def test_maturin_pure_rust_loses_the_prefix_of_its_module_name(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="x") + '[tool.maturin]\nmodule-name = "a.b"\n',
            "Cargo.toml": CARGO.format(name="x"),
            "src/lib.rs": "",
        },
    )
    assert extensions(project) == {"b.b": ("x", Layout.PURE_RUST)}


def test_maturin_takes_a_directory_with_only_a_cargo_toml_for_a_crate(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="x") + '[tool.maturin]\nmanifest-path = "x/Cargo.toml"\n',
            "x/Cargo.toml": CARGO.format(name="x"),
            "x/src/lib.rs": "",
        },
    )
    assert extensions(project) == {"x.x": ("x", Layout.PURE_RUST)}


def test_maturin_src_layout_looks_for_the_crate_in_rust(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="my-pkg"),
            "src/my_pkg/__init__.py": "",
            "rust/Cargo.toml": CARGO.format(name="my-pkg") + CDYLIB.format(name="my_pkg"),
            "rust/src/lib.rs": "",
        },
    )
    assert extensions(project) == {"my_pkg.my_pkg": ("my-pkg", Layout.MIXED)}
    assert python(project) == {"src": ("my_pkg",)}
    assert crates(project) == {"my_pkg": "rust/src/lib.rs"}


def test_maturin_with_a_missing_manifest_names_the_line_to_mend(tmp_path: Path) -> None:
    project = find(tmp_path, {"pyproject.toml": MATURIN.format(name="x") + '[tool.maturin]\nmanifest-path = "rust/Cargo.toml"\n'})
    assert messages(project)[0] == "pyproject.toml:7: [tool.maturin] manifest-path names `rust/Cargo.toml`, which is not in the project"


def test_maturin_with_other_bindings_has_no_extension_module(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="tool") + '[tool.maturin]\nbindings = "bin"\n',
            "Cargo.toml": CARGO.format(name="tool"),
            "src/main.rs": "",
        },
    )
    assert not project.extensions
    assert [crate.types for crate in project.crates] == [frozenset({CrateType.BIN})]


def test_setuptools_rust_in_pyproject(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": SETUPTOOLS
            + '[tool.setuptools]\npackage-dir = {"" = "src"}\npackages = ["pkg"]\n'
            + '[[tool.setuptools-rust.ext-modules]]\ntarget = "pkg._lib"\npath = "src/_lib/Cargo.toml"\nargs = ["--no-default-features"]\n',
            "src/_lib/Cargo.toml": CARGO.format(name="lib-rust"),
            "src/_lib/src/lib.rs": "",
            "src/pkg/__init__.py": "",
        },
    )
    assert extensions(project) == {"pkg._lib": ("lib-rust", Layout.MIXED)}
    assert not project.extensions[0].uses_default_features
    assert python(project) == {"src": ("pkg",)}


def test_setup_py_is_read_as_text(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "setup.py": "import os\n"
            "raise SystemExit('never run')\n"
            "NAME = 'pkg'\n"
            "extensions = [\n"
            "    RustExtension(f'{NAME}._one', 'crates/one/Cargo.toml', binding=Binding.PyO3, features=['python']),\n"
            "    setuptools_rust.RustExtension(target={'': NAME + '._two'}, path='crates/two/Cargo.toml'),\n"
            "    RustExtension(os.environ['X'], path='crates/two/Cargo.toml'),\n"
            "    RustExtension('pkg.tool', path='crates/two/Cargo.toml', binding=Binding.Exec),\n"
            "]\n"
            "setup(name=NAME, packages=find_packages('lib'), package_dir={'': 'lib'}, rust_extensions=extensions)\n",
            "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n[workspace.package]\nversion = "7.0.0"\n',
            "crates/one/Cargo.toml": '[package]\nname = "one-py"\nversion.workspace = true\n[lib]\ncrate-type = ["cdylib"]\n',
            "crates/one/src/lib.rs": "",
            "crates/two/Cargo.toml": '[package]\nname = "two-py"\nversion = { workspace = true }\n',
            "crates/two/src/lib.rs": "",
            "lib/pkg/__init__.py": "",
        },
    )
    assert extensions(project) == {"pkg._one": ("one-py", Layout.MIXED), "pkg._two": ("two-py", Layout.MIXED)}
    assert project.extensions[0].features == ("python",)
    assert project.extensions[0].why == "setup.py:5: RustExtension"
    assert {crate.version for crate in project.crates} == {"7.0.0"}
    assert python(project) == {"lib": ("pkg",)}
    assert [problem.line for problem in project.problems] == [7]


def test_an_undotted_setuptools_target_stands_alone_beside_its_stubs(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "setup.py": "setup(packages=['fast'], rust_extensions=[RustExtension('fast')])\n",
            "Cargo.toml": CARGO.format(name="fast"),
            "src/lib.rs": "",
            "fast/__init__.pyi": "",
        },
    )
    assert extensions(project) == {"fast": ("fast", Layout.BARE)}
    assert python(project) == {".": ("fast",)}


def test_a_workspace_with_globs_exclusions_and_path_dependencies(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "Cargo.toml": '[workspace]\nmembers = ["crates/*", "gone"]\nexclude = ["crates/skipped", "outer"]\n'
            '[workspace.package]\nversion = "2.0.0"\nedition = "2024"\n'
            '[workspace.dependencies]\nbase = { path = "base", package = "base-crate", features = ["std"] }\n',
            "crates/app/Cargo.toml": '[package]\nname = "the-app"\nversion.workspace = true\nedition.workspace = true\n'
            '[dependencies]\nbase = { workspace = true, features = ["more"] }\nouter = { path = "../../outer" }\n'
            '[target."cfg(unix)".dependencies]\nlibc = "0.2"\n',
            "crates/app/src/lib.rs": "",
            "crates/skipped/Cargo.toml": CARGO.format(name="skipped"),
            "crates/skipped/src/lib.rs": "",
            "base/Cargo.toml": CARGO.format(name="base-crate"),
            "base/src/lib.rs": "",
            "outer/Cargo.toml": CARGO.format(name="outer"),
            "outer/src/lib.rs": "",
        },
    )
    assert crates(project) == {"base_crate": "base/src/lib.rs", "outer": "outer/src/lib.rs", "the_app": "crates/app/src/lib.rs"}
    assert {crate.name: crate.is_main for crate in project.crates} == {"base_crate": True, "outer": False, "the_app": True}
    app = project.crates[2]
    assert (app.version, app.edition) == ("2.0.0", "2024")
    base = next(each for each in app.dependencies if each.name == "base")
    assert (base.package, base.features) == ("base-crate", frozenset({"std", "more"}))
    assert [each.name for each in app.dependencies] == ["base", "outer", "libc"]
    assert messages(project) == ["Cargo.toml:2: workspace member `gone` has no Cargo.toml; it is left out"]


def test_a_member_that_carries_its_own_pyproject(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "Cargo.toml": '[workspace]\nmembers = ["core", "python"]\n',
            "core/Cargo.toml": CARGO.format(name="thing"),
            "core/src/lib.rs": "",
            "python/Cargo.toml": CARGO.format(name="thing-python") + CDYLIB.format(name="thing"),
            "python/pyproject.toml": MATURIN.format(name="thing"),
            "python/src/lib.rs": "",
            "python/thing/__init__.py": "",
        },
    )
    assert extensions(project) == {"thing.thing": ("thing-python", Layout.MIXED)}
    assert python(project) == {"python": ("thing",)}
    assert crates(project) == {"thing": "core/src/lib.rs", "thing_python": "python/src/lib.rs"}


def test_a_bare_cargo_toml(tmp_path: Path) -> None:
    project = find(tmp_path, {"Cargo.toml": CARGO.format(name="my-crate") + '[lib]\npath = "here/root.rs"\n', "here/root.rs": ""})
    assert crates(project) == {"my_crate": "here/root.rs"}
    assert (project.name, project.extensions, project.python) == ("my-crate", (), ())


def test_a_cdylib_with_pyo3_and_no_pyproject(tmp_path: Path) -> None:
    manifest = CARGO.format(name="my-ext") + '[lib]\ncrate-type = ["cdylib"]\n[dependencies]\npyo3 = "0.29"\n'
    project = find(tmp_path, {"Cargo.toml": manifest, "src/lib.rs": ""})
    assert extensions(project) == {"my_ext": ("my-ext", Layout.BARE)}


def test_sources_without_any_manifest(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "rust/lib.rs": '/// #[pymodule]\n#[pymodule]\n#[pyo3(name = "scale")]\n/// Docs.\nfn module(m: &Bound<\'_, PyModule>) {}\n',
            "python/pysnake/__init__.py": "",
        },
    )
    assert extensions(project) == {"scale": ("scale", Layout.BARE)}
    assert crates(project) == {"scale": "rust/lib.rs"}
    assert python(project) == {"python": ("pysnake",)}
    assert project.crates[0].types == {CrateType.CDYLIB}


def test_an_extension_named_like_its_package_goes_inside_it(tmp_path: Path) -> None:
    project = find(tmp_path, {"rust/lib.rs": "#[pymodule]\nmod hybrid {}\n", "python/hybrid/__init__.py": ""})
    assert extensions(project) == {"hybrid.hybrid": ("hybrid", Layout.MIXED)}


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"src/pkg/__init__.py": "", "src/other.py": "", "tests/__init__.py": ""}, {"src": ("other", "pkg")}),
        ({"pkg/__init__.py": "", "docs/__init__.py": "", "setup.py": "", "conftest.py": "", "single.py": ""}, {".": ("pkg", "single")}),
        (
            {
                "pyproject.toml": '[tool.poetry]\nname = "x"\npackages = [{include = "pkg", from = "lib"}]\n',
                "lib/pkg/a.py": "",
                "no.py": "",
            },
            {"lib": ("pkg",)},
        ),
    ],
    ids=["src", "flat", "poetry"],
)
def test_only_python(tmp_path: Path, files: dict[str, str], names: dict[str, tuple[str, ...]]) -> None:
    project = find(tmp_path, files)
    assert python(project) == names
    assert (project.crates, project.problems) == ((), ())


def test_a_directory_that_is_a_package_itself(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    project = find(tmp_path / "pkg", {"__init__.py": "", "a.py": ""})
    assert [(root.directory, root.names) for root in project.python] == [(tmp_path.resolve(), ("pkg",))]


def test_a_crate_without_lib_and_main(tmp_path: Path) -> None:
    project = find(tmp_path, {"Cargo.toml": '# comment\n[package]\nname = "empty"\n', "src/other.rs": ""})
    assert not project.crates
    assert messages(project)[0].startswith("Cargo.toml:2: crate `empty` has neither a library (src/lib.rs) nor a program (src/main.rs)")


def test_broken_toml_leaves_the_rest(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "Cargo.toml": '[workspace]\nmembers = ["a", "b"]\n',
            "a/Cargo.toml": '[package]\nname = "a"\nversion = \n',
            "a/src/lib.rs": "",
            "b/Cargo.toml": CARGO.format(name="b"),
            "b/src/lib.rs": "",
        },
    )
    assert crates(project) == {"b": "b/src/lib.rs"}
    assert messages(project) == ["a/Cargo.toml:3: no valid TOML: Invalid value"]


def test_a_manifest_that_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").write_bytes(b'[package]\nname = "\xff"\n')
    project = find(tmp_path, {"pkg/__init__.py": ""})
    assert messages(project) == ["Cargo.toml: the file is not UTF-8 (byte 18); save it as UTF-8"]
    assert python(project) == {".": ("pkg",)}


def test_nothing_outside_of_the_root_is_read(tmp_path: Path) -> None:
    (tmp_path / "outside/src").mkdir(parents=True)
    (tmp_path / "outside/Cargo.toml").write_text(CARGO.format(name="outside"))
    (tmp_path / "outside/src/lib.rs").write_text("")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside/link").symlink_to(tmp_path / "outside")
    project = find(
        tmp_path / "inside",
        {
            "Cargo.toml": CARGO.format(name="inside")
            + '[dependencies]\nupward = { path = "../outside" }\nlinked = { path = "link" }\n'
            + '[workspace]\nmembers = ["../outside", "link"]\n',
            "src/lib.rs": "",
        },
    )
    assert crates(project) == {"inside": "src/lib.rs"}
    assert [each.path for each in project.crates[0].dependencies] == [None, None]


def test_an_empty_directory_says_so(tmp_path: Path) -> None:
    assert messages(find(tmp_path, {})) == [
        "nothing to document: neither a Cargo.toml nor a Python package was found here; name the project's directory"
    ]


def test_no_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        find_project(tmp_path / "nowhere")


def test_explain_says_why(tmp_path: Path) -> None:
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="m"),
            "Cargo.toml": CARGO.format(name="m") + '[dependencies]\npyo3 = "0.28"\n',
            "src/lib.rs": "",
        },
    )
    assert explain(project) == (
        "m 1.2.3\n"
        "extension module m.m (pure-rust) from package m, PyO3 0.28.3 [pyproject.toml: [project] name]\n"
        "crate m 1.2.3 (lib, edition 2021) in src/lib.rs [Cargo.toml, built into an extension module]\n"
    )


def test_packages_whose_names_are_one_in_code(tmp_path: Path) -> None:
    """A library and its bindings as ``a-b`` and ``a_b``: neither is left out."""
    project = find(
        tmp_path,
        {
            "pyproject.toml": MATURIN.format(name="a-b") + '[tool.maturin]\nmanifest-path = "a-b-python/Cargo.toml"\n',
            "Cargo.toml": '[workspace]\nmembers = ["a-b", "a-b-python"]\n',
            "a-b/Cargo.toml": CARGO.format(name="a-b"),
            "a-b/src/lib.rs": "",
            "a-b-python/Cargo.toml": CARGO.format(name="a_b")
            + '[lib]\ncrate-type = ["cdylib"]\n[dependencies]\na-b = { path = "../a-b" }\n',
            "a-b-python/src/lib.rs": "",
        },
    )
    assert crates(project) == {"a_b": "a-b/src/lib.rs", "a_b_python": "a-b-python/src/lib.rs"}
    assert extensions(project) == {"a_b.a_b": ("a_b", Layout.PURE_RUST)}
    assert messages(project) == []


INLINE_TABLE = """
[dependencies]
pyo3 = {  # TOML 1.1
    version = "0.29",  # "}" in a comment
    features = [
        "abi3",
    ],
    path = '}{', # ends so
}
text = \"\"\"
{ a,
}
\"\"\"
"""


def test_inline_tables_of_toml_1_1(tmp_path: Path) -> None:
    project = find(tmp_path, {"Cargo.toml": CARGO.format(name="a") + INLINE_TABLE, "src/lib.rs": ""})
    assert crates(project) == {"a": "src/lib.rs"}
    assert project.crates[0].dependencies[0].requirement == "0.29"
    assert project.crates[0].dependencies[0].features == {"abi3"}


def test_broken_toml_is_reported_where_it_is_broken(tmp_path: Path) -> None:
    project = find(tmp_path, {"Cargo.toml": CARGO.format(name="a") + "\n[dependencies]\nb = {\n  path = 1,\n}\nc == 2\n", "src/lib.rs": ""})
    assert [message for message in messages(project) if "no valid TOML" in message] != []
