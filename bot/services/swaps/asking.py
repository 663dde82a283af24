"""What can be asked for: the turns that someone has to come, who could take one, what may be given in return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.swapping import Swap, SwapFault, Taking, check_taking
from bot.office.duty.turns import Absence
from bot.office.people import Person
from bot.permissions import Act
from bot.services.office import Office
from bot.storage import Connection, people, shifts, swaps

# Who had no turn of a tier for so long, and is on none of its lists, is not offered.
RECENT = timedelta(days=92)
GONE = "这个班次已经不在值班表里了，请重新选择。"


@dataclass(frozen=True, slots=True)
class Wish:
    """A swap as it is asked for: by which account, in which chat; ``return_id`` 0 asks for nothing in return."""

    shift_id: int
    tier: Tier
    taker_id: int
    return_id: int
    asked_by: int
    chat_id: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of one person that is still to come."""

    shift: Shift
    tier: Tier


class Choices:
    """Looks up what there is to choose, and checks what was chosen."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def givers(self) -> tuple[Person, ...]:
        """Return who has turns to come."""
        with self._office.begin() as connection:
            coming = shifts.upcoming(connection, self._office.now())
            ids = {person.id for shift in coming for person in (shift.officer, shift.leader)}
            return tuple(person for person in people.everyone(connection) if person.id in ids)

    def turns(self, person_id: int) -> tuple[Turn, ...]:
        """Return someone's turns to come, earliest first."""
        with self._office.begin() as connection:
            return self._turns(connection, person_id)

    def turn(self, shift_id: int, tier: Tier, user_id: int) -> Turn:
        """Return a turn that an account may ask to swap; raise SwapFault."""
        with self._office.begin() as connection:
            turn = Turn(self._shift(connection, shift_id), tier)
        self.check_asker(turn.shift.person(tier), user_id)
        return turn

    def check_asker(self, giver: Person, user_id: int) -> None:
        """Raise SwapFault unless an account is the giver's or may do so in their stead."""
        if user_id != giver.user_id and not self._office.may(user_id, Act.STAND_IN):
            raise SwapFault(f"这是{giver.name}的班次，请由本人或者管理员申请。")

    def takers(self, turn: Turn) -> tuple[Person, ...]:
        """Return the other people of the tier."""
        with self._office.begin() as connection:
            return self._takers(connection, turn)

    def returns(self, turn: Turn, taker: Person) -> tuple[Shift, ...]:
        """Return the taker's turns of the same tier."""
        with self._office.begin() as connection:
            return tuple(each.shift for each in self._turns(connection, taker.id) if each.tier is turn.tier)

    def check_taker(self, turn: Turn, taker_id: int) -> Person:
        """Return who could take a turn; raise SwapFault when they cannot."""
        with self._office.begin() as connection:
            taker = self._taker(connection, turn, taker_id)
            check_taking_of(connection, self._office, Taking(taker, turn.shift))
            return taker

    def swap(self, connection: Connection, wish: Wish) -> Swap:
        """Return the request that a wish makes, not kept yet; raise SwapFault."""
        turn = Turn(self._shift(connection, wish.shift_id), wish.tier)
        giver, taker = turn.shift.person(wish.tier), self._taker(connection, turn, wish.taker_id)
        in_return = self._in_return(connection, wish)
        swap = Swap(
            shift=turn.shift,
            in_return=in_return,
            tier=wish.tier,
            giver=giver,
            taker=taker,
            chat_id=wish.chat_id,
            asked_by=wish.asked_by,
            asked_at=self._office.now(),
        )
        check_both(connection, self._office, swap)
        return swap

    def _in_return(self, connection: Connection, wish: Wish) -> Shift | None:
        if not wish.return_id:
            return None
        shift = self._shift(connection, wish.return_id)
        if shift.person(wish.tier).id != wish.taker_id:
            raise SwapFault(GONE)
        return shift

    def _shift(self, connection: Connection, shift_id: int) -> Shift:
        shift = shifts.find(connection, shift_id)
        if shift is None:
            raise SwapFault(GONE)
        if shift.start <= self._office.now():
            raise SwapFault("这个班次已经开始，不能再换。")
        return shift

    def _turns(self, connection: Connection, person_id: int) -> tuple[Turn, ...]:
        coming = shifts.upcoming_of(connection, person_id, self._office.now())
        found = (Turn(shift, tier) for shift in coming for tier in Tier if shift.person(tier).id == person_id)
        # Who leads several officers at one time has one turn.
        return tuple({(turn.shift.start, turn.shift.end, turn.tier): turn for turn in found}.values())

    def _takers(self, connection: Connection, turn: Turn) -> tuple[Person, ...]:
        known = swaps.people_of(connection, turn.tier, self._office.now() - RECENT)
        return tuple(person for person in known if person.id != turn.shift.person(turn.tier).id)

    def _taker(self, connection: Connection, turn: Turn, taker_id: int) -> Person:
        found = (person for person in self._takers(connection, turn) if person.id == taker_id)
        taker = next(found, None)
        if taker is None:
            raise SwapFault(f"这位同志不是{turn.tier}，请另选。")
        return taker


def check_both(connection: Connection, office: Office, swap: Swap) -> None:
    """Raise SwapFault when either of the two cannot take what they would get."""
    check_taking_of(connection, office, Taking(swap.taker, swap.shift, swap.in_return))
    if swap.in_return is not None:
        check_taking_of(connection, office, Taking(swap.giver, swap.in_return, swap.shift))


def check_taking_of(connection: Connection, office: Office, taking: Taking) -> None:
    """Raise SwapFault when someone cannot take a shift, as the rows are now."""
    roster = shifts.upcoming(connection, taking.shift.start, taking.shift.end)
    away: Iterable[Absence] = (Absence(*row) for row in people.all_absences(connection))
    check_taking(taking, roster=roster, absences=away, zone=office.zone)
