// How a message looks. Texts become text nodes, never markup, so that whatever people write stays words.

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "mark" };

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

let zone = "Asia/Shanghai";

// Times are told by the office's clock, wherever the page is looked at.
export function tellTimesIn(name) {
  zone = name;
}

export function time(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("zh-CN",
    { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone });
}

export function day(seconds) {
  return new Date(seconds * 1000).toLocaleDateString("zh-CN",
    { month: "long", day: "numeric", weekday: "long", timeZone: zone });
}

// A text with its entities, the outer ones first; offsets count UTF-16 units, as strings here do.
export function formatted(text, entities = [], hooks = {}) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  const build = (start, end, inner) => {
    const fragment = document.createDocumentFragment();
    let place = start;
    while (inner.length) {
      const [entity, ...rest] = inner;
      const stop = Math.min(entity.offset + entity.length, end);
      fragment.append(text.slice(place, entity.offset));
      const within = rest.filter((each) => each.offset < stop);
      fragment.append(marked(entity, text.slice(entity.offset, stop), build(entity.offset, stop, within), hooks));
      // A block ends its line by itself.
      place = TAGS[entity.type] === "blockquote" && text[stop] === "\n" ? stop + 1 : stop;
      inner = rest.filter((each) => each.offset >= stop);
    }
    fragment.append(text.slice(place, end));
    return fragment;
  };
  return build(0, text.length, sorted);
}

function marked(entity, words, content, hooks) {
  if (entity.type === "bot_command") {
    return element("button", { className: "link", type: "button", onclick: () => hooks.command(words) }, content);
  }
  if (entity.type === "url" || entity.type === "text_link") {
    const address = entity.url ?? words;
    const invited = /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(address);
    if (invited) return element("button", { className: "link", type: "button", onclick: () => hooks.invited(invited[1]) }, content);
    const safe = /^https?:/i.test(address) ? address : "#";
    return element("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, content);
  }
  return element(TAGS[entity.type] ?? "span", { className: entity.type }, content);
}

function notice(message) {
  if (message.new_chat_members) return `${message.new_chat_members.map((each) => each.first_name).join("、")} 加入了群`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} 离开了群`;
  if (message.forum_topic_created) return `话题“${message.forum_topic_created.name}”`;
  if (message.pinned_message) return "置顶了一条消息";
  return null;
}

function attachment(message, person) {
  const address = `/try/files/${message.chat.id}/${message.message_id}?person=${person}`;
  if (message.photo) {
    return element("a", { href: address, target: "_blank" },
      element("img", { src: address, alt: message.caption || "图片" }));
  }
  if (!message.document) return null;
  const size = message.document.file_size;
  const words = size < 1024 ? `${size} B` : size < 1048576 ? `${Math.round(size / 1024)} KB` : `${(size / 1048576).toFixed(1)} MB`;
  return element("a", { className: "file", href: address, download: message.document.file_name },
    element("span", { className: "icon", ariaHidden: "true" }, (message.document.file_name ?? "").split(".").pop().slice(0, 4)),
    element("span", {}, message.document.file_name, element("small", {}, words)));
}

function buttons(message, hooks) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return element("div", { className: "buttons" }, ...rows.map((row) => element("div", {}, ...row.map((each) =>
    each.url
      ? element("a", { className: "button", href: /^https?:/i.test(each.url) ? each.url : "#", target: "_blank", rel: "noopener noreferrer" }, each.text)
      : element("button", { type: "button", onclick: () => hooks.press(message, each.callback_data) }, each.text)))));
}

function quoted(message) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null;
  const words = (replied.text ?? replied.caption ?? replied.document?.file_name ?? "图片").slice(0, 80);
  return element("div", { className: "quoted" }, element("b", {}, replied.from?.first_name ?? ""), words);
}

// hooks: person, press(message, data), reply(message), edit(message), command(words), invited(code)
export function drawn(message, hooks) {
  const words = notice(message);
  if (words !== null) {
    return element("li", { className: "notice", id: `m${message.message_id}` }, words);
  }
  const text = message.text ?? message.caption ?? "";
  const own = message.from.id === hooks.person;
  const acts = element("span", { className: "acts" },
    element("button", { type: "button", className: "plain", onclick: () => hooks.reply(message) }, "回复"),
    own && message.text ? element("button", { type: "button", className: "plain", onclick: () => hooks.edit(message) }, "编辑") : null);
  const body = element("div", { className: "bubble" },
    own ? null : element("b", { className: "who" }, message.sender_chat ? "匿名管理员" : message.from.first_name),
    quoted(message),
    attachment(message, hooks.person),
    text ? element("div", { className: "words" },
      formatted(text, message.entities ?? message.caption_entities, hooks)) : null,
    element("small", { className: "when" }, acts,
      message.edit_date ? "已编辑 " : "", time(message.date), message.reaction ? ` ${message.reaction}` : ""),
    buttons(message, hooks));
  return element("li", { id: `m${message.message_id}`, className: own ? "own" : message.from.is_bot ? "bot" : "" }, body);
}
