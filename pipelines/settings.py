"""What the environment may set about fetching: a key for the BPS WebAPI, and which publishers may be asked.

Where things are stands in contract/paths.py.
"""

from __future__ import annotations

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.errors import SelarasError

PUBLISHERS = {"bps": "BPS", "worldbank": "World Bank"}


class SettingError(SelarasError):
    """One sentence: which variable holds what nobody understands, and what it may hold."""


class Settings(BaseSettings):
    """Read from variables that begin with SELARAS_; without `SELARAS_BPS_KEY` BPS is never asked."""

    model_config = SettingsConfigDict(env_prefix="SELARAS_")

    bps_key: SecretStr | None = None
    fetch: str = ""

    def plain_key(self) -> str | None:
        return self.bps_key.get_secret_value() if self.bps_key else None

    def publishers(self) -> frozenset[str]:
        """The publishers named by SELARAS_FETCH (`bps,worldbank`); unset, a key alone allows BPS."""
        names = [name.strip().lower() for name in self.fetch.split(",") if name.strip()]
        unknown = [name for name in names if name not in PUBLISHERS]
        if unknown:
            raise SettingError(f"SELARAS_FETCH names {unknown[0]!r}; choose from {', '.join(PUBLISHERS)}.")
        return frozenset(PUBLISHERS[name] for name in names or ["bps"])
