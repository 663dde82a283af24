import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import Config, load, require_token
from bot.errors import ConfigFault

ROOT = Path(__file__).parents[2]
TOKEN = "1234567890:AAH-abcdefghijklmnopqrstuvwxyz_0123"


def write(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return file


def faults_of(file: Path | None, environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(ConfigFault) as caught:
        load(file, environ)
    return caught.value.faults


def test_the_commented_file_holds_every_key_with_its_default(tmp_path: Path) -> None:
    text = (ROOT / "config.toml").read_text("utf-8")
    keys = {(section, key) for section, values in tomllib.loads(text).items() for key in values}
    assert keys == {
        (section, key) for section, field in Config.model_fields.items() for key in type(field.default).model_fields
    }
    assert load(write(tmp_path, text), {}) == load(write(tmp_path, ""), {})


def test_every_key_of_the_commented_file_has_a_comment_above_it() -> None:
    lines = (ROOT / "config.toml").read_text("utf-8").splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    for number in keys:
        above = next(line for line in reversed(lines[:number]) if not re.match(r"\w+ = ", line))
        assert above.startswith("# "), lines[number]


def test_the_environment_goes_before_the_file_and_the_file_before_the_defaults(tmp_path: Path) -> None:
    file = write(tmp_path, '[office]\nname = "市府办"\n[answering]\nhistory_minutes = 5\nmax_sources = 2\n')
    found = load(file, {"CANMOU_ANSWERING__HISTORY_MINUTES": "0", "PATH": "/bin"})
    assert found.office.name == "市府办"
    assert (found.answering.history_minutes, found.answering.max_sources) == (0, 2)
    assert found.chat.questions_per_minute == 6


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        ("CANMOU_ACCESS__ADMINS", "[1001]", lambda c: c.access.admins == (1001,)),
        ("CANMOU_ACCESS__USERS", "[]", lambda c: c.access.users == ()),
        ("CANMOU_ACCESS__CHATS", "[-1001234567890, -5]", lambda c: c.access.chats == (-1001234567890, -5)),
        ("CANMOU_OFFICE__TIMEZONE", "Asia/Urumqi", lambda c: c.office.timezone == ZoneInfo("Asia/Urumqi")),
        ("CANMOU_OFFICE__NAME", "123", lambda c: c.office.name == "123"),
        ("CANMOU_KNOWLEDGE__HANDBOOK", "off", lambda c: c.knowledge.handbook == "off"),
        ("CANMOU_LIMITS__FILE_MB", "10", lambda c: c.limits.file_mb == 10),
        ("CANMOU_MODEL__BASE_URL", "http://127.0.0.1:11434/v1/", lambda c: c.model.base_url.endswith("/v1")),
        ("CANMOU_MODEL__API_KEY", " sk-1\n", lambda c: c.model.api_key.get_secret_value() == "sk-1"),
        ("CANMOU_TELEGRAM__TOKEN", f" {TOKEN}\n", lambda c: require_token(c) == TOKEN),
    ],
)
def test_a_variable_sets_a_key(variable: str, value: str, read: Callable[[Config], bool], tmp_path: Path) -> None:
    assert read(load(write(tmp_path, ""), {variable: value}))


@pytest.mark.parametrize(
    "keys",
    [
        'name = ""',
        'name = "qwen3"\nbase_url = "http://127.0.0.1:11434/v1"',
        'name = "qwen3"\nprovider = "ollama"',
    ],
)
def test_a_model_of_ones_own_needs_no_key(keys: str, tmp_path: Path) -> None:
    assert load(write(tmp_path, f"[model]\n{keys}"), {}).model.api_key.get_secret_value() == ""


def test_a_model_with_a_key_needs_no_address(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[model]\nname = "gpt"'), {"CANMOU_MODEL__API_KEY": "sk-1"})
    assert config.secrets == ("sk-1",)
    assert "sk-1" not in repr(config)


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        f"""
        colour = "red"
        [telegram]
        token = "{TOKEN}"
        base_url = "127.0.0.1:8081"
        [access]
        admins = [1001, "Li", -3]
        chats = [5]
        [office]
        nmae = "x"
        timezone = "Asia/Nowhere"
        [knowledge]
        handbook = true
        [limits]
        file_mb = 0
        """,
    )
    environ = {
        "CANMOU_ACCESS__USERS": "Li, Wang",
        "CANMOU_ANSWERING__MAX_SOURCES": "many",
        "CANMOU_OFFICE__COLOUR": "red",
        "CANMOU_OFICE__NAME": "x",
    }
    assert sorted(faults_of(file, environ)) == [
        "access.admins: item 2 should be a valid integer, unable to parse string as an integer",
        "access.admins: item 3 should be greater than 0",
        "access.chats: item 1 should be less than 0",
        "access.users: should be a list, as [1001, 1002]",
        "answering.max_sources: should be a valid integer, unable to parse string as an integer",
        "colour: unknown section",
        "knowledge.handbook: should be 'auto', 'on' or 'off'",
        "limits.file_mb: should be greater than or equal to 1",
        "office.colour: unknown key",
        "office.nmae: unknown key",
        "office.timezone: invalid timezone: Asia/Nowhere",
        "ofice: unknown section",
        "telegram.base_url: should be an address that ends in /bot, as http://127.0.0.1:8081/bot",
        "telegram.token: holds a secret; set it in the environment as CANMOU_TELEGRAM__TOKEN, not in the file",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[model]\nbase_url = "localhost:11434"', "model.base_url: should be an address, as http://127.0.0.1:11434/v1"),
        (
            '[model]\nname = "gpt"',
            "model.api_key: missing; set CANMOU_MODEL__API_KEY, or model.base_url to a server of your own",
        ),
        ("office = 3", "office: should be a section with keys of its own"),
        ("[office]\nname = 3", "office.name: should be a valid string"),
        ('[office]\nname = ""', "office.name: should have at least 1 character"),
        ("[office]\ntimezone = 8", "office.timezone: invalid timezone: 8"),
        ("[storage]\ndata_dir = 3", "storage.data_dir: is not a valid path"),
        ("[access]\nadmins = 1001", "access.admins: should be a list, as [1001, 1002]"),
        ("[answering]\nhistory_minutes = 1.5", "answering.history_minutes: should be a valid integer"),
        ("[chat]\nquestions_per_minute = 61", "chat.questions_per_minute: should be less than or equal to 60"),
        ('[log]\nlevel = "LOUD"', "log.level: should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_a_wrong_value_is_named_with_its_key(text: str, fault: str, tmp_path: Path) -> None:
    (found,) = faults_of(write(tmp_path, text), {})
    assert found.startswith(fault)
    assert "\n" not in found


@pytest.mark.parametrize("token", ["AAH-abc", "12345678:", "12345678:AAH abc", "https://t.me/bot"])
def test_a_malformed_token_is_a_fault_that_does_not_show_it(token: str, tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, ""), {"CANMOU_TELEGRAM__TOKEN": token})
    assert fault.startswith("telegram.token: should be as BotFather gives it")
    assert token not in fault


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        (f'[telegram]\ntoken = "{TOKEN}"', "CANMOU_TELEGRAM__TOKEN"),
        ('[storage]\ndatabase_url = "postgresql://canmou:geheim@db/canmou"', "CANMOU_STORAGE__DATABASE_URL"),
    ],
)
def test_a_secret_in_the_file_is_a_fault_that_does_not_show_it(text: str, variable: str, tmp_path: Path) -> None:
    (fault,) = faults_of(write(tmp_path, text), {})
    assert fault.endswith(f": holds a secret; set it in the environment as {variable}, not in the file")
    assert TOKEN not in fault
    assert "geheim" not in fault


def test_the_settings_do_not_show_their_secrets_but_tell_the_log_of_them(tmp_path: Path) -> None:
    address = "postgresql://canmou:geheim@db/canmou"
    found = load(write(tmp_path, ""), {"CANMOU_TELEGRAM__TOKEN": TOKEN, "CANMOU_STORAGE__DATABASE_URL": address})
    assert found.storage.database == address
    assert found.secrets == (TOKEN, "geheim")
    assert TOKEN not in repr(found)
    assert "geheim" not in repr(found)


def test_a_missing_token_is_a_fault_only_where_one_is_needed(tmp_path: Path) -> None:
    found = load(write(tmp_path, '[telegram]\ntoken = ""'), {})
    assert found.secrets == ()
    with pytest.raises(ConfigFault, match=r"^telegram\.token: missing; set CANMOU_TELEGRAM__TOKEN$"):
        require_token(found)


@pytest.mark.parametrize(
    ("base_url", "files"),
    [
        ("", "https://api.telegram.org/file/bot"),
        ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot"),
        ("https://proxy.example/telegram/bot/", "https://proxy.example/telegram/file/bot"),
    ],
)
def test_files_come_from_the_matching_address(base_url: str, files: str, tmp_path: Path) -> None:
    telegram = load(write(tmp_path, ""), {"CANMOU_TELEGRAM__BASE_URL": base_url}).telegram
    assert telegram.base_file_url == files
    assert telegram.base_url == files.replace("/file/bot", "/bot")


def test_relative_folders_start_from_the_file(tmp_path: Path) -> None:
    found = load(write(tmp_path, '[storage]\ndata_dir = "office"'), {})
    assert found.storage.data_dir == tmp_path / "office"
    assert found.storage.database == f"sqlite:///{tmp_path}/office/canmou.db"
    assert found.model_dir == tmp_path / "office/models"


def test_the_folder_of_models_can_stand_elsewhere(tmp_path: Path) -> None:
    file = write(tmp_path, '[embedding]\nmodel_dir = "models"')
    assert load(file, {}).model_dir == tmp_path / "models"
    assert load(file, {"CANMOU_EMBEDDING__MODEL_DIR": "/opt/models"}).model_dir == Path("/opt/models")
    assert load(file, {"CANMOU_EMBEDDING__MODEL_DIR": ""}).model_dir == tmp_path / "data/models"


def test_the_file_is_the_given_one_else_the_variables_else_the_one_here_else_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("given", "named", "here"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, f'[office]\nname = "{name}"')
    named = {"CANMOU_CONFIG": str(tmp_path / "named/config.toml")}
    monkeypatch.chdir(tmp_path / "here")
    assert load(tmp_path / "given/config.toml", named).office.name == "given"
    assert load(None, named).office.name == "named"
    assert load(None, {}).office.name == "here"
    monkeypatch.chdir(tmp_path)
    assert load(None, {}).office.name == "本办公室"
    assert load(None, {}).storage.data_dir == tmp_path / "data"
    assert faults_of(Path("config.toml"), {}) == ("config.toml: no such file",)


def test_a_file_that_cannot_be_read_is_a_fault_beside_the_others(tmp_path: Path) -> None:
    missing, folder = tmp_path / "missing.toml", tmp_path
    latin, broken = tmp_path / "latin.toml", write(tmp_path, "[office\n")
    latin.write_bytes('[office]\nname = "办公室"'.encode("gb18030"))
    environ = {"CANMOU_CHAT__COLOUR": "red"}
    assert faults_of(missing, environ) == (f"{missing}: no such file", "chat.colour: unknown key")
    assert faults_of(folder, {}) == (f"{folder}: Is a directory",)
    assert faults_of(latin, {}) == (f"{latin}: not UTF-8",)
    assert faults_of(broken, {})[0].startswith(f"{broken}: not TOML: ")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    file = write(tmp_path, '\ufeff[office]\r\nname = "市府办"\r\n')
    assert load(file, {}).office.name == "市府办"


def test_a_variable_without_a_key_is_not_a_setting(tmp_path: Path) -> None:
    assert load(write(tmp_path, ""), {"CANMOU_OFFICE": '{"name": "x"}', "CANMOU_HOME": "/"}).office.name == "本办公室"


def test_the_settings_do_not_change_after_loading(tmp_path: Path) -> None:
    found = load(write(tmp_path, ""), {})
    with pytest.raises(ValueError, match="frozen"):
        found.office.name = "x"
    with pytest.raises(ValueError, match="frozen"):
        found.office = found.office
