"""A hall that is served over TLS with its own CA, an administrator at it, and devices that are let in for real."""

import json
from pathlib import Path
from typing import Any, Self

import httpx2
import uuid_utils.compat as uuid_v7

from case_store.client.credentials import FixedToken
from case_store.client.device_folder import Enrolled
from case_store.client.enrol import join, look
from case_store.client.hall import HallClient
from case_store.enrolment.ca import make_ca
from case_store.service.tls import machine_time
from case_store.tokens import OPERATOR, new_token
from cases.views import StaffView
from cases.views_devices import HallShown
from tests.case_store.hall_process import HallProcess
from tests.case_store.one_hall import PIN, OneHall, granted

ADMIN = StaffView(staff_id="a1", name="陈某辛", role="hall_admin")


class TlsHall(HallProcess):
    """The process of a hall behind TLS; only the operator has a token of a file."""

    def __init__(self, one: OneHall, **more: object) -> None:
        one.store.add_staff(ADMIN, PIN)
        self.ca_pem = make_ca(one.folder / "tls", "hall", machine_time()).pem
        tokens = one.folder / "tokens.json"
        self.operator = new_token()
        known = json.loads(tokens.read_text())
        tokens.write_text(json.dumps({**known, OPERATOR: self.operator}))
        super().__init__(one, demo=False, **more)
        with self._config.open("a", encoding="utf-8") as config:
            config.write('[tls]\nfolder = "tls"\nnames = ["hall.example"]\n')

    def start(self) -> Self:
        """Until it answers."""
        super().start()
        self.url = self.url.replace("http:", "https:")
        return self

    def client(self) -> HallClient:
        """The operator's."""
        return HallClient(self.url, FixedToken(self.operator, self.ca_pem))

    async def code(self, role: str = "kiosk", name: str = "3 号自助机", **more: str) -> str:
        """An administrator makes a code."""
        async with self.client() as client:
            granted(await client.sign_in(ADMIN.staff_id, PIN, None))
            return granted(await client.devices.make_code(role, name, **more)).code

    async def revoke(self, device_id: str) -> None:
        """An administrator ends a device."""
        async with self.client() as client:
            granted(await client.sign_in(ADMIN.staff_id, PIN, None))
            granted(await client.devices.revoke(device_id, "送修", uuid_v7.uuid7()))

    async def enrol(self, folder: Path, role: str = "kiosk", **more: str) -> Enrolled:
        """A device that comes in."""
        hall = await look(self.url)
        assert isinstance(hall, HallShown)
        return granted(await join(self.url, hall, await self.code(role, **more), folder))

    def raw(self, **more: Any) -> httpx2.Client:
        """A stranger."""
        return httpx2.Client(
            base_url=self.url, verify=FixedToken("", self.ca_pem).context, trust_env=False, **more
        )
