from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from sphinx_plissken.rust.construction import builder, changed, quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    name: str
    kind: int = 3


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Sized(Named):
    size: tuple[int, ...] = ()


def test_values_are_what_a_dataclass_makes() -> None:
    value = Sized(name="a", size=(1,))
    assert (value.name, value.kind, value.size) == ("a", 3, (1,))
    assert value == Sized(size=(1,), name="a", kind=3) != Sized(name="b")
    assert hash(value) == hash(replace(value))
    assert type(value) is Sized
    assert isinstance(value, Named)
    assert repr(value) == "Sized(name='a', kind=3, size=(1,))"


def test_values_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Named(name="a").name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        changed(Named(name="a"), name="b").name = "c"  # type: ignore[misc]


def test_what_is_required_is_required() -> None:
    with pytest.raises(TypeError, match="name"):
        Named()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="other"):
        Named(name="a", other=1)  # type: ignore[call-arg]


def test_changes_make_another_value() -> None:
    value = Sized(name="a", size=(1,))
    assert changed(value, size=(2,), kind=1) == Sized(name="a", kind=1, size=(2,))
    assert value == Sized(name="a", size=(1,))
    with pytest.raises(AttributeError):
        changed(value, other=1)


def test_values_are_built_from_all_their_fields() -> None:
    assert builder(Sized, "build")("a", 1, (2,)) == Sized(name="a", kind=1, size=(2,))


def test_values_can_be_copied_and_pickled() -> None:
    value = Sized(name="a", size=(1,))
    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)


def test_without_stack_there_is_no_value() -> None:
    def deeper(depth: int) -> Named:
        return Named(name="a") if depth < 0 else deeper(depth + 1)

    with pytest.raises(RecursionError):
        deeper(0)
