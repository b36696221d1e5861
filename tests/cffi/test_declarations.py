"""C declarations as ``ffi.cdef`` takes them; expected values are those of cffi 2.0's own parser."""

from __future__ import annotations

import pytest

from sphinx_plissken.cffi.api import CFunction, CValue
from sphinx_plissken.cffi.declarations import read_declarations


def _outline(text: str, known: str = "") -> list[str]:
    return [_line(member) for member in read_declarations(text, known)]


def _line(member: CFunction | CValue) -> str:
    if isinstance(member, CFunction):
        return f"{member.name}({', '.join(name or '_' for name in member.parameters)})"
    return f"{member.name}: {member.type.removeprefix('_cffi_backend.')}" + (f" = {member.value}" if member.value is not None else "")


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "#define A 5\n#define B 0x1FUL\n  #  define C 017\n#define D ...\n#define E \\\n 42",
            "A: int = 5|B: int = 31|C: int = 15|D: int|E: int = 42",
        ),
        ("static const int A; const long long B; static const char *const C;", "A: int|B: int|C: CData"),
        ("enum plain { A, B = 5, C, D = -2, E, };", "A: int = 0|B: int = 5|C: int = 6|D: int = -2|E: int = -1"),
        ("typedef enum { F = 1, G = ..., ... } open;", "F: int = 1|G: int"),
        ("typedef enum { A = 4, SAME = A, NEXT } e; e chosen;", "A: int = 4|SAME: int = 4|NEXT: int = 5|chosen: int"),
        ("struct s { enum { INSIDE = 3 } kind; int a; }; struct s whole, *first;", "INSIDE: int = 3|whole: CData|first: CData"),
        (
            "int counter, *pointer, list[10]; extern double ratio; float many[3][...];",
            "counter: int|pointer: CData|list: CData|ratio: float|many: CData",
        ),
        (
            "_Bool a; char b; unsigned char c; wchar_t d; long double e; double _Complex f;",
            "a: bool|b: bytes|c: int|d: str|e: CData|f: complex",
        ),
        ("unsigned long long int a; short b; size_t c; uint8_t d; unsigned e;", "a: int|b: int|c: int|d: int|e: int"),
        ("typedef unsigned int id_t; typedef int... some; typedef ... hidden; id_t a; some b; hidden *c;", "a: int|b: int|c: CData"),
        ("int f(void), g(int); void h();", "f()|g(_)|h()"),
        ("int log(const char *format, ...); int find(const char name[16], size_t n);", "log(format, ...)|find(name, n)"),
        ("int (*later)(int, char *); void (*signal(int number, void (*handler)(int)))(int);", "later: CData|signal(number, handler)"),
        ("typedef int shape(int x, ...); shape f; shape *g; typedef int (*callback)(void *); callback h;", "f(x, ...)|g: CData|h: CData"),
        ("struct node *make(struct node n, enum e kind, unsigned long const *restrict p); int (paren)(int);", "make(n, kind, p)|paren(_)"),
        (
            'extern "Python" int a(int); extern "Python" { void b(int); int c(void); } extern "Python+C" int d(int);',
            "a: CData|b: CData|c: CData|d: CData",
        ),
        ("/* int no(void); */ int yes(int x); // int never(void);\n#pragma once\nint __stdcall w(int x);", "yes(x)|w(x)"),
    ],
)
def test_what_is_in_the_library(text: str, members: str) -> None:
    assert "|".join(sorted(_outline(text))) == "|".join(sorted(members.split("|")))


def test_a_function_keeps_its_declaration_on_one_line() -> None:
    (function,) = read_declarations("/* Copies. */ int copy(char *to,\n         const char *from);")
    assert isinstance(function, CFunction)
    assert function.declaration == "int copy(char *to, const char *from)"


def test_offsets_lead_to_the_name() -> None:
    text = "/* int b; */\nint a;\n#define C 1\nint b(void);\nenum { D };"
    assert {member.name: text[member.offset :].split()[0] for member in read_declarations(text)} == {
        "a": "a;",
        "b": "b(void);",
        "C": "#define",
        "D": "D",
    }


def test_types_of_included_declarations_are_known_but_their_members_are_not_there() -> None:
    assert _outline("id_t a;", known="typedef int id_t; int other;") == ["a: int"]


def test_broken_text_gives_what_can_be_read() -> None:
    whole = (
        'int f(int a); struct { int x; } s; enum e { A, B }; extern "Python" { void b(int); } int (*g)(int), h[3]; '
        "typedef struct n { int (*f)(int); } n;"
    )
    for end in range(len(whole)):
        read_declarations(whole[:end])
        read_declarations(whole[end:])
    assert _outline("int f(int a); ] } int g(void);")[0] == "f(a)"
