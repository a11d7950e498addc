"""The policy that holds on a screen now: its own files, and over them what the hall has revised (issue 4)."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from case_store.policy_files import PolicyFiles, open_policy_files
from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.views import PolicyView

_log = logging.getLogger(__name__)


class PolicyInForce(QObject):
    """Feed it with `on_view`. Whoever shows something reads `.policy` at use; `changed` says when to look again."""

    changed = Signal(object)

    def __init__(
        self,
        files: PolicyFiles,
        day: date | None,
        policy: Policy | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`day`: whose versions hold until the hall is heard; None: the newest. Raises PolicyError."""
        super().__init__(parent)
        self._files, self._day = files, day
        self._heard: PolicyView | None = None
        self._policy = policy or files.hold({}, day).policy

    @property
    def policy(self) -> Policy:
        """What holds now."""
        return self._policy

    def on_view(self, told: PolicyView | None) -> None:
        """What the hall says. None or the same again changes nothing; what cannot be used neither."""
        if told is None or told == self._heard:
            return
        self._heard = told
        try:
            held = self._files.hold(dict(told.files), told.day or self._day)
        except PolicyError as error:
            _log.error("the hall's policy cannot be used here: %s", error)
            return
        for name, why in held.left_out.items():
            _log.error("a revised policy file cannot be used here: %s: %s", name, why)
        # Public screens are told rosters without names: what holds has the hall's name all the same.
        policy = held.policy if held.left_out else replace(held.policy, rev=told.rev)
        if policy != self._policy:
            self._policy = policy
            self.changed.emit(policy)


def open_policy(assets_dir: Path, day: date | None, *, demo: bool = False) -> PolicyInForce:
    """The policy of the files of this machine, until the hall is heard. Raises PolicyError."""
    return PolicyInForce(open_policy_files(assets_dir, demo=demo), day)


def fixed_policy(policy: Policy) -> PolicyInForce:
    """A policy that no hall revises: for a page that stands alone."""
    return PolicyInForce(PolicyFiles(own={}), None, policy)
