"""Who is let in, and who is not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from searchkit.errors import UsageError
from searchkit.web.guard.passwords import UserFile, add_user
from searchkit.web.settings import ServeSettings

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from tests.web.conftest import Serve

TOKEN = "bí mật đủ dài của cơ quan"


def test_other_machines_come_in_only_with_a_secret() -> None:
    with pytest.raises(UsageError, match="--token or --user-file"):
        ServeSettings(host="0.0.0.0")
    assert ServeSettings(host="0.0.0.0", token=TOKEN).token == TOKEN
    with pytest.raises(UsageError, match="easily guessed"):
        ServeSettings(token="abc")


def test_files_of_visitors_need_a_folder(tmp_path: Path) -> None:
    place = tmp_path / "hồ sơ"
    assert ServeSettings(uploads=place).uploads == place
    place.write_text("một tệp", encoding="utf-8")
    with pytest.raises(UsageError, match="hồ sơ is no folder"):
        ServeSettings(uploads=place)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8080", "[::1]:8080", "192.168.1.7:80"])
def test_addresses_and_own_names_are_served(page: TestClient, host: str) -> None:
    assert page.get("/api/v1/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io"])
def test_foreign_names_are_refused(page: TestClient, host: str) -> None:
    answer = page.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "urn:searchkit:problem:host"


def test_the_operator_names_further_hosts(serve: Serve) -> None:
    client = serve(hosts=("tra-cuu.example",))
    assert client.get("/", headers={"host": "tra-cuu.example:8080"}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/api/v1/search?q=ho", "/static/style.css", "/openapi.json"]
)
def test_a_token_is_asked_for_everywhere(serve: Serve, address: str) -> None:
    client = serve(token=TOKEN)
    asked = client.get(address)
    assert asked.status_code == 401
    assert asked.headers["www-authenticate"].startswith("Basic ")
    bearer = {b"authorization": f"Bearer {TOKEN}".encode()}
    assert client.get(address, headers=bearer).status_code == 200
    assert client.get(address, auth=("ai", TOKEN)).status_code == 200
    assert client.get(address, auth=("ai", TOKEN + "!")).status_code == 401
    assert client.get(address, headers={"authorization": "Basic ~~"}).status_code == 401


def test_whoever_supervises_needs_no_secret(serve: Serve) -> None:
    assert serve(token=TOKEN).get("/api/v1/health").status_code == 200


def test_users_come_in_with_their_passwords(serve: Serve, user_file: Path) -> None:
    add_user(user_file, "lan", "mật khẩu của Lan")
    assert "mật khẩu" not in user_file.read_text("utf-8")
    assert user_file.stat().st_mode & 0o077 == 0
    client = serve(user_file=user_file)
    assert client.get("/", auth=("lan", "mật khẩu của Lan")).status_code == 200
    assert client.get("/", auth=("hoa", "mật khẩu của Lan")).status_code == 401
    add_user(user_file, "lan", "mật khẩu mới")
    os.utime(user_file, ns=(1, 1))
    assert client.get("/", auth=("lan", "mật khẩu của Lan")).status_code == 401
    assert client.get("/", auth=("lan", "mật khẩu mới")).status_code == 200


@pytest.mark.parametrize(
    "line", ["lan", "lan:abc", "lan:scrypt$2$8$1$!$!", "lan:scrypt$3$8$1$AA$AA"]
)
def test_a_line_that_is_none_is_told(user_file: Path, line: str) -> None:
    user_file.write_text(f"# ai được vào\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match="line 2"):
        UserFile(user_file)


def test_too_many_requests_wait(serve: Serve) -> None:
    client = serve(rate=0.001)
    answers = [client.get("/api/v1/health") for _ in range(3)]
    assert answers[-1].status_code == 429
    assert answers[-1].headers["retry-after"] == "1"


def test_large_bodies_are_refused(page: TestClient) -> None:
    assert page.post("/", content=b"x" * (2 << 20)).status_code == 413


def test_forms_of_foreign_pages_are_refused(page: TestClient) -> None:
    foreign = page.post("/", headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert page.post("/", headers={"origin": "http://127.0.0.1:8080"}).status_code != 403


def test_other_pages_read_nothing_unless_they_may(serve: Serve) -> None:
    origin = {"origin": "https://intranet.example"}
    shut = serve().get("/api/v1/health", headers=origin)
    assert "access-control-allow-origin" not in shut.headers
    opened = serve(origins=("https://intranet.example",)).get("/api/v1/health", headers=origin)
    assert opened.headers["access-control-allow-origin"] == "https://intranet.example"


def test_every_answer_forbids_what_is_loaded_from_elsewhere(page: TestClient) -> None:
    for address in ("/", "/api/v1/health", "/nowhere", "/static/page.js"):
        policy = page.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_queries_stay_out_of_the_log(page: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "searchkit.web.access"):
        page.get("/?q=chuyen-rieng")
    assert caplog.messages
    assert "chuyen-rieng" not in caplog.text


def test_a_request_ends_in_time(serve: Serve) -> None:
    late = serve(timeout=1e-6).get("/api/v1/search?q=ho")
    assert late.status_code == 503
    assert late.json()["type"] == "urn:searchkit:problem:time"


def test_people_read_a_refusal_in_their_language(serve: Serve) -> None:
    browser = {"accept": "text/html,*/*", "accept-language": "vi"}
    asked = serve(token=TOKEN).get("/?q=ho", headers=browser)
    assert asked.status_code == 401
    assert asked.headers["content-type"].startswith("text/html")
    assert "Hãy nhập mã truy cập" in asked.text
    assert '<html lang="vi">' in asked.text
    data = serve(token=TOKEN).get("/api/v1/stats", headers=browser)
    assert data.json()["type"] == "urn:searchkit:problem:identity"
    foreign = serve().get("/", headers={**browser, "host": '<b>"x.example'})
    assert foreign.status_code == 421
    assert "<b>" not in foreign.text


def test_a_user_file_that_is_none_is_told_before_anybody_comes(
    serve: Serve, user_file: Path
) -> None:
    with pytest.raises(UsageError, match="--add-user"):
        serve(user_file=user_file)
    user_file.write_bytes("lan:scrypt".encode("utf-16"))
    with pytest.raises(UsageError, match="UTF-8"):
        serve(user_file=user_file)


def test_who_has_the_token_comes_in_though_the_user_file_is_gone(
    serve: Serve, user_file: Path
) -> None:
    add_user(user_file, "lan", "mật khẩu của Lan")
    client = serve(user_file=user_file, token=TOKEN)
    user_file.unlink()
    gone = client.get("/api/v1/stats", auth=("lan", "mật khẩu của Lan"))
    assert gone.status_code == 503
    assert user_file.name not in gone.text
    bearer = {b"authorization": f"Bearer {TOKEN}".encode()}
    assert client.get("/api/v1/stats", headers=bearer).status_code == 200


def test_a_user_file_from_a_windows_editor_is_read(serve: Serve, user_file: Path) -> None:
    add_user(user_file, "lan", "mật khẩu của Lan")
    user_file.write_text(user_file.read_text("utf-8"), "utf-8-sig")
    client = serve(user_file=user_file)
    assert client.get("/help", auth=("lan", "mật khẩu của Lan")).status_code == 200
