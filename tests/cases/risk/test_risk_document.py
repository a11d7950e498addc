"""docs/risk_index.md says what risk.toml says."""

from pathlib import Path

from cases.policy.policy import Policy
from cases.risk.risk_index import Term, explained
from tests.cases.risk.made_risk import DAY, TOWN, index_of, matter

DOCUMENT = (Path(__file__).parents[3] / "docs" / "risk_index.md").read_text("utf-8")


def test_the_document_has_every_weight_and_bound_of_the_policy(policy: Policy) -> None:
    risk = policy.risk
    measured = index_of([matter(0)], policy).measure((TOWN, ""), DAY)
    rows = {line.split(" ")[1]: line for line in DOCUMENT.splitlines() if line.startswith("| ")}
    for term in explained(measured, risk):
        assert f"| {term.weight:.2f} |" in rows[Term(term.term)]
    levels = risk.levels
    bounds = (
        f"低 <{levels.medium:g}，中 {levels.medium:g} 起，高 {levels.high:g} 起，极高 {levels.extreme:g} 起"
    )
    for said in (
        bounds,
        f"共 {risk.window_days} 天",
        f"n < {risk.few}",
        f"降档要低于界线 {risk.hysteresis:g} 分",
        f"{risk.repeat_days} 天内的另一件",
        f"≥ {risk.warn_excess:g}，",
        f"落到 {risk.warn_excess - risk.warn_excess_slack:g} 以下",
        f"前 {risk.hot_spot.weeks} 周的平均高出 {risk.hot_spot.z:g} 个标准差以上，且至少 {risk.hot_spot.count_min} 件",
        f"（不满意+{risk.dissatisfied_shrunk.bad}) ÷ (参评+{risk.dissatisfied_shrunk.rated})".replace(
            "（", "("
        ),
    ):
        assert said in DOCUMENT, said
