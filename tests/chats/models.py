"""What a language model says in conversations, and the one that says it at a certain time."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.wording import GROUNDS, WORDED
from knowledge.model import Listener, Prompt, Reply, Schema, nobody

GOOD = "值班电话应当在3声之内接听。"
MORE = "值班电话要做好来电登记。"
QUESTION = "值班电话要几声之内接听？"
QUOTE = "第二条 值班电话应当在3声之内接听，并做好来电登记。"
# The answer as it is without a model, and with GOOD for its words.
VERBATIM = f"{QUOTE}\n《值班管理规定》第二条（2023年）"
WISHED = f"{WORDED}\n{GOOD}\n\n{GROUNDS}\n{VERBATIM}"
DRAFTED = f"{WORDED}\n{GOOD}"


def wish(action: str, sentence: str) -> str:
    """Return a reply that says what a message wishes."""
    return json.dumps({"action": action, "sentence": sentence}, ensure_ascii=False)


@dataclass
class Pausing:
    """Says one reply in parts, and waits behind each but the last until it may go on; keeps the prompts it was sent."""

    parts: tuple[str, ...]
    name: str = "慢模型"
    may_go_on: threading.Event = field(default_factory=threading.Event)
    prompts: list[Prompt] = field(default_factory=list)

    def reply(self, prompt: Prompt, schema: Schema, listener: Listener = nobody) -> Reply:
        self.prompts.append(prompt)
        for text in self._grown():
            listener(text)
            assert len(text) == len("".join(self.parts)) or self.may_go_on.wait(10)
        return Reply("".join(self.parts), 100)

    def _grown(self) -> Iterator[str]:
        for place in range(len(self.parts)):
            yield "".join(self.parts[: place + 1])
