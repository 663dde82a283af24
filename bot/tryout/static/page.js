// The page: who one is, which chat is open, what comes in, what goes out. How a message looks is in drawing.js.
import { day, drawn, element, tellTimesIn, time } from "./drawing.js";

const byId = (id) => document.getElementById(id);
const state = { person: null, view: null, open: null, topic: 0, reply: null, edit: null, unread: {}, clock: null, stream: null };

async function order(name, given) {
  const response = await reached(`/try/${name}`, {
    method: "POST", headers: { "content-type": "application/json", "x-canmou": "1" }, body: JSON.stringify(given),
  });
  if (!response?.ok) toast("没有发出去，请再试一次。");
  return response?.ok ? response.json() : null;
}

// The answer of the server, or null when it cannot be reached.
async function reached(address, given = {}) {
  try {
    return await fetch(address, given);
  } catch {
    return null;
  }
}

function toast(words, alert = false) {
  if (!words) return;
  if (alert) {
    byId("alert").querySelector("p").textContent = words;
    byId("alert").showModal();
    return;
  }
  const box = byId("toast");
  box.textContent = words;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { box.hidden = true; }, 4000);
}

// ---- who one is

async function become(person) {
  const response = await reached(`/try/view?person=${person}`);
  if (!response?.ok) return toast("连接不上，请稍后再试。");
  state.stream?.close();
  const wasPrivate = chat(state.open)?.private;
  state.person = person;
  state.view = await response.json();
  state.unread = {};
  state.reply = state.edit = null;
  byId("toast").hidden = true;
  tellTimesIn(state.view.zone);
  setClock(state.view.clock);
  sessionStorage.setItem("person", person);
  // A private chat is somebody else's; one's own takes its place.
  if (!chat(state.open)) state.open = state.view.chats.find((each) => each.private === Boolean(wasPrivate))?.id ?? state.view.chats[0]?.id ?? null;
  byId("nobody").hidden = state.view.chats.length > 1;
  drawPeople();
  drawChats();
  openChat(state.open, document.body.classList.contains("in-chat"), false);
  listen();
}

function drawPeople() {
  byId("people").replaceChildren(...state.view.people.map((each) => element("button", {
    type: "button", role: "radio", ariaChecked: String(each.id === state.person),
    tabIndex: each.id === state.person ? 0 : -1, title: each.role, onclick: () => become(each.id),
  }, each.name, element("small", {}, each.role))));
}

byId("people").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const people = state.view.people;
  const place = people.findIndex((each) => each.id === state.person);
  become(people[(place + step + people.length) % people.length].id)
    .then(() => byId("people").querySelector('[aria-checked="true"]').focus());
});

// ---- chats

const chat = (id) => state.view?.chats.find((each) => each.id === id);

function drawChats() {
  const place = [...byId("chats").children].indexOf(document.activeElement);
  byId("chats").replaceChildren(...state.view.chats.map((each) => {
    const last = each.messages.at(-1);
    const unread = state.unread[each.id] ?? 0;
    return element("button", { type: "button", className: each.id === state.open ? "open" : "", onclick: () => openChat(each.id, true) },
      element("b", {}, each.title, each.private ? "" : element("small", {}, ` ${each.members}人`)),
      unread ? element("span", { className: "unread", ariaLabel: `${unread}条新消息` }, String(unread)) : null,
      element("span", { className: "last" }, last ? (last.text ?? last.caption ?? last.document?.file_name ?? "").slice(0, 40) : ""));
  }));
  byId("chats").children[place]?.focus();
}

function openChat(id, inChat = false, focus = inChat) {
  state.open = id;
  byId("start").hidden = true;
  state.unread[id] = 0;
  state.topic = 0;
  state.reply = state.edit = null;
  document.body.classList.toggle("in-chat", inChat);
  drawChats();
  drawChat();
  if (focus && matchMedia("(hover: hover)").matches) byId("words").focus();
}

// As in Telegram, a link to the bot opens the private chat with a button that sends its word.
function follow(address) {
  const word = new URL(address).searchParams.get("start");
  openChat(state.view.chats.find((each) => each.private).id, true);
  byId("start").hidden = false;
  byId("start").onclick = () => { byId("start").hidden = true; send(`/start ${word}`); };
  byId("start").focus();
}

function drawChat() {
  const open = chat(state.open);
  byId("title").textContent = open ? open.title : "";
  byId("compose").hidden = !open;
  const topics = open?.topics ?? [];
  byId("topics").replaceChildren(...(topics.length ? [{ id: 0, name: "全部" }, ...topics] : []).map((each) => element("button", {
    type: "button", role: "tab", ariaSelected: String(each.id === state.topic),
    onclick: () => { state.topic = each.id; drawChat(); },
  }, each.name)));
  const list = byId("messages");
  list.replaceChildren();
  (open?.messages ?? []).filter(shown).forEach((message) => append(message));
  toEnd();
  drawReply();
}

// The list stays at its end when it was there: as pictures come in, as a phone's keyboard opens.
let isAtEnd = true;
// What comes right after a press is what it was for, wherever the button stood.
let pressedAt = 0;
const FOLLOWED = 5000; // milliseconds

function toEnd() {
  const list = byId("messages");
  list.scrollTop = list.scrollHeight;
  isAtEnd = true;
}

byId("messages").addEventListener("scroll", ({ target }) => {
  isAtEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 60;
});
byId("messages").addEventListener("load", () => { if (isAtEnd) toEnd(); }, true);
new ResizeObserver(() => { if (isAtEnd) toEnd(); }).observe(byId("messages"));

const shown = (message) => !state.topic || message.message_thread_id === state.topic;

const hooks = () => ({
  person: state.person,
  press: async (message, data) => { pressedAt = Date.now(); await order("press", { person: state.person, chat: message.chat.id, message: message.message_id, data }); },
  reply: (message) => { state.reply = message; state.edit = null; drawReply(); byId("words").focus(); },
  edit: (message) => { state.edit = message; state.reply = null; byId("words").value = message.text; grow(); drawReply(); byId("words").focus(); },
  command: (words) => send(words),
  invited: (code) => toast(`这是给受邀人的链接。试用时请换成受邀人（例如“路人”），在与参谋的私聊里发送：\n/start ${code}`, true),
});

function append(message) {
  const list = byId("messages");
  const date = day(message.date);
  if (list.dataset.day !== date || !list.children.length) {
    list.append(element("li", { className: "day" }, date));
    list.dataset.day = date;
  }
  list.append(drawn(message, hooks()));
}

function replace(message) {
  const old = byId(`m${message.message_id}`);
  if (!old) return;
  const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
  const made = drawn(message, hooks());
  old.replaceWith(made);
  const places = [...made.querySelectorAll("button, a")];
  if (focused >= 0) places[Math.min(focused, places.length - 1)]?.focus({ preventScroll: true });
  if (isAtEnd) toEnd();
}

// ---- what comes in

function listen(wasLost = false) {
  const stream = new EventSource(`/try/events?person=${state.person}&since=${state.view.since}`);
  stream.wasLost = wasLost;
  state.stream = stream;
  stream.onerror = () => lost(stream);
  stream.onopen = () => { if (stream.wasLost) become(state.person); };
  const on = (kind, act) => stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
  on("message", arrive);
  on("edit", ({ message }) => change(message));
  on("reaction", ({ message }) => change(message));
  on("delete", ({ message }) => drop(message));
  on("answer", ({ text, alert, url }) => (url ? follow(url) : toast(text, alert)));
  on("action", (told) => typing(told.chat, "正在输入……"));
  on("draft", (told) => typing(told.chat, told.text || "正在输入……"));
  on("clock", setClock);
}

// What was missed is fetched anew: the server may have started anew as well.
function lost(stream) {
  stream.wasLost = true;
  byId("typing").textContent = "连接断开，正在重新连接……";
  if (stream.readyState === EventSource.CLOSED) setTimeout(() => { if (stream === state.stream) listen(true); }, 2000);
}

function arrive({ chat: id, message }) {
  const where = chat(id);
  if (!where || where.messages.some((each) => each.message_id === message.message_id)) return;
  where.messages.push(message);
  typing(id, "");
  if (id !== state.open) {
    state.unread[id] = (state.unread[id] ?? 0) + 1;
  } else if (shown(message)) {
    const wasAtEnd = isAtEnd;
    append(message);
    if (wasAtEnd || message.from.id === state.person || Date.now() - pressedAt < FOLLOWED) toEnd();
    if (message.force_reply && asked(message)) hooks().reply(message);
  }
  drawChats();
}

// A question that the bot puts to someone is a reply to them, names them, or stands in their private chat.
const asked = (message) => message.chat.type === "private" || message.reply_to_message?.from?.id === state.person
  || (message.entities ?? []).some((each) => each.user?.id === state.person);

function change(message) {
  const where = chat(message.chat.id);
  const place = where?.messages.findIndex((each) => each.message_id === message.message_id) ?? -1;
  if (place < 0) return;
  where.messages[place] = message;
  if (message.chat.id === state.open) replace(message);
  drawChats();
}

function drop(message) {
  const where = chat(message.chat.id);
  if (!where) return;
  where.messages = where.messages.filter((each) => each.message_id !== message.message_id);
  if (message.chat.id === state.open) byId(`m${message.message_id}`)?.remove();
  drawChats();
}

function typing(id, words) {
  if (id !== state.open) return;
  byId("typing").textContent = words && `参谋：${words}`;
  clearTimeout(typing.timer);
  typing.timer = setTimeout(() => { byId("typing").textContent = ""; }, 6000);
}

// ---- the clock

function setClock(clock) {
  state.clock = { ...clock, seen: Date.now() };
  showClock();
}

function showClock() {
  if (!state.clock) return;
  const now = state.clock.now + Math.round((Date.now() - state.clock.seen) / 1000);
  byId("now").textContent = `${day(now)} ${time(now)}`;
  byId("clock").classList.toggle("ahead", state.clock.ahead > 0);
}

setInterval(showClock, 1000);

async function pass(given) {
  const controls = byId("clock").querySelectorAll("button");
  controls.forEach((each) => { each.disabled = true; });
  const clock = await order("clock", given);
  controls.forEach((each) => { each.disabled = false; });
  if (clock) setClock(clock);
}

byId("clock").addEventListener("click", ({ target }) => {
  if (target.dataset?.minutes) pass({ minutes: Number(target.dataset.minutes) });
});
byId("next").addEventListener("click", () => pass({}));

// ---- what goes out

async function send(words) {
  const text = words.trim();
  if (!text) return;
  const done = state.edit
    ? await order("edit", { person: state.person, chat: state.open, message: state.edit.message_id, text })
    : await order("say", { person: state.person, chat: state.open, text, reply_to: state.reply?.message_id ?? 0, topic: state.topic });
  // What did not go out stays, to be sent again.
  if (!done) return;
  state.reply = state.edit = null;
  byId("words").value = "";
  grow();
  drawReply();
}

function drawReply() {
  const about = state.reply ?? state.edit;
  byId("reply").hidden = !about;
  if (about) {
    byId("reply").querySelector("span").textContent =
      `${state.edit ? "编辑" : `回复 ${about.from.first_name}`}：${(about.text ?? about.caption ?? "").slice(0, 60)}`;
  }
}

byId("reply").querySelector("button").onclick = () => { state.reply = state.edit = null; drawReply(); };
byId("compose").addEventListener("submit", (event) => { event.preventDefault(); send(byId("words").value); });

const LARGEST = 50 * 1024 * 1024; // bytes

byId("file").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  const form = new FormData();
  // As in Telegram, what was written goes along with the file.
  const caption = byId("words").value.trim();
  Object.entries({ person: state.person, chat: state.open, topic: state.topic, caption, file }).forEach((pair) => form.append(...pair));
  target.value = "";
  const response = file.size > LARGEST ? null : await reached("/try/upload", { method: "POST", headers: { "x-canmou": "1" }, body: form });
  if (!response?.ok) return toast("文件没有发出去，请看看是否超过50MB。");
  byId("words").value = "";
  grow();
});
byId("attach").onclick = () => byId("file").click();

function grow() {
  const words = byId("words");
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, 160)}px`;
}

// ---- the menu of commands

function menu(filter) {
  const box = byId("menu");
  const found = filter === null ? [] : (chat(state.open)?.commands ?? []).filter((each) => `/${each.command}`.startsWith(filter));
  box.hidden = !found.length;
  byId("commands").setAttribute("aria-expanded", String(!box.hidden));
  box.replaceChildren(...found.map((each, place) => element("button", {
    type: "button", role: "option", ariaSelected: String(place === 0), onclick: () => choose(each.command),
  }, element("b", {}, `/${each.command}`), each.description)));
}

function choose(command) {
  menu(null);
  byId("words").value = "";
  send(`/${command}`);
}

byId("commands").onclick = () => {
  menu(byId("menu").hidden ? "/" : null);
  byId("words").focus();
};
document.addEventListener("click", ({ target }) => { if (!target.closest("#menu, #commands, #words")) menu(null); });

byId("words").addEventListener("input", ({ target }) => {
  grow();
  menu(/^\/\w*$/.test(target.value) ? target.value : null);
});

byId("words").addEventListener("keydown", (event) => {
  const box = byId("menu");
  const options = [...box.children];
  const place = options.findIndex((each) => each.ariaSelected === "true");
  if (!box.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const next = (place + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    options.forEach((each, at) => { each.ariaSelected = String(at === next); });
    options[next].scrollIntoView({ block: "nearest" });
  } else if (!box.hidden && event.key === "Tab") {
    event.preventDefault();
    byId("words").value = `${options[place].querySelector("b").textContent} `;
    menu(null);
  } else if (event.key === "Escape") {
    menu(null);
    state.reply = state.edit = null;
    drawReply();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (!box.hidden) return choose(options[place].querySelector("b").textContent.slice(1));
    send(byId("words").value);
  }
});

// ---- light and dark

function theme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("theme", name);
}

byId("theme").onclick = () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  theme(dark ? "light" : "dark");
};
if (localStorage.getItem("theme")) theme(localStorage.getItem("theme"));
byId("back").onclick = () => {
  document.body.classList.remove("in-chat");
  byId("chats").querySelector(".open")?.focus();
};

const first = await (await fetch("/try/people")).json();
const before = Number(sessionStorage.getItem("person"));
await become(first.some((each) => each.id === before) ? before : first[0].id);
