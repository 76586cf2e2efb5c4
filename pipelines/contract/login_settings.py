"""Who may reach the dashboard: the settings of the login, read from the environment, and the rule when it is due.

The login itself is Streamlit's; what a person may see stands in the decision book.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.errors import SelarasError

LOOPBACK = ("localhost", "127.0.0.1", "::1")
MODES = ("off", "oidc")
IDLE_MINUTES, ABSOLUTE_HOURS = 30, 8
SHORTEST_SECRET = 32
NEEDED = ("SELARAS_OIDC_METADATA", "SELARAS_OIDC_CLIENT", "SELARAS_OIDC_SECRET", "SELARAS_COOKIE_SECRET")


class LoginSettingError(SelarasError):
    """One sentence: which setting of the login is missing or wrong, and what to set."""


@dataclass(frozen=True)
class LoginSettings:
    """How people log in. `mode` is `off` or `oidc`; `public_host` is the name viewers type, empty on one machine."""

    mode: str = "off"
    public_host: str = ""
    metadata_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    cookie_secret: str = ""
    idle_minutes: float = IDLE_MINUTES
    absolute_hours: float = ABSOLUTE_HOURS

    @property
    def is_on(self) -> bool:
        return self.mode == "oidc"

    @property
    def is_public(self) -> bool:
        """Whether viewers come by a name other than this machine's own; their way is HTTPS then."""
        return self.public_host != "" and _bare(self.public_host) not in LOOPBACK

    def address(self, host: str, port: int) -> str:
        """The address viewers type, without a path: the public name by HTTPS, else this machine by HTTP."""
        return f"https://{self.public_host}" if self.is_public else f"http://{host}:{port}"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> LoginSettings:
        """Read and check the SELARAS_ variables; LoginSettingError names the first that is missing or wrong."""
        said = os.environ if environment is None else environment
        mode = said.get("SELARAS_LOGIN", "off").strip().lower() or "off"
        if mode not in MODES:
            raise LoginSettingError(f"SELARAS_LOGIN is {mode!r}; set it to one of {', '.join(MODES)}.")
        settings = cls(
            mode,
            said.get("SELARAS_PUBLIC_HOST", "").strip(),
            said.get("SELARAS_OIDC_METADATA", "").strip(),
            said.get("SELARAS_OIDC_CLIENT", "").strip(),
            said.get("SELARAS_OIDC_SECRET", "").strip(),
            said.get("SELARAS_COOKIE_SECRET", "").strip(),
            _positive(said, "SELARAS_IDLE_MINUTES", IDLE_MINUTES),
            _positive(said, "SELARAS_ABSOLUTE_HOURS", ABSOLUTE_HOURS),
        )
        if settings.is_on:
            missing = [name for name in NEEDED if not said.get(name, "").strip()]
            if missing:
                raise LoginSettingError(
                    f"SELARAS_LOGIN=oidc needs {', '.join(missing)} as well; docs/operations.md says where each "
                    "comes from."
                )
            if len(settings.cookie_secret) < SHORTEST_SECRET:
                raise LoginSettingError(
                    f"SELARAS_COOKIE_SECRET has {len(settings.cookie_secret)} characters; give it at least "
                    f"{SHORTEST_SECRET} random ones, the same on every replica."
                )
        return settings

    def demand_login_for(self, host: str) -> None:
        """Refuse to serve without a login anywhere but on this machine alone."""
        if self.is_on or (host in LOOPBACK and not self.is_public):
            return
        reached = self.public_host if self.is_public else host
        raise LoginSettingError(
            f"Without a login the dashboard is served to this machine only, not on {reached}; set SELARAS_LOGIN=oidc "
            f"with {', '.join(NEEDED)}, or leave --host and SELARAS_PUBLIC_HOST away."
        )


def _bare(host: str) -> str:
    """A host name without its port."""
    return host.rsplit(":", 1)[0] if host.count(":") == 1 else host.strip("[]")


def _positive(said: Mapping[str, str], name: str, otherwise: float) -> float:
    written = said.get(name, "").strip()
    if not written:
        return otherwise
    try:
        number = float(written)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise LoginSettingError(f"{name} is {written!r}; give a number above zero, or leave it away for {otherwise}.")
    return number
