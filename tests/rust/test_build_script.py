"""Which cfg options a build script sets."""

from __future__ import annotations

import pytest

from sphinx_plissken.rust.assembly.build_script import read_build_script

CASES = {
    "nothing decides": (
        'fn main() { println!("cargo:rustc-cfg=always"); println!("cargo::rustc-cfg=new_spelling"); }',
        {"always", "new_spelling"},
    ),
    "a version is at least something": (
        'fn main() { if let Ok(v) = version() { if v >= 0x3_02 { println!("cargo:rustc-cfg=V32_OR_GREATER"); } } }',
        {"V32_OR_GREATER"},
    ),
    "an old compiler lacks something": ('fn main() { if minor < 51 { println!("cargo:rustc-cfg=no_addr_of"); } }', set()),
    "the environment decides": ('fn main() { if env::var("X").is_ok() { println!("cargo:rustc-cfg=is_other"); } }', set()),
    "one of several versions": ('fn main() { if a >= 1 || probe() { println!("cargo:rustc-cfg=either"); } }', set()),
    "a key with a value": ('fn main() { println!("cargo:rustc-cfg=backend=\\"portable\\""); }', {'backend="portable"'}),
    "a name made at run time": ('fn main() { println!("cargo:rustc-cfg={name}"); println!("cargo:rustc-cfg=a_{name}"); }', set()),
    "what else a script prints": (
        'fn main() { println!("cargo:rerun-if-changed=build.rs"); println!("cargo:rustc-check-cfg=cfg(x)"); }',
        set(),
    ),
    "a helper": ('fn main() { helper(); }\nfn helper() { println!("cargo:rustc-cfg=from_helper"); }', {"from_helper"}),
    "a helper that something decides about": (
        'fn main() { if probe() { helper(); } }\nfn helper() { println!("cargo:rustc-cfg=from_helper"); }',
        set(),
    ),
    "a helper that is told the name": (
        'fn main() { set("a"); if probe() { set("b"); } set("c"); }\nfn set(name: &str) { println!("cargo:rustc-cfg={}", name); }',
        {"a", "c"},
    ),
    "a helper of a helper": (
        'fn main() { on("a"); }\nfn on(n: &str) { set(n, 1); }\nfn set(name: &str, x: u8) { println!("cargo:rustc-cfg=has_{name}"); }',
        {"has_a"},
    ),
    "helpers that call each other": ("fn main() { a(); }\nfn a() { b(); }\nfn b() { a(); }", set()),
    "the other branch": ('fn main() { if v >= 3 { } else { println!("cargo:rustc-cfg=old"); } }', set()),
    "no Rust at all": ("\x00 {{{ fn", set()),
}


@pytest.mark.parametrize("case", CASES)
def test_options(case: str) -> None:
    text, options = CASES[case]
    assert read_build_script(text) == options
