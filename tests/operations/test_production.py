"""An installation set up as docs/deploy.md says: behind a proxy that speaks HTTPS, with its secrets given."""

import json
import re
import urllib.error
import urllib.request

import pytest

from tests.operations.conftest import free_port, wait_for

HOST = "maillage.example.org"

pytestmark = pytest.mark.once


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


@pytest.fixture
def ask(installation):
    """Asks the production server for a page, as its proxy would (or over plain HTTP): status, headers, text."""
    port = free_port()
    installation.environment |= {
        "MAILLAGE_ENV": "production",
        "SECRET_KEY": installation.environment["SECRET_KEY"] * 2,
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"https://{HOST}",
        "TRUSTED_PROXIES": "1",
        "PORT": str(port),
    }
    prepared = installation.run("prepare")
    assert prepared.returncode == 0, prepared.stderr
    installation.start("serve")
    opener = urllib.request.build_opener(NoRedirect)

    def answer(path, *, secure=True):
        given = {"Host": HOST, "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https" if secure else "http"}
        try:
            response = opener.open(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=given), timeout=10)
        except urllib.error.HTTPError as error:
            response = error
        except OSError:
            return None
        return response.status, response.headers, response.read().decode()

    assert wait_for(lambda: answer("/health/live"))
    return answer


def test_it_serves_over_https_and_nowhere_else(ask):
    status, headers, text = ask("/fr/")
    assert status == 200
    assert "max-age=" in headers["Strict-Transport-Security"]
    # A file whose name changes with its content may be kept for ever.
    stylesheet = re.search(r'href="(/static/common/maillage\.[0-9a-f]{12}\.css)"', text)
    status, headers, _text = ask(stylesheet[1])
    assert status == 200
    assert "immutable" in headers["Cache-Control"]

    status, headers, _text = ask("/fr/", secure=False)
    assert (status, headers["Location"]) == (301, f"https://{HOST}/fr/")
    assert ask("/health/live", secure=False)[0] == 200  # the proxy's own question

    _status, headers, _text = ask("/fr/account/login/")
    cookies = headers.get_all("Set-Cookie")
    assert cookies
    assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in cookies)


def test_the_doctor_misses_only_a_mail_server(ask, installation):
    assert wait_for(lambda: json.loads(ask("/health/ready")[2])["ready"])  # the worker has given a sign of life
    found = installation.run("doctor", "--json")
    assert [finding["name"] for finding in json.loads(found.stdout) if not finding["well"]] == ["mail"], found.stdout
    assert found.returncode == 1


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS"])
def test_without_its_secrets_it_does_not_start(installation, name):
    del installation.environment[name]
    done = installation.run("check", MAILLAGE_ENV="production", ALLOWED_HOSTS=HOST)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"{name} must be set in production" in done.stderr
