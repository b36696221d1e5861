"""What rustc's ``cfg`` says of a target triple.

Goes in: a triple like ``x86_64-unknown-linux-gnu``. Comes out: names and key-value pairs. As ``rustc --print cfg --target`` prints
them for the common targets, without ``target_feature`` (which depends on flags) except for what every x86_64 and aarch64 has.
"""

from __future__ import annotations

from dataclasses import dataclass

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """What the first part of a triple says."""

    name: str
    width: int
    """Of a pointer, in bits."""
    is_big_endian: bool = False
    widest_atomic: int = 64
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What the other parts of a triple say."""

    families: tuple[str, ...] = ("unix",)
    env: str = ""
    widest_atomic: int = 0
    """On 64-bit processors, where it is more than the architecture promises."""
    panic: str = "unwind"


_X86 = ("fxsr", "sse", "sse2")
ARCHITECTURES: dict[str, Architecture] = {
    "x86_64": Architecture(name="x86_64", width=64, features=_X86),
    "i686": Architecture(name="x86", width=32, features=_X86),
    "i586": Architecture(name="x86", width=32),
    "aarch64": Architecture(name="aarch64", width=64, widest_atomic=128, features=("neon",)),
    "arm64": Architecture(name="aarch64", width=64, widest_atomic=128, features=("neon",)),
    "arm": Architecture(name="arm", width=32, widest_atomic=32),
    "armv6": Architecture(name="arm", width=32, widest_atomic=32),
    "armv7": Architecture(name="arm", width=32),
    "thumbv6m": Architecture(name="arm", width=32, widest_atomic=0),
    "thumbv7m": Architecture(name="arm", width=32, widest_atomic=32),
    "thumbv7em": Architecture(name="arm", width=32, widest_atomic=32),
    "riscv32imac": Architecture(name="riscv32", width=32, widest_atomic=32),
    "riscv64gc": Architecture(name="riscv64", width=64),
    "powerpc": Architecture(name="powerpc", width=32, is_big_endian=True, widest_atomic=32),
    "powerpc64": Architecture(name="powerpc64", width=64, is_big_endian=True),
    "powerpc64le": Architecture(name="powerpc64", width=64),
    "s390x": Architecture(name="s390x", width=64, is_big_endian=True, widest_atomic=128),
    "loongarch64": Architecture(name="loongarch64", width=64),
    "wasm32": Architecture(name="wasm32", width=32),
    "wasm64": Architecture(name="wasm64", width=64),
}
SYSTEMS: dict[str, System] = {
    "linux": System(env="gnu"),
    "android": System(),
    "macos": System(widest_atomic=128),
    "ios": System(),
    "freebsd": System(),
    "netbsd": System(),
    "openbsd": System(),
    "dragonfly": System(),
    "solaris": System(),
    "illumos": System(),
    "windows": System(families=("windows",), widest_atomic=128),
    "wasi": System(families=("wasm",), panic="abort"),
    "emscripten": System(families=("unix", "wasm")),
    "unknown": System(families=(), panic="abort"),
    "none": System(families=(), panic="abort"),
}
_ENVIRONMENTS = ("gnu", "musl", "msvc", "uclibc", "ohos", "sgx", "newlib")


def target_cfg(triple: str) -> Pairs:
    """The key-value pairs that hold for a target; for a triple that is not known, those that its words say."""
    first, *rest = triple.split("-")
    architecture = ARCHITECTURES.get(first, Architecture(name=first, width=64))
    vendor = rest[0] if len(rest) > 1 and rest[0] not in SYSTEMS else "unknown"
    words = rest[1:] if len(rest) > 1 and rest[0] == vendor else rest
    name, env = _system(words)
    system = SYSTEMS.get(name, System())
    pairs = {
        ("target_arch", architecture.name),
        ("target_pointer_width", str(architecture.width)),
        ("target_endian", "big" if architecture.is_big_endian else "little"),
        ("target_vendor", vendor),
        ("target_os", name),
        ("target_env", env),
        ("target_abi", next((abi for abi in ("eabihf", "eabi") if triple.endswith(abi)), "")),
        ("panic", system.panic),
        *(
            ("target_family", family)
            for family in ((*system.families, "wasm") if name == "unknown" and "wasm" in first else system.families)
        ),
        *(("target_feature", feature) for feature in architecture.features),
        *(("target_has_atomic", width) for width in _atomics(architecture, system)),
    }
    return frozenset(pairs)


def _system(words: list[str]) -> tuple[str, str]:
    """The operating system and the environment: ``["linux", "musl"]`` -> ``("linux", "musl")``."""
    name = words[0] if words else "unknown"
    if name.startswith("wasi"):
        return "wasi", name.removeprefix("wasi")
    name = "macos" if name == "darwin" else name
    if name in ("linux", "windows") and len(words) > 1:
        if words[1].startswith("android"):
            return "android", ""
        return name, next((env for env in _ENVIRONMENTS if words[1].startswith(env)), "")
    return name, SYSTEMS[name].env if name in SYSTEMS else ""


def _atomics(architecture: Architecture, system: System) -> list[str]:
    widest = max(architecture.widest_atomic, system.widest_atomic if architecture.width == 64 else 0)
    widths = [str(width) for width in (8, 16, 32, 64, 128) if width <= widest]
    return [*widths, "ptr"] if widest >= architecture.width else widths
