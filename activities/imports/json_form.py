"""Frozen dataclasses to JSON and back: tuples as lists, bytes as base64, dates as ISO text."""

import base64
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Made = TypeVar("Made")
_HINTS: dict[type, dict[str, Any]] = {}  # resolving the annotations costs more than all the rest


def to_json(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(entry) for entry in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date) else value


def from_json(made: type[Made], data: Mapping[str, Any]) -> Made:
    """The dataclass again. Unknown keys are ignored and missing ones get their default, so that old rows stay
    readable.
    """
    hints = _hints(made)
    return made(**{name: _value(hint, data[name]) for name, hint in hints.items() if name in data})


def _hints(made: type) -> dict[str, Any]:
    if made not in _HINTS:
        _HINTS[made] = get_type_hints(made)
    return _HINTS[made]


def _value(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return None if value is None else _value(next(a for a in get_args(hint) if a is not NoneType), value)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], entry) for entry in value)
    if origin is dict:
        return {key: _value(get_args(hint)[1], entry) for key, entry in value.items()}
    return _leaf(hint, value)


def _leaf(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    if hint is bytes:
        return base64.b64decode(value)
    return date.fromisoformat(value) if hint is date else value
