"""The hall's own CA and the certificate of its service; plain HTTP never leaves this machine."""

import ssl
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from case_store.admin.ca import main
from case_store.client.credentials import FixedToken
from case_store.client.pinned import pinned_context
from case_store.config import TlsConfig, load_config
from case_store.enrolment.ca import HallCa, fingerprint, make_ca
from case_store.errors import StoreError
from case_store.service.tls import ServiceTls, machine_time, served_names
from case_store.store import Store
from case_store.tokens import OPERATOR, read_tokens
from tests.case_store.one_hall import ASSETS, STREAM

NOW = machine_time()
HALL = (
    *('role = "hall"', f'name = "{STREAM}"', 'database = "hall.db"', 'key_file = "hall.keys.json"'),
    *('tokens_file = "tokens.json"', f'assets_dir = "{ASSETS}"'),
)


def shaken_hands(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> ssl.SSLObject:
    """A handshake in memory. Raises ssl.SSLError as either side would."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    serving = server.wrap_bio(to_server, to_client, server_side=True)
    asking = client.wrap_bio(to_client, to_server, server_hostname=name)
    for _ in range(4):
        for side in (asking, serving):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    return asking


def tls_in(folder: Path, *names: str, now: datetime = NOW) -> ServiceTls:
    if not (folder / "ca.pem").exists():
        make_ca(folder, "hall", NOW)
    return ServiceTls(TlsConfig(folder=folder, names=names or ("10.1.2.3",)), "::", lambda: now)


def test_keys_are_for_their_owner_alone_and_a_ca_is_never_made_over_another(tmp_path: Path) -> None:
    tls_in(tmp_path)
    for name in ("ca.key", "server.key"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_ca(tmp_path, "hall", NOW)
    (tmp_path / "ca.key").chmod(0o644)
    with pytest.raises(StoreError, match=r"store\.key_file_mode"):
        HallCa(tmp_path)


@pytest.mark.parametrize("name", ["10.1.2.3", "hall.example", "127.0.0.1", "localhost"])
def test_whoever_pinned_the_ca_finds_the_hall_by_each_of_its_names(tmp_path: Path, name: str) -> None:
    tls = tls_in(tmp_path, "10.1.2.3", "hall.example")
    assert shaken_hands(tls.context, pinned_context(tls.ca_pem), name).version() == "TLSv1.3"


def test_another_name_another_ca_and_older_tls_are_refused(tmp_path: Path) -> None:
    tls, other = tls_in(tmp_path / "a"), tls_in(tmp_path / "b")
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken_hands(tls.context, pinned_context(tls.ca_pem), "elsewhere.example")
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken_hands(other.context, pinned_context(tls.ca_pem), "10.1.2.3")
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken_hands(tls.context, FixedToken("t").context, "10.1.2.3")  # nobody is believed without a CA
    old = pinned_context(tls.ca_pem)
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError):
        shaken_hands(tls.context, old, "10.1.2.3")


def test_a_certificate_is_made_anew_before_it_ends_and_screens_go_on(tmp_path: Path) -> None:
    tls = tls_in(tmp_path)
    before = (tmp_path / "server.pem").read_bytes()
    assert not tls.renew()
    later = tls_in(tmp_path, now=NOW + timedelta(days=340))
    assert (tmp_path / "server.pem").read_bytes() != before
    assert tls.renew()  # the service that ran on takes it up
    assert not tls.renew()
    for context in (tls.context, later.context):
        assert shaken_hands(context, pinned_context(tls.ca_pem), "10.1.2.3").version()


def test_a_device_whose_clock_is_years_wrong_finds_its_hall(tmp_path: Path) -> None:
    make_ca(tmp_path, "hall", NOW - timedelta(days=40 * 365))
    tls = tls_in(tmp_path, now=NOW - timedelta(days=40 * 365))  # long over by the clock of this machine
    assert shaken_hands(tls.context, pinned_context(tls.ca_pem), "10.1.2.3").version()


def test_a_new_name_is_in_the_certificate_at_the_next_start(tmp_path: Path) -> None:
    tls_in(tmp_path, "10.1.2.3")
    tls_in(tmp_path, "10.1.2.3", "10.9.9.9")
    served = x509.load_pem_x509_certificate((tmp_path / "server.pem").read_bytes())
    named = served.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "10.9.9.9" in [str(address) for address in named.get_values_for_type(x509.IPAddress)]


def test_a_power_cut_between_key_and_certificate_costs_nothing(tmp_path: Path) -> None:
    tls = tls_in(tmp_path)
    stranger = tls_in(tmp_path / "other")
    del stranger
    (tmp_path / "server.key").write_bytes((tmp_path / "other" / "server.key").read_bytes())
    again = tls_in(tmp_path)
    assert shaken_hands(again.context, pinned_context(tls.ca_pem), "10.1.2.3").version()


def test_the_fingerprint_is_read_out_in_groups(tmp_path: Path) -> None:
    groups = fingerprint(make_ca(tmp_path, "hall", NOW).pem).split(" ")
    assert [len(group) for group in groups] == [4] * 5
    with pytest.raises(ValueError, match="certificate"):
        pinned_context("no certificate")


def test_an_address_of_its_own_is_a_name_of_the_service() -> None:
    config = TlsConfig(folder=Path(), names=("hall.example",))
    assert served_names(config, "10.0.0.5") == ("hall.example", "10.0.0.5")
    assert served_names(config, "::") == ("hall.example",)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('host = "0.0.0.0"\ndemo = false', "admin ca"),
        ('host = "192.168.1.5"\ndemo = false', "127.0.0.1"),
        ('host = "0.0.0.0"\ndemo = true\n[tls]\nfolder = "tls"\nnames = ["a"]', "demo"),
        ('demo = false\n[upstream]\nurl = "http://10.0.0.1:80"', "https"),
        ('demo = false\n[upstream]\nurl = "https://10.0.0.1"', "admin device join"),
        ('demo = false\n[tls]\nfolder = "tls"\nnames = []', "tls.names"),
    ],
)
def test_in_clear_a_store_speaks_to_this_machine_alone(tmp_path: Path, lines: str, said: str) -> None:
    path = tmp_path / "hall.toml"
    path.write_text("\n".join([*HALL, lines]), "utf-8")
    with pytest.raises(StoreError) as refused:
        load_config(path)
    assert said in f"{refused.value.facts['key']} {refused.value.facts['why']}"


def test_admin_ca_makes_what_is_missing_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "hall.toml"
    config.write_text(
        "\n".join([*HALL, 'host = "::"', "[tls]", 'folder = "tls"', 'names = ["10.1.2.3"]']), "utf-8"
    )
    assert main(config) == 0
    shown = HallCa(tmp_path / "tls").fingerprint
    assert shown in capsys.readouterr().out
    token = read_tokens(tmp_path / "tokens.json")[OPERATOR]
    assert main(config) == 0  # again: nothing changes
    assert shown in capsys.readouterr().out
    assert read_tokens(tmp_path / "tokens.json") == {OPERATOR: token}
    Store(load_config(config)).close()  # and the store opens with it
    (tmp_path / "hall.keys.json").unlink()
    assert main(config) == 1  # a new key would not open the old database
    assert "hall.keys.json" in capsys.readouterr().err
