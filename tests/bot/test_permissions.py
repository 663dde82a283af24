"""The table of rights: who may do what, and that nothing in the chat goes without an act."""

from itertools import pairwise

import pytest

from bot.chat.buttons import Action
from bot.chat.commands import COMMANDS, LINES
from bot.chat.menus import Place, visible
from bot.chat.presses import REACTIONS
from bot.chat.rights import NEEDED
from bot.permissions import OF_THE_GROUP, RIGHTS, Act, Role, acts_of, highest, may, refusal, who_may

ADMIN, DIRECTOR, LEADER, STAFF, STRANGER = Role
FOR_STAFF = "ASK SEE_DUTY KEEP_WATCH LOG SEE_MEETINGS CALL_MEETING WRITE SEE_BRIEF REGISTER"
TABLE = (
    ("ENTER", (ADMIN, DIRECTOR, LEADER, STAFF, STRANGER)),
    *((name, (ADMIN, DIRECTOR, LEADER, STAFF)) for name in FOR_STAFF.split()),
    *((name, (ADMIN, DIRECTOR, LEADER)) for name in ("SEE_LEADERS_DOCUMENTS", "EXPORT_ROSTER", "APPROVE_ANSWERS")),
    *((name, (ADMIN, DIRECTOR)) for name in ("MANAGE_MEETINGS", "SEE_FEEDBACK")),
    *((name, (ADMIN,)) for name in ("STAND_IN", "EXPORT_CALLS", "IMPORT", "MANAGE_DOCUMENTS", "ADMIT", "INVITE")),
    *((name, (ADMIN,)) for name in ("SERVE_GROUPS", "SET_GROUP", "SWITCH_MODEL")),
)


@pytest.mark.parametrize(("name", "roles"), TABLE)
def test_a_role_may_do_what_the_table_says(name: str, roles: tuple[Role, ...]) -> None:
    assert {role for role in Role if may(role, Act[name])} == {*roles}


def test_the_table_is_whole() -> None:
    assert set(RIGHTS) == set(Act) == {Act[name] for name, _ in TABLE}


@pytest.mark.parametrize(("higher", "lower"), list(pairwise(Role)))
def test_a_higher_role_may_all_that_a_lower_one_may(higher: Role, lower: Role) -> None:
    assert {*acts_of(lower)} < {*acts_of(higher)}
    assert highest((lower, higher)) is highest((higher, lower)) is higher


def test_whoever_has_no_role_is_a_stranger() -> None:
    assert highest(()) is STRANGER


@pytest.mark.parametrize(
    ("act", "who"),
    [
        (Act.INVITE, "管理员"),
        (Act.MANAGE_MEETINGS, "管理员、主任"),
        (Act.SET_GROUP, "本群的管理员、管理员"),
    ],
)
def test_who_may_not_hears_who_may(act: Act, who: str) -> None:
    assert who_may(act) == who
    assert refusal(act) == f"您没有“{act}”的权限，请由{who}办理。"


@pytest.mark.parametrize("act", Act)
def test_a_refusal_fits_into_a_toast(act: Act) -> None:
    assert len(refusal(act)) <= 200


def test_every_button_has_its_act_and_its_reaction() -> None:
    assert set(NEEDED) == set(REACTIONS) == set(Action)


def test_what_strangers_may_do_is_to_come_in() -> None:
    assert {command.name for command in COMMANDS if may(STRANGER, command.act)} == {
        *("start", "privacy", "whoami", "claim"),
    }
    assert {action for action, act in NEEDED.items() if may(STRANGER, act)} == {Action.PRIVACY_FORGET}


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_what_it_may_do_and_nothing_else(role: Role) -> None:
    shown = {line.name for line in visible(LINES, role, Place.PRIVATE)}
    wanted = {each.name for each in COMMANDS if Place.PRIVATE in each.places and may(role, each.act)}
    assert shown == wanted
    assert "claim" not in shown
    assert ("members" in shown) is (role is ADMIN)


def test_a_groups_menu_has_what_its_own_administrators_may_do() -> None:
    shown = {line.act for line in visible(LINES, STAFF, Place.GROUP)}
    assert shown >= OF_THE_GROUP
    assert all(may(STAFF, act) for act in shown - OF_THE_GROUP)
