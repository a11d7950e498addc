"""The catalogue of all sentences (文案): assets/texts/*.toml by key, with named arguments, refusals for three readers.

A key is the file's name and the path of tables, joined by dots: `[home] title = "…"` in kiosk.toml (or in
kiosk.start.toml: the name ends at its first dot) is `kiosk.home.title`. In `refusals*.toml` every table is a
refusal's code with its three sentences. What is wrong is found on loading; a key or an argument that is missing is
an error that names file and key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter

from cases.policy.policy_file import PolicyError, parse_toml
from cases.refusal import Reader, Refusal

REFUSALS = "refusals"
FOLDER = "assets/texts"


class TextError(PolicyError, KeyError):
    """A sentence is missing, or cannot be said with what was given."""

    code = "text.invalid"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence as the file has it. `arguments` are the names in braces."""

    file: str
    key: str
    template: str
    arguments: frozenset[str]

    def say(self, facts: Mapping[str, object]) -> str:
        """The sentence with its facts. Raises TextError for an argument that is not given."""
        if missing := sorted(self.arguments - facts.keys()):
            raise TextError(self.file, self.key, f"没有给出 {{{missing[0]}}}")
        try:
            return self.template.format(**{name: facts[name] for name in self.arguments})
        except (ValueError, TypeError) as error:
            raise TextError(self.file, self.key, f"参数的写法不对：{error}") from error


@dataclass(frozen=True, slots=True)
class Texts:
    """All sentences of the house."""

    _texts: Mapping[str, Text] = field(repr=False)
    _refusals: Mapping[tuple[str, Reader], Text] = field(repr=False)

    def get(self, key: str, **facts: object) -> str:
        """The sentence of a key. Raises TextError."""
        return self.find(key).say(facts)

    def find(self, key: str) -> Text:
        """The sentence as the file has it. Raises TextError for a key that is not there."""
        if key not in self._texts:
            raise TextError(FOLDER, key, "没有这句话")
        return self._texts[key]

    def refusal(self, code: str, reader: Reader, **facts: object) -> str:
        """What a refusal says to a reader. Raises TextError."""
        if (code, reader) not in self._refusals:
            raise TextError(f"{FOLDER}/{REFUSALS}*.toml", code, "没有这个拒绝的三句话")
        return self._refusals[code, reader].say(facts)

    def tell(self, refusal: Refusal, reader: Reader) -> str:
        """The same for a refusal as a rule returned it."""
        return self.refusal(refusal.code, reader, **refusal.facts)

    @property
    def keys(self) -> frozenset[str]:
        """All keys, refusals apart."""
        return frozenset(self._texts)

    @property
    def refusal_codes(self) -> frozenset[str]:
        """All codes that have their three sentences."""
        return frozenset(code for code, _ in self._refusals)

    def arguments(self, code: str) -> frozenset[str]:
        """Every argument that one of a refusal's three sentences asks for."""
        return frozenset().union(*(self._refusals[code, reader].arguments for reader in Reader))


def parse_texts(files: Mapping[str, str]) -> Texts:
    """The catalogue from {file name: TOML text}. Raises PolicyError or TextError for the first mistake."""
    texts: dict[str, Text] = {}
    refusals: dict[tuple[str, Reader], Text] = {}
    for file in sorted(files):
        for path, value in _leaves(parse_toml(files[file], file), ()):
            if not file.startswith(REFUSALS):
                text = _text(file, ".".join((file.split(".", maxsplit=1)[0], *path)), value)
                if text.key in texts:
                    raise TextError(file, text.key, f"{texts[text.key].file} 里已经有这一句")
                texts[text.key] = text
                continue
            text = _text(file, ".".join(path), value)
            code, reader = ".".join(path[:-1]), path[-1]
            if not code or reader not in list(Reader):
                raise TextError(file, text.key, "每个拒绝只写 citizen、staff、operator 三句")
            if (code, Reader(reader)) in refusals:
                raise TextError(file, text.key, f"{refusals[code, Reader(reader)].file} 里已经有这一句")
            refusals[code, Reader(reader)] = text
    for code, reader in sorted({(code, reader) for code, _ in refusals for reader in Reader}):
        if (code, reader) not in refusals:
            file = next(text.file for (known, _), text in refusals.items() if known == code)
            raise TextError(file, f"{code}.{reader}", "三句话里缺了这一句")
    return Texts(texts, refusals)


def _leaves(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name), value


def _text(file: str, key: str, value: object) -> Text:
    if not isinstance(value, str) or not value.strip():
        raise TextError(file, key, "应当是带引号的文字，不能是空的")
    try:
        holes = [(name, form or "") for _, name, form, _ in Formatter().parse(value) if name is not None]
    except ValueError as error:
        raise TextError(file, key, f"花括号不成对：{error}") from error
    for name, form in holes:
        if not name.isidentifier() or "{" in form:
            raise TextError(file, key, f"花括号里的 {name}{form} 应当是一个参数的名字")
    return Text(file, key, value, frozenset(name for name, _ in holes))
