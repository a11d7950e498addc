"""The hall administrator at work: revises the policy of a hall that runs, over HTTP, as the counter's page does."""

from case_store.tokens import COUNTER
from cases.refusal import Refusal
from cases.views import PolicyView, StaffView
from tests.case_store.served import PIN, Ground

ADMIN = StaffView(staff_id="s90", name="阿古拉", role="hall_admin")


async def revise(ground: Ground, *pairs: tuple[str, str], name: str = "hall.toml") -> PolicyView:
    """The file as it is in force with these words replaced, put into force."""
    assert ground.hall.store is not None
    await ground.hall.store.run(ground.hall.store.add_staff, ADMIN, PIN)
    async with ground.client(COUNTER) as client:
        assert not isinstance(await client.sign_in(ADMIN.staff_id, PIN, None), Refusal)
        files = await client.policy.files()
        assert not isinstance(files, Refusal)
        text = files[name]
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        view = await client.policy.revise({name: text}, "试一试")
        assert isinstance(view, PolicyView), view
        await client.sign_out()
    return view
