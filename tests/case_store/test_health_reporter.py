"""What a screen tells of itself: a report that cannot be made is not the last one."""

import asyncio

from case_store.client.hall import HallClient
from case_store.client.health import HealthReporter
from cases.alarm.device_health import HealthReport
from tests.case_store.served import until


async def test_a_report_that_breaks_is_followed_by_the_next() -> None:
    asked = 0

    def describe() -> HealthReport | None:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise OSError("a counter that cannot be read")
        return None

    async with HallClient("http://127.0.0.1:1", "t") as hall:
        task = asyncio.create_task(HealthReporter(hall, describe, every_s=0.01).run())
        await until(lambda: asked > 1 or task.done())
        assert not task.done()
        task.cancel()
