"""What screens are told of the policy: the files that the hall has revised. Public screens get no roster of names."""

from datetime import date

from case_store.views.look import Look
from cases.policy.policy_file import parse_toml
from cases.policy.policy_versions import kind_of
from cases.policy.roster import units_on
from cases.views import PolicyView, RosterLine

_ROSTER = "roster"
_NOBODY = 'effective_from = {start}\nsource = "not for public screens"\n'


def policy(look: Look) -> PolicyView:
    """For the counters."""
    return look.house.held.view


def public_policy(look: Look) -> PolicyView:
    """For wall and kiosk: the same policy, with rosters that name nobody."""
    told = look.house.held.view
    files = tuple(
        (name, _without_people(text, name) if kind_of(name) == _ROSTER else text) for name, text in told.files
    )
    return PolicyView(rev=told.rev, files=files, day=told.day)


def roster(look: Look) -> tuple[RosterLine, ...]:
    """The units of today with their counters; no names of persons."""
    policy = look.house.policy
    return tuple(
        RosterLine(unit_name=unit.name, mode=unit.mode.value, counter_no=unit.counter_no)
        for unit in units_on(look.today, policy.hall, policy.roster, policy.calendar)
    )


def _without_people(text: str, name: str) -> str:
    start: date = parse_toml(text, name)["effective_from"]
    return _NOBODY.format(start=start.isoformat())
