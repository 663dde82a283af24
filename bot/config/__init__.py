"""The settings: the environment over config.toml over the defaults.

Owns every look at the environment and the faults of what is found there. It builds nothing from the settings.
config.toml is the reference of the keys.
"""

from bot.config.loading import load, require_token, settings_file
from bot.config.sections import Config

__all__ = ["Config", "load", "require_token", "settings_file"]
