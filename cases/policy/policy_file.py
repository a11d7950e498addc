"""What policy files have in common: strict frozen models, and an error naming file and key in a sentence."""

import tomllib
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

KEPT = 128  # files; the shipped policy has some forty
# pydantic's error types, said to the operator who edits the file. `{…}` are pydantic's own context values.
_SENTENCES = {
    "missing": "缺少这一项",
    "extra_forbidden": "程序不认识这一项，可能拼错了",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "int_from_float": "应当是整数",
    "float_type": "应当是数字",
    "bool_type": "应当是 true 或 false",
    "string_type": "应当是带引号的文字",
    "date_type": "应当是不带引号的日期，例如 2026-01-01",
    "date_from_datetime_parsing": "应当是不带引号的日期，例如 2026-01-01",
    "date_from_datetime_inexact": "应当只有日期，不带时刻",
    "time_type": "应当是不带引号的时刻，例如 08:30:00",
    "tuple_type": "应当是方括号里的一列",
    "dict_type": "应当是一个表",
    "model_type": "应当是一个表",
    "greater_than": "应当大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "string_too_short": "不能是空的",
    "string_pattern_mismatch": "写法不对，应当符合 {pattern}",
    "enum": "只能是 {expected} 之一",
    "literal_error": "只能是 {expected} 之一",
    "value_error": "{error}",
}


class PolicyError(Exception):
    """A policy or text file cannot be used: `file` and `key` say where, `why` is the operator's clause."""

    code = "policy.invalid"

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(file, key, why)
        self.file, self.key, self.why = file, key, why

    def __str__(self) -> str:
        return f"{self.file} 的“{self.key}”：{self.why}。"

    @property
    def facts(self) -> dict[str, str | int]:
        """The arguments of the three sentences of `policy.invalid` in assets/texts/refusals.toml."""
        return {"file": self.file, "key": self.key, "why": self.why}


class Mistake(ValueError):
    """What a model's validator raises: the key below the model where the mistake is, and why it is one."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key


class Part(BaseModel):
    """A table inside a policy file: frozen, and a key that nobody knows is an error, not a shrug."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PolicyFile(Part):
    """A whole policy file: from which day it holds, and where its numbers come from."""

    effective_from: date
    source: str = Field(min_length=1)


FileT = TypeVar("FileT", bound=PolicyFile)


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises PolicyError with the line where reading stopped."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(file, "TOML", f"读不懂这个文件：{error}") from error


def parse_file(model: type[FileT], text: str, file: str) -> FileT:
    """A policy file as its model. Raises PolicyError for the first thing that is wrong."""
    return cast(FileT, _parsed(model, text, file))


@lru_cache(maxsize=KEPT)
def _parsed(model: type[PolicyFile], text: str, file: str) -> PolicyFile:
    """Kept, since it cannot be changed: a new day or a revision of one file reads the others no second time."""
    try:
        # Strict, except that TOML has arrays and strings where the models have tuples and enums.
        return model.model_validate(_tuples(parse_toml(text, file)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        context = first.get("ctx", {})
        cause = context.get("error")
        path = [*first["loc"], *([cause.key] if isinstance(cause, Mistake) else [])]
        key = ".".join(str(step) for step in path)
        raise PolicyError(file, key, _why(first["type"], context, first["msg"])) from error


def _why(kind: str, context: dict[str, Any], message: str) -> str:
    """Our sentence for pydantic's error type; pydantic's own where we have none."""
    try:
        return _SENTENCES[kind].format(**context)
    except KeyError:
        return message


def _tuples(value: Any) -> Any:
    """TOML's lists as tuples: frozen models hold nothing that can change."""
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_tuples(inner) for inner in value)
    return value
