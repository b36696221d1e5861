"""Which Python type stands for a Rust type that no project defines, as tables.

Goes in: the crate and the name of a type. Comes out: templates of its annotation as an argument and as a result, or nothing. Knows nothing
of paths, aliases and the project's own types. Sources: PyO3's conversion table and the ``INPUT_TYPE`` and ``OUTPUT_TYPE`` of its
implementations (0.29), rust-numpy's documentation.

``{0}`` stands for the first type argument, ``{1}`` for the second; lifetimes and constants are not counted.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from types import MappingProxyType

Templates = tuple[str, str]
"""The annotation as an argument and as a result; empty where PyO3 converts none."""


def _both(names: str, template: str) -> dict[str, Templates]:
    return dict.fromkeys(names.split(), (template, template))


ANY = "typing.Any"
INTEGERS = _both(
    "i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize c_char c_schar c_uchar c_short c_ushort c_int c_uint c_long c_ulong c_longlong"
    " c_ulonglong",
    "int",
)
PRIMITIVES: Mapping[str, Templates] = MappingProxyType(
    INTEGERS | _both("f32 f64 c_float c_double", "float") | _both("bool", "bool") | _both("char str", "str") | _both("!", "typing.NoReturn")
)
"""Types without a path."""

_NON_ZERO = "NonZero NonZeroI8 NonZeroI16 NonZeroI32 NonZeroI64 NonZeroI128 NonZeroIsize "
_SEQUENCE = ("collections.abc.Sequence[{0}]", "list[{0}]")
_PATH = ("str | os.PathLike[str]", "pathlib.Path")
_ADDRESS = "ipaddress.IPv4Address | ipaddress.IPv6Address"

STANDARD: Mapping[str, Templates] = MappingProxyType(
    INTEGERS
    | _both(_NON_ZERO + _NON_ZERO.replace("I", "U"), "int")
    | _both("String CString CStr OsString OsStr str", "str")
    | dict.fromkeys(("PathBuf", "Path"), _PATH)
    | _both("Option", "{0} | None")
    | _both("Result Cow Cell", "{0}")
    | {"Vec": _SEQUENCE}
    | _both("HashMap BTreeMap", "dict[{0}, {1}]")
    | _both("HashSet BTreeSet", "set[{0}]")
    | _both("Duration", "datetime.timedelta")
    | _both("SystemTime", "datetime.datetime")
    | _both("IpAddr", _ADDRESS)
    | _both("Ipv4Addr", "ipaddress.IPv4Address")
    | _both("Ipv6Addr", "ipaddress.IPv6Address")
    | _both("Infallible", "typing.NoReturn")
)
"""Of ``std``, ``core`` and ``alloc``."""

_NATIVE = {
    "PyAny PyObject": ANY,
    "PyBool": "bool",
    "PyInt PyLong": "int",
    "PyFloat": "float",
    "PyComplex": "complex",
    "PyString PyBackedStr": "str",
    "PyBytes": "bytes",
    "PyByteArray": "bytearray",
    "PyMemoryView": "memoryview",
    "PyList": "list",
    "PyTuple": "tuple",
    "PyDict": "dict",
    "PyDictKeys": "collections.abc.KeysView",
    "PyDictValues": "collections.abc.ValuesView",
    "PyDictItems": "collections.abc.ItemsView",
    "PySet": "set",
    "PyFrozenSet": "frozenset",
    "PySlice": "slice",
    "PyRange": "range",
    "PyType": "type",
    "PySuper": "super",
    "PyNone": "None",
    "PyModule": "types.ModuleType",
    "PyFunction": "types.FunctionType",
    "PyCFunction": "types.BuiltinFunctionType",
    "PyCode": "types.CodeType",
    "PyContext": "contextvars.Context",
    "PyFrame": "types.FrameType",
    "PyTraceback": "types.TracebackType",
    "PyCapsule": "types.CapsuleType",
    "PyEllipsis": "types.EllipsisType",
    "PyNotImplemented": "types.NotImplementedType",
    "PyMappingProxy": "types.MappingProxyType",
    "PyGenericAlias": "types.GenericAlias",
    "PySequence": "collections.abc.Sequence",
    "PyMapping": "collections.abc.Mapping",
    "PyIterator": "collections.abc.Iterator",
    "PyDate": "datetime.date",
    "PyDateTime": "datetime.datetime",
    "PyTime": "datetime.time",
    "PyDelta": "datetime.timedelta",
    "PyTzInfo": "datetime.tzinfo",
    "PyWeakref": "weakref.ref | weakref.ProxyType",
    "PyWeakrefReference": "weakref.ref",
    "PyWeakrefProxy": "weakref.ProxyType",
    "PyErr": "BaseException",
}
_WRAPPERS = "Py Bound Borrowed PyRef PyRefMut PyClassGuard PyClassGuardMut PyCell PyResult PyClassInitializer Coerced"

PYO3: Mapping[str, Templates] = MappingProxyType(
    {name: (template, template) for names, template in _NATIVE.items() for name in names.split()}
    | _both(_WRAPPERS, "{0}")
    | {
        "PyBackedBytes": ("bytes | bytearray", "bytes"),
        "PyBuffer": ("collections.abc.Buffer", ""),
        "PyUntypedBuffer": ("collections.abc.Buffer", ""),
    }
    | _both("IterNextOutput IterANextOutput", "{0}")
)
"""Of ``pyo3``, by last name; exceptions are in ``PYO3_EXCEPTIONS``."""

RENAMED_EXCEPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "PyIOError": "OSError",
        "PyEnvironmentError": "OSError",
        "PyWindowsError": "OSError",
        "PanicException": "pyo3_runtime.PanicException",
        "CancelledError": "asyncio.CancelledError",
        "InvalidStateError": "asyncio.InvalidStateError",
        "IncompleteReadError": "asyncio.IncompleteReadError",
        "LimitOverrunError": "asyncio.LimitOverrunError",
        "QueueEmpty": "asyncio.QueueEmpty",
        "QueueFull": "asyncio.QueueFull",
        "gaierror": "socket.gaierror",
        "herror": "socket.herror",
        "timeout": "socket.timeout",
    }
)
"""Exceptions of ``pyo3::exceptions`` that are not named by ``Py`` and a builtin's name."""


def native_exception(name: str) -> str:
    """``PyValueError`` -> ``ValueError``, ``PyIOError`` -> ``OSError``; empty for what is no exception of Python.

    Source: ``pyo3::exceptions``, whose names are ``Py`` and the builtin's.
    """
    python = RENAMED_EXCEPTIONS.get(name, name.removeprefix("Py"))
    known = getattr(builtins, python, None)
    return python if "." in python or (isinstance(known, type) and issubclass(known, BaseException)) else ""


_CHRONO = (
    _both("DateTime NaiveDateTime", "datetime.datetime")
    | _both("NaiveDate", "datetime.date")
    | _both("NaiveTime", "datetime.time")
    | _both("Duration TimeDelta", "datetime.timedelta")
    | {"FixedOffset": ("datetime.tzinfo", "datetime.timezone")}
    | _both("Utc", "datetime.timezone")
    | _both("Local", "zoneinfo.ZoneInfo")
)
_TIME = (
    _both("OffsetDateTime PrimitiveDateTime UtcDateTime", "datetime.datetime")
    | _both("Date", "datetime.date")
    | _both("Time", "datetime.time")
    | _both("Duration", "datetime.timedelta")
    | {"UtcOffset": ("datetime.tzinfo", "datetime.timezone")}
)
_JIFF = (
    _both("Zoned Timestamp DateTime", "datetime.datetime")
    | _both("Date", "datetime.date")
    | _both("Time", "datetime.time")
    | _both("SignedDuration Span", "datetime.timedelta")
    | {"Offset": ("datetime.tzinfo", "datetime.timezone")}
    | _both("TimeZone", "datetime.tzinfo")
)
_MAPS = _both("HashMap BTreeMap IndexMap AHashMap FxHashMap", "dict[{0}, {1}]") | _both(
    "HashSet BTreeSet IndexSet AHashSet FxHashSet", "set[{0}]"
)

CRATES: Mapping[str, Mapping[str, Templates]] = MappingProxyType(
    {
        "std": STANDARD,
        "core": STANDARD,
        "alloc": STANDARD,
        "libc": INTEGERS,
        "pyo3": PYO3,
        "chrono": _CHRONO,
        "chrono_tz": _both("Tz", "zoneinfo.ZoneInfo"),
        "time": _TIME,
        "jiff": _JIFF,
        "hashbrown": _MAPS,
        "indexmap": _MAPS,
        "ahash": _MAPS,
        "rustc_hash": _MAPS,
        "fxhash": _MAPS,
        "smallvec": {"SmallVec": _SEQUENCE},
        "either": _both("Either", "{0} | {1}"),
        "ordered_float": _both("OrderedFloat NotNan", "float"),
        "num_bigint": _both("BigInt BigUint", "int"),
        "num_complex": _both("Complex Complex32 Complex64", "complex"),
        "num_rational": _both("Ratio Rational32 Rational64 BigRational", "fractions.Fraction"),
        "rust_decimal": _both("Decimal", "decimal.Decimal"),
        "bigdecimal": _both("BigDecimal", "decimal.Decimal"),
        "uuid": _both("Uuid NonNilUuid", "uuid.UUID"),
        "bytes": {"Bytes": ("bytes | bytearray", "bytes")},
    }
)
"""Crate -> last name -> templates. Crates re-export freely (``pyo3::PyAny`` is ``pyo3::types::PyAny``): the path between says nothing."""

NUMPY_ARRAYS = frozenset(
    f"{kind}{dimension}"
    for kind in ("PyArray", "PyReadonlyArray", "PyReadwriteArray")
    for dimension in ("", "0", "1", "2", "3", "4", "5", "6", "Dyn")
)
NUMPY_ARRAY_LIKES = frozenset(f"PyArrayLike{dimension}" for dimension in ("", "0", "1", "2", "3", "4", "5", "6", "Dyn"))
NUMPY_OTHERS: Mapping[str, str] = MappingProxyType({"PyUntypedArray": "numpy.typing.NDArray[typing.Any]", "PyArrayDescr": "numpy.dtype"})
NUMPY_DTYPES: Mapping[str, str] = MappingProxyType(
    {
        "bool": "numpy.bool_",
        "i8": "numpy.int8",
        "i16": "numpy.int16",
        "i32": "numpy.int32",
        "i64": "numpy.int64",
        "isize": "numpy.intp",
        "u8": "numpy.uint8",
        "u16": "numpy.uint16",
        "u32": "numpy.uint32",
        "u64": "numpy.uint64",
        "usize": "numpy.uintp",
        "f32": "numpy.float32",
        "f64": "numpy.float64",
        "Complex32": "numpy.complex64",
        "Complex64": "numpy.complex128",
        "PyObject": "numpy.object_",
        "Py": "numpy.object_",
    }
)
"""Rust's name of an element -> the scalar type of the array."""
