"""Which group of types (GB/T 31000, two digits) a matter is counted in: the group of its type, where staff gave one.

Before that the group that the citizen's category stands for, where it is one group. What is kept of a matter is its
`type_key`, which no policy touches; which group a key means is asked when it is counted.
"""

from cases.figures.figure import NO_GROUP
from cases.matter.category import CategoriesPolicy

GROUP_DIGITS = 2
TOLD = "~"  # before a category in a key


def type_key(dispute_type: str | None, category: str | None) -> str:
    """The group of the type; where nobody has given one, what the citizen said it is about; else ""."""
    if dispute_type:
        return dispute_type[:GROUP_DIGITS]
    return f"{TOLD}{category}" if category else ""


def group_of(key: str, categories: CategoriesPolicy) -> str:
    """The group that a key means, NO_GROUP where it means none."""
    if not key.startswith(TOLD):
        return key or NO_GROUP
    return _meant(key.removeprefix(TOLD), categories) or NO_GROUP


def keys_of(group: str, categories: CategoriesPolicy) -> tuple[str, ...]:
    """All keys that mean a group."""
    told = (one.id for one in categories.categories if _meant(one.id, categories) == group)
    return (group, *(f"{TOLD}{one}" for one in told))


def keys_with_group(categories: CategoriesPolicy) -> tuple[str, ...]:
    """The keys of categories that mean some group."""
    return tuple(f"{TOLD}{one.id}" for one in categories.categories if _meant(one.id, categories))


def _meant(category: str, categories: CategoriesPolicy) -> str:
    known = categories.get(category)
    groups = {code[:GROUP_DIGITS] for code in known.gb_codes} if known else set()
    return groups.pop() if len(groups) == 1 else ""
