"""Through the office's own HAProxy configuration: the public name is let in, every other name and origin is not."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from tests.dashboards.login_provider import Somebody, is_refused, office, running_provider
from tests.dashboards.viewers import serving

PUBLIC = "selaras.example.go.id"
CONFIGURATIONS = ("haproxy.cfg", "haproxy.compose.cfg")


def need(program: str, package: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        why = f"no {program} on this machine (Debian: apt-get install {package})"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def on_loopback(name: str, folder: Path, port: int, dashboard_port: int) -> Path:
    """The configuration as it is delivered, but on a free port without TLS and with the test's dashboard behind."""
    text = (CHECKOUT / "deploy" / name).read_text(encoding="utf-8")
    text = re.sub(r"bind :80$", f"bind 127.0.0.1:{free_port()}", text, flags=re.MULTILINE)
    text = re.sub(r"bind :443 .*$", f"bind 127.0.0.1:{port}", text, flags=re.MULTILINE)
    text = re.sub(r"(server \w+) \S+:\d+ ", rf"\1 127.0.0.1:{dashboard_port} ", text)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def proxied(refreshed: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard under its public name behind HAProxy; the address of the proxy on loopback."""
    haproxy, folder, before = need("haproxy", "haproxy"), tmp_path_factory.mktemp("proxy"), dict(os.environ)
    data = folder / "data"
    shutil.copytree(refreshed.data, data)
    with running_provider() as provider:
        os.environ.update(office(provider) | {"SELARAS_PUBLIC_HOST": PUBLIC})
        try:
            with serving(data, folder / "server.log") as (address, _):
                port = free_port()
                file = on_loopback("haproxy.cfg", folder, port, int(address.rpartition(":")[2]))
                proxy = subprocess.Popen(
                    [haproxy, "-f", str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                try:
                    _wait(port)
                    yield f"http://127.0.0.1:{port}"
                finally:
                    proxy.terminate()
                    proxy.wait(timeout=10)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/_stcore/health", headers={"Host": PUBLIC}).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError("the proxy did not answer")


def visitor(proxied: str) -> Somebody:
    return Somebody(proxied, headers={"Host": PUBLIC})


def test_a_viewer_under_the_public_name_is_let_in(proxied) -> None:
    (text,) = visitor(proxied).open("/", origin=f"https://{PUBLIC}", host=PUBLIC)
    assert "Masuk untuk melihat" in text


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (PUBLIC, "https://evil.example"),
        ("evil.example", "https://evil.example"),
        ("evil.example", f"https://{PUBLIC}"),
    ],
)
def test_a_foreign_origin_or_name_is_refused_through_the_proxy(proxied, host, origin) -> None:
    assert is_refused(visitor(proxied), host=host, origin=origin)


def test_cookies_are_secure_and_http_only_and_the_proxy_keeps_a_session_with_its_dashboard(proxied) -> None:
    answer = httpx.get(f"{proxied}/masuk", params={"ke": "/temuan"}, headers={"Host": PUBLIC})
    cookies = answer.headers.get_list("set-cookie")
    assert any(cookie.startswith("SELARAS=") for cookie in cookies)
    assert all("secure" in cookie.lower() for cookie in cookies)
    assert all("httponly" in cookie.lower() for cookie in cookies if "xsrf" not in cookie)
    assert answer.headers["strict-transport-security"]


def test_the_provider_is_told_the_public_way_back(proxied) -> None:
    somebody = visitor(proxied)
    somebody.http.cookies.clear()
    begun = somebody.http.get("/masuk", params={"ke": "/"})
    plain = {
        cookie.split("=")[0]: cookie.split("=", 1)[1].split(";")[0] for cookie in begun.headers.get_list("set-cookie")
    }
    answer = somebody.http.get(begun.headers["location"], cookies=plain)
    assert f"redirect_uri=https%3A%2F%2F{PUBLIC}%2Foauth2callback" in answer.headers["location"]


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_configuration_is_one_haproxy_takes(name, tmp_path) -> None:
    file = on_loopback(name, tmp_path, free_port(), free_port())
    done = subprocess.run(
        [need("haproxy", "haproxy"), "-c", "-f", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
