from sphinx_plissken.rust.syntax.tree import error_nodes, parse


def test_a_tree_of_a_text() -> None:
    root = parse(b"fn f() {}\nstruct S;")
    assert [node.type for node in root.children] == ["function_item", "struct_item"]
    assert list(error_nodes(root)) == []


def test_errors_in_source_order() -> None:
    root = parse(b"struct A { x u8 }\nmod b { trait C = D; }\n")
    assert [node.start_byte for node in error_nodes(root)] == [11, 26]
