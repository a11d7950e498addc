"""The catalogue of sentences, and that every refusal of these rules has its three."""

import ast
import tomllib
from pathlib import Path

import pytest

from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal
from cases.texts import TextError, Texts, parse_texts

HOUSE = Path(__file__).parents[2]
KIOSK = """
title = "您好"
[done]
wait = "大约要等{low}～{high}分钟"
"""
REFUSALS = """
["phone.length"]
citizen = "手机号是{digits}位"
staff = "应当{digits}位，现在{given}位"
operator = "phone"
"""
MY_ROOM = ("amount", "case_code", "citizen_code", "lookup_code", "person_name", "phone", "ticket_number")


@pytest.fixture(scope="module")
def texts() -> Texts:
    return parse_texts({"kiosk.toml": KIOSK, "refusals_input.toml": REFUSALS})


@pytest.fixture(scope="module")
def shipped() -> Texts:
    return parse_texts(
        {path.name: path.read_text("utf-8") for path in (HOUSE / "assets" / "texts").glob("*.toml")}
    )


def test_a_sentence_is_found_by_file_and_key(texts: Texts) -> None:
    assert texts.get("kiosk.title") == "您好"
    assert texts.get("kiosk.done.wait", low=10, high=18, ahead=3) == "大约要等10～18分钟"
    assert texts.keys == {"kiosk.title", "kiosk.done.wait"}


def test_a_page_may_have_a_file_of_its_own_under_the_same_name() -> None:
    texts = parse_texts({"kiosk.toml": KIOSK, "kiosk.story.toml": 'question = "说说是怎么回事"'})
    assert texts.get("kiosk.question") == "说说是怎么回事"


def test_a_refusal_speaks_to_three_readers(texts: Texts) -> None:
    refusal = Refusal("phone.length", {"digits": 11, "given": 10})
    assert texts.tell(refusal, Reader.CITIZEN) == "手机号是11位"
    assert texts.refusal("phone.length", Reader.STAFF, digits=11, given=10) == "应当11位，现在10位"
    assert texts.refusal_codes == {"phone.length"}
    assert texts.arguments("phone.length") == {"digits", "given"}


def test_a_missing_sentence_or_argument_names_file_and_key(texts: Texts) -> None:
    with pytest.raises(TextError, match=r"kiosk\.nothing") as unknown:
        texts.get("kiosk.nothing")
    assert isinstance(unknown.value, KeyError)
    with pytest.raises(TextError, match=r"kiosk\.toml 的“kiosk\.done\.wait”：没有给出 \{high\}"):
        texts.get("kiosk.done.wait", low=10)
    with pytest.raises(TextError, match=r"refusals.*visit\.unknown"):
        texts.refusal("visit.unknown", Reader.CITIZEN)
    with pytest.raises(TextError, match=r"phone\.length\.staff"):
        texts.refusal("phone.length", Reader.STAFF, digits=11)


def test_an_argument_that_does_not_fit_its_form_names_file_and_key() -> None:
    texts = parse_texts({"wall.toml": 'number = "{no:03d}"'})
    assert texts.get("wall.number", no=7) == "007"
    with pytest.raises(TextError, match=r"wall\.number"):
        texts.get("wall.number", no="七")


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("kiosk.toml", "title = 3", "带引号的文字"),
        ("kiosk.toml", 'title = " "', "不能是空的"),
        ("kiosk.toml", 'title = ["a"]', "带引号的文字"),
        ("kiosk.toml", 'title = "{low"', "花括号不成对"),
        ("kiosk.toml", 'title = "{}"', "参数的名字"),
        ("kiosk.toml", 'title = "{low.__class__}"', "参数的名字"),
        ("kiosk.toml", 'title = "{low[0]}"', "参数的名字"),
        ("kiosk.toml", 'title = "{low:{width}}"', "参数的名字"),
        ("kiosk.toml", "title", "读不懂这个文件"),
        ("refusals.toml", '["a.b"]\ncitizen = "x"\nstaff = "x"', "三句话里缺了这一句"),
        ("refusals.toml", '["a.b"]\ncitizens = "x"', "只写 citizen、staff、operator"),
        ("refusals.toml", 'citizen = "x"', "只写 citizen、staff、operator"),
    ],
)
def test_a_mistake_in_a_file_is_found_on_loading(file: str, text: str, why: str) -> None:
    with pytest.raises(PolicyError, match=why) as caught:
        parse_texts({file: text})
    assert caught.value.file == file


def test_the_same_sentence_twice_is_a_mistake() -> None:
    with pytest.raises(TextError, match=r"kiosk\.toml 里已经有"):
        parse_texts({"kiosk.toml": KIOSK, "kiosk.z.toml": 'title = "您好"'})
    with pytest.raises(TextError, match=r"refusals\.toml 里已经有"):
        parse_texts({"refusals.toml": REFUSALS, "refusals_z.toml": REFUSALS})


def _refusals(module: str) -> list[tuple[str, set[str]]]:
    """Every `Refusal("code", {"fact": …})` written in a module."""
    tree = ast.parse(next((HOUSE / "cases").rglob(f"{module}.py")).read_text("utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Refusal"]
    found = []
    for call in calls:
        code, *facts = call.args
        assert isinstance(code, ast.Constant)
        keys = facts[0].keys if facts and isinstance(facts[0], ast.Dict) else []
        found.append((str(code.value), {str(key.value) for key in keys if isinstance(key, ast.Constant)}))
    return found


@pytest.mark.parametrize("module", MY_ROOM)
def test_every_refusal_has_three_sentences_that_ask_only_for_facts_it_gives(
    shipped: Texts, module: str
) -> None:
    refusals = _refusals(module)
    assert refusals
    for code, facts in refusals:
        assert code in shipped.refusal_codes
        assert shipped.arguments(code) <= facts


def test_an_unreadable_file_has_its_three_sentences(shipped: Texts) -> None:
    error = PolicyError("hall.toml", "phone", "缺少这一项")
    told = shipped.refusal(error.code, Reader.OPERATOR, **error.facts)
    assert told == "hall.toml 的“phone”：缺少这一项。请改正后重新启动。"
    assert shipped.arguments(TextError.code) <= error.facts.keys()


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "assets" / "texts").glob("*.toml")), ids=lambda path: path.name
)
def test_quotation_marks_are_those_of_the_papers_everywhere(path: Path) -> None:
    """“”, as GB/T 15834 has them: one form on screens, papers and in refusals."""
    said = str(tomllib.loads(path.read_text("utf-8")))
    assert set("「」『』") & set(said) == set()
