"""Presses on buttons: read, checked, handed to the conversation that they belong to; every press is acknowledged."""

from collections.abc import Mapping

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update

from bot.chat import calls, documents, handover, meetings, members, outlines, standards, swaps
from bot.chat.buttons import Action, read_press
from bot.chat.duty import receive, report, send_roster, send_shares, turn_duty
from bot.chat.listing import turn_documents
from bot.chat.model import switch_model
from bot.chat.naming import admit_name
from bot.chat.private import ONLY_PRIVATE
from bot.chat.reading import open_article, turn_article
from bot.chat.rights import ALONE, NEEDED
from bot.chat.settings import change_setting
from bot.chat.state import Context
from bot.chat.turns import Reaction
from bot.chat.uploads import drop_file, keep_file
from bot.chat.voting import vote
from bot.permissions import Act, Role, refusal

EXPIRED = "这个按钮已过期，请重新提问。"
REFUSED = "您没有登记，不能查看。"
HURRIED = "点得有点快，请稍候再点。"

REACTIONS: Mapping[Action, Reaction] = {
    Action.OPEN: open_article,
    Action.TURN: turn_article,
    Action.VOTE: vote,
    Action.LIST: turn_documents,
    Action.DUTY_RECEIVED: receive,
    Action.DUTY_PRESENT: report,
    Action.DUTY_VIEW: turn_duty,
    Action.DUTY_SHARES: send_shares,
    Action.DUTY_FILE: send_roster,
    Action.KEEP_FILE: keep_file,
    Action.DROP_FILE: drop_file,
    Action.ADMIT_NAME: admit_name,
    Action.SETTING: change_setting,
    Action.SWAP: swaps.start_swap,
    Action.SWAP_GIVER: swaps.choose_giver,
    Action.SWAP_TURNS: swaps.choose_turn,
    Action.SWAP_TAKER: swaps.choose_taker,
    Action.SWAP_WAY: swaps.choose_way,
    Action.SWAP_RETURN: swaps.choose_return,
    Action.SWAP_ASK: swaps.request_swap,
    Action.SWAP_ACT: swaps.act_on_swap,
    Action.HANDOVER_WELL: handover.give_all_well,
    Action.HANDOVER_WRITE: handover.ask_note,
    Action.HANDOVER_CONFIRM: handover.confirm_handover,
    Action.MATTERS: handover.start_matters,
    Action.MATTERS_TURN: handover.turn_matters,
    Action.MATTER_CLOSE: handover.close_matter,
    Action.MATTER_ADD: handover.ask_matter,
    Action.CALL_NEW: calls.ask_call,
    Action.CALL_KEEP: calls.keep_call,
    Action.CALL_FIELD: calls.ask_field,
    Action.CALL_DROP: calls.drop_call,
    Action.CALL_MATTER: calls.open_call_matter,
    Action.CALL_TODAY: calls.show_calls_of_today,
    Action.CALL_LIST: calls.turn_calls,
    Action.CALL_EXPORT: calls.export_calls,
    Action.MEETING_ACT: meetings.act_on_form,
    Action.MEETING_FIELD: meetings.ask_field,
    Action.MEETING_DAY: meetings.choose_day,
    Action.MEETING_CLOCK: meetings.choose_clock,
    Action.MEETING_CHOICE: meetings.choose_time,
    Action.MEETING_POLICY: meetings.choose_policy,
    Action.MEETING_GROUP: meetings.choose_group,
    Action.MEETING_RECEIVED: meetings.receive,
    Action.MEETING_LEAVE: meetings.ask_reason,
    Action.MEETING_DECIDE: meetings.decide,
    Action.MEETING_PRESENT: meetings.mark_present,
    Action.MEETING_MINUTES: meetings.send_minutes,
    Action.MEETING_WEEK: meetings.turn_meetings,
    Action.MEETING_OPEN: meetings.open_meeting,
    Action.MEETING_CHANGE: meetings.change_meeting,
    Action.MEETING_CANCEL: meetings.cancel_meeting,
    Action.MEETING_FILE: meetings.send_calendar,
    Action.MEETING_AGENDA: meetings.send_agenda,
    Action.OUTLINE_ACT: outlines.act_on_outline,
    Action.OUTLINE_KIND: outlines.change_kind,
    Action.OUTLINE_SOURCES: outlines.turn_quotes,
    Action.DRAFTS_TURN: outlines.turn_drafts,
    Action.DRAFT_OPEN: outlines.open_draft,
    Action.DRAFT_FORGET: outlines.forget_draft,
    Action.FORM_CATEGORY: outlines.choose_category,
    Action.FORM_KIND: outlines.choose_kind,
    Action.FORM_LENGTH: outlines.choose_length,
    Action.INVITE_ROLE: members.make_invitation,
    Action.APPLICANT: members.decide_applicant,
    Action.MEMBERS_TURN: members.turn_members,
    Action.MEMBER_OPEN: members.open_member,
    Action.MEMBER_ROLE: members.change_role,
    Action.MEMBER_FORGET: members.forget_member,
    Action.MEMBER_SEEK: members.seek_member,
    Action.MEMBER_APPOINT: members.appoint_member,
    Action.GROUPMATES: members.show_groupmates,
    Action.GUEST: members.decide_guest,
    Action.GUEST_SET: members.set_guest,
    Action.GUESTS_TURN: members.turn_guests,
    Action.PRIVACY_FORGET: members.forget_own,
    Action.DOCUMENT_ASK: documents.ask_file,
    Action.DOCUMENT_PAPER: documents.take_paper,
    Action.DOCUMENT_PLACE: documents.choose_collection,
    Action.DOCUMENT_KEEP: documents.keep_document,
    Action.DOCUMENT_DROP: documents.drop_document,
    Action.SHELF: documents.show_shelf,
    Action.DOCUMENT_OPEN: documents.open_document,
    Action.DOCUMENT_MOVE: documents.move_document,
    Action.DOCUMENT_REMOVE: documents.remove_document,
    Action.COLLECTIONS: documents.show_collections,
    Action.COLLECTION_NEW: documents.ask_collection,
    Action.COLLECTION_OPEN: documents.open_collection,
    Action.COLLECTION_READER: documents.change_readers,
    Action.COLLECTION_REMOVE: documents.remove_collection,
    Action.FEEDBACK_TURN: standards.turn_feedback,
    Action.STANDARD_WRITE: standards.write_standard,
    Action.STANDARD_PLACE: standards.place_standard,
    Action.STANDARD_SUBMIT: standards.submit_standard,
    Action.STANDARD_LIST: standards.turn_standards,
    Action.STANDARD_OPEN: standards.open_standard,
    Action.STANDARD_APPROVE: standards.approve_standard,
    Action.STANDARD_DROP: standards.drop_standard,
    Action.STANDARD_WORDING: standards.ask_wording,
    Action.STANDARD_WORDING_DROP: standards.drop_wording,
    Action.STANDARD_JOIN: standards.offer_standards,
    Action.STANDARD_JOINED: standards.join_standard,
    Action.MODEL_SWITCH: switch_model,
}


async def react(update: Update, context: Context) -> None:
    """Do what a button says, for who may do its act in its chat."""
    query = update.callback_query
    if query is None:
        return
    press, message = read_press(query.data or ""), query.message
    if press is None or message is None:
        await query.answer(EXPIRED)
    elif refused := await _refusal(query, message, context, NEEDED[press.action]):
        await query.answer(refused)
    else:
        await REACTIONS[press.action](query, message, context, *press.numbers)


async def _refusal(query: CallbackQuery, message: MaybeInaccessibleMessage, context: Context, act: Act) -> str:
    """Return why whoever pressed may not, or may not here; "" when they may."""
    access, person = context.state.access, query.from_user
    if not await access.may(person.id, act, message.chat.id):
        is_stranger = await access.role(person.id, message.chat.id) is Role.STRANGER
        return REFUSED if is_stranger else refusal(act)
    if act in ALONE and message.chat.id != person.id:
        return ONLY_PRIVATE
    return "" if context.state.actions.admits(person.id) else HURRIED
