import pytest

from sphinx_plissken.rust.model import PRIVATE, PUBLIC, Visibility
from sphinx_plissken.rust.syntax.heads import read_head


@pytest.mark.parametrize(
    ("text", "visibility"),
    [
        ("fn ", PRIVATE),
        ("pub fn ", PUBLIC),
        ("pub(crate) struct ", Visibility(scope="crate")),
        ("pub ( super ) const ", Visibility(scope="super")),
        ("pub(in crate::a) mod ", Visibility(scope="crate::a")),
        ("pub(self) use ", PRIVATE),
        ("crate struct ", Visibility(scope="crate")),
        ("/* was pub */ fn ", PRIVATE),
    ],
)
def test_visibility(text: str, visibility: Visibility) -> None:
    assert read_head(text).visibility == visibility


def test_qualifiers_and_abi() -> None:
    head = read_head('pub const unsafe extern "C-unwind" fn ')
    assert head.words >= {"const", "unsafe", "extern", "fn"}
    assert head.abi == "C-unwind"
    assert read_head("extern fn ").abi == ""
    assert read_head('extern r"system" fn ').abi == "system"
    assert read_head("fn ").abi is None
