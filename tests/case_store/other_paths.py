"""Paths that the document of the service names, and that no list of test_service.py asks one by one."""

OTHER_PATHS = {
    "/v1/exports/disputes",
    "/v1/pad-evaluations",
    *(f"/v1/systems/{of}" for of in ("figures", "cases", "imports", "matters")),
    *("/v1/api-keys", "/v1/api-keys/{key_id}/revoke", "/v1/webhooks"),
    *(f"/v1/webhooks/{{webhook_id}}/{verb}" for verb in ("end", "again")),
    *("/v1/accounts", "/v1/own-pin", "/v1/credentials/check", "/v1/two-person"),
    *(f"/v1/accounts/{{staff_id}}{verb}" for verb in ("", "/pin", "/unlock")),
    *(f"/v1/two-person/{{request_id}}/{verb}" for verb in ("confirm", "decline")),
    *("/v1/risk/board", "/v1/risk/page", "/v1/warnings", "/v1/warnings/{warning_id}"),
    *("/v1/figures/areas", "/v1/figures/cases/{case_id}"),
}
