"""What is said of a swap: the question to whoever is asked, the news to everybody, the card of where it stands."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.chat.buttons import Action, data_of
from bot.chat.sending import escaped
from bot.chat.state import State
from bot.office.duty import swapping
from bot.office.duty.swapping import STANDINGS, STEPS, Act, Swap, overtaken
from bot.office.duty.wording import when
from bot.reminders.model import Buttons, Delivery, Kind, Outgoing, Skip
from bot.services.duty.words import mention
from bot.services.swaps import SwapService

# The steps that have buttons, by their numbers in them.
PRESSED = (Act.AGREE, Act.DECLINE, Act.APPROVE, Act.REFUSE, Act.CANCEL, Act.UNDO)
OVER = "the request is not in this state any more"
ELSEWHERE = "asked elsewhere"
ADMINS = "管理员"
# What each piece of news begins with; ``doer`` took the step that led to it.
NEWS = {
    swapping.State.AGREED: "{taker}已同意换班{stand_in}，已请{approver}审批。",
    swapping.State.DONE: "<b>换班已批准</b>（{doer}批准），后续提醒按新安排发送。",
    swapping.State.DECLINED: "换班没有换成：{doer}不同意，值班安排不变。",
    swapping.State.REFUSED: "换班没有换成：{doer}不批准，值班安排不变。",
    swapping.State.CANCELLED: "换班申请已由{doer}取消，值班安排不变。",
    swapping.State.UNDONE: "<b>换班已撤销</b>（{doer}撤销），恢复原来的安排，后续提醒随之调整。",
    swapping.State.LAPSED: "班次已经开始，换班申请还没有办完，现已失效，请按原安排值班。",
    swapping.State.VOID: "值班表已另有调整，换班申请作废。如仍需换班，请重新申请。",
}


def word_swap_question(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Ask the taker, or whoever approves; by name where it is not their own chat."""
    service, is_approval = SwapService(state.office), delivery.reminder.kind is Kind.SWAP_APPROVE
    swap = service.find(delivery.subject)
    if swap is None or not _is_open(state, swap, is_approval=is_approval):
        return Skip(OVER)
    person = service.approver(swap) if is_approval else swap.taker
    if not service.is_asked(person, delivery.chat_id):
        return Skip(ELSEWHERE)
    name = f"{mention(person)}：" if person and delivery.chat_id != person.user_id else ""
    question = _question(swap, service.stand_in(swap), is_approval=is_approval)
    text = f"{name}{question}\n{changes(swap, state.office.zone)}"
    return Outgoing(text, buttons(swap, (Act.AGREE, Act.DECLINE, Act.APPROVE, Act.REFUSE)))


def word_swap_news(state: State, delivery: Delivery) -> Outgoing | Skip:
    """Tell what became of a request, as long as that is where it stands."""
    service = SwapService(state.office)
    swap, told = service.find(delivery.subject), swapping.State(delivery.note)
    if swap is None or not _is_so(state, swap, told):
        return Skip(OVER)
    approver = service.approver(swap)
    heading = NEWS[told].format(
        taker=escaped(swap.taker.name),
        approver=escaped(approver.name) if approver else ADMINS,
        doer=escaped(service.doer(swap)),
        stand_in=escaped(service.stand_in(swap)),
    )
    lines = changes(swap, state.office.zone, is_undone=told is swapping.State.UNDONE)
    return Outgoing(f"{heading}\n{lines}", buttons(swap, (Act.UNDO,)))


def tidy_swaps(state: State) -> None:
    """End the open requests that time or the roster has overtaken."""
    SwapService(state.office).tidy()


def card(swap: Swap, zone: ZoneInfo) -> str:
    """Return where a request stands."""
    return f"<b>换班申请</b>（{STANDINGS[swap.state]}）\n{changes(swap, zone)}"


def changes(swap: Swap, zone: ZoneInfo, *, is_undone: bool = False) -> str:
    """Return what a swap changes, or what its undoing does, a line a shift."""
    moves = ((shift, after, before) if is_undone else (shift, before, after) for shift, before, after in swap.moves)
    return "\n".join(
        f"{when(shift, zone)}，{swap.tier}由{escaped(before.name)}改为{escaped(after.name)}"
        for shift, before, after in moves
    )


def buttons(swap: Swap, acts: Iterable[Act]) -> Buttons:
    """Return the buttons of those steps that can be taken now."""
    return (tuple(_button(swap, act) for act in acts if (swap.state, act) in STEPS),)


def own_buttons(state: State, swap: Swap, user_id: int) -> Buttons:
    """Return the buttons of the steps that an account can take now; 代 is before those in another's stead."""
    acts = SwapService(state.office).acts(swap, user_id)
    return tuple((_button(swap, act, "代" if acts[act] else ""),) for act in PRESSED if act in acts)


def _question(swap: Swap, stand_in: str, *, is_approval: bool) -> str:
    giver, taker = escaped(swap.giver.name), escaped(swap.taker.name)
    if is_approval:
        return f"{giver}申请换班，{taker}已经同意{escaped(stand_in)}，请您审批。"
    return f"{giver}{escaped(stand_in)}请您{'替班' if swap.in_return is None else '互换值班'}，是否同意？"


def _is_open(state: State, swap: Swap, *, is_approval: bool) -> bool:
    wanted = swapping.State.AGREED if is_approval else swapping.State.ASKED
    return swap.state is wanted and overtaken(swap, state.office.now()) is None


def _is_so(state: State, swap: Swap, told: swapping.State) -> bool:
    is_lapsing = told is swapping.State.LAPSED and overtaken(swap, state.office.now()) is Act.LAPSE
    return swap.state is told or is_lapsing


def _button(swap: Swap, act: Act, before: str = "") -> tuple[str, str]:
    return f"{before}{act}", data_of(Action.SWAP_ACT, swap.id, PRESSED.index(act))
