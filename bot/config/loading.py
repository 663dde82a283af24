"""Finds the settings in the environment and the file, and names every fault of theirs in a line.

A line reads ``section.key: what is wrong``; all are reported together, and none holds a value of a secret.
"""

import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import EnvSettingsSource

from bot.config.sections import PASSWORD, PREFIX, Config
from bot.errors import ConfigFault

FILE = "config.toml"
FILE_VARIABLE = "CANMOU_CONFIG"
# Where a secret may be written by mistake: section, key, and whether a value there is one.
SECRETS: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("telegram", "token", str.strip),
    ("telegram", "webhook_secret", str.strip),
    ("storage", "database_url", PASSWORD.search),
    ("model", "api_key", str.strip),
)
# pydantic's types of error that its own words explain badly.
SENTENCES = {
    "model_type": "should be a section with keys of its own",
    "tuple_type": "should be a list, as [1001, 1002]",
}

Values = dict[str, Any]


class Environment(EnvSettingsSource):
    """Reads CANMOU_<SECTION>__<KEY>, unknown sections too; what is not JSON is left for the validation to name."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(Config)
        names = {name.lower(): value for name, value in environ.items() if name.upper().startswith(PREFIX)}
        self.env_vars = {name: value for name, value in names.items() if "__" in name}

    def __call__(self) -> Values:
        """Return the values found, by section and key."""
        found = super().__call__()
        for name in self.env_vars:
            section = name.removeprefix(PREFIX.lower()).partition("__")[0]
            found.setdefault(section, {})
        return found

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Return what ``value`` says as JSON, or ``value`` itself when it is not JSON."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except json.JSONDecodeError:
            return value


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Return the settings of ``path``, else of $CANMOU_CONFIG, else of ./config.toml, else the defaults.

    Relative folders start from the file's folder. Raises ConfigFault with every fault there is.
    """
    file = settings_file(path, environ)
    table, faults = _read(file, optional=not (path or environ.get(FILE_VARIABLE)))
    faults += _take_secrets(table)
    try:
        config = Config(**_merge(table, Environment(environ)()))
    except ValidationError as error:
        raise ConfigFault((*faults, *map(_sentence, error.errors()))) from None
    if faults:
        raise ConfigFault(tuple(faults))
    return _anchor(config, file.parent)


def settings_file(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the settings are looked for: at ``path``, else at $CANMOU_CONFIG, else in ./config.toml."""
    return Path(path or environ.get(FILE_VARIABLE) or FILE)


def require_token(config: Config) -> str:
    """Return the bot's token; raise ConfigFault when there is none."""
    token = config.telegram.token.get_secret_value()
    if not token:
        raise ConfigFault(("telegram.token: missing; set CANMOU_TELEGRAM__TOKEN",))
    return token


def _read(file: Path, *, optional: bool) -> tuple[Values, list[str]]:
    """Return the file's table and what is wrong with the file itself."""
    try:
        return tomllib.loads(file.read_text("utf-8-sig")), []
    except FileNotFoundError:
        return {}, [] if optional else [f"{file}: no such file"]
    except OSError as error:
        return {}, [f"{file}: {error.strerror}"]
    except UnicodeDecodeError:
        return {}, [f"{file}: not UTF-8"]
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{file}: not TOML: {error}"]


def _take_secrets(table: Values) -> list[str]:
    """Take the secrets out of the file's table and say where they belong."""
    faults = []
    for section, key, is_secret in SECRETS:
        values = table.get(section)
        if isinstance(values, dict) and is_secret(str(values.get(key, ""))):
            del values[key]
            variable = f"{PREFIX}{section}__{key}".upper()
            faults.append(f"{section}.{key}: holds a secret; set it in the environment as {variable}, not in the file")
    return faults


def _merge(below: Values, above: Values) -> Values:
    """Return the two sets of sections as one, ``above`` going first; what is no section is left as it is."""
    merged = dict(below)
    for section, values in above.items():
        merged[section] = {**below[section], **values} if isinstance(below.get(section), dict) else values
    return merged


def _anchor(config: Config, folder: Path) -> Config:
    """Return ``config`` with its folders made absolute, relative ones starting from ``folder``."""
    data_dir, model_dir = config.storage.data_dir, config.embedding.model_dir
    storage = config.storage.model_copy(update={"data_dir": (folder / data_dir.expanduser()).resolve()})
    embedding = config.embedding.model_copy(
        update={"model_dir": model_dir and (folder / model_dir.expanduser()).resolve()}
    )
    return config.model_copy(update={"storage": storage, "embedding": embedding})


def _sentence(error: ErrorDetails) -> str:
    """Return one fault of pydantic's as ``section.key: what is wrong``, without the value."""
    place, items = ".".join(map(str, error["loc"][:2])), error["loc"][2:]
    if error["type"] == "extra_forbidden":
        return f"{place}: unknown {'key' if '.' in place else 'section'}"
    wrong = SENTENCES.get(error["type"]) or re.sub("^(Value error, |Input |String )", "", error["msg"])
    return f"{place}: item {int(items[0]) + 1} {wrong}" if items else f"{place}: {wrong}"
