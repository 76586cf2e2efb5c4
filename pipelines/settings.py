"""What the environment may set: a key for the BPS WebAPI. Where things are stands in paths.py."""

from __future__ import annotations

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from variables that begin with SELARAS_; without `SELARAS_BPS_KEY` nothing is ever fetched."""

    model_config = SettingsConfigDict(env_prefix="SELARAS_")

    bps_key: SecretStr | None = None

    def plain_key(self) -> str | None:
        return self.bps_key.get_secret_value() if self.bps_key else None
