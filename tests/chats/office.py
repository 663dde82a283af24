"""A small office: its rules, and an embedder without a model. Everything is invented."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import Progress, no_progress

DUTY_2019 = """值班管理规定
（2019年5月6日印发）

第一条 值班电话应当在6声之内接听。

第二条 交接班时间为每日18时。
"""

DUTY_2023 = """值班管理规定
（2023年3月1日印发）

第一条 为了规范值班工作，制定本规定。

第二条 值班电话应当在3声之内接听，并做好来电登记。

第三条 交接班时间为每日8时30分。迟到的，交班人员不得离岗，并立即报告值班室主任。

第四条 值班人员不得有下列行为：
（一）擅自离岗或者找人顶替；
（二）酒后上岗；
（三）用值班电话聊天 & 上网；
（四）泄露 <来电> 内容。

第五条 突发事件应当在20分钟之内电话报告，40分钟之内书面报告。迟报的，给予通报批评。
"""

SEALS = """印章使用规定
（2021年7月12日印发）

第一条 使用公章须经办公室主任签字批准，并登记用印事由。

第二条 公章不得带出办公室。确需带出的，须经分管领导批准，两人同行。

第三条 空白介绍信不得加盖公章。
"""

CHECK = "会议室{0}号的音响、投影和桌签由{0}号管理员在会前一小时检查完毕并签字确认。"
CLERKS = "".join(map(CHECK.format, range(1, 151)))
MEETINGS = f"""会议管理办法
（2022年9月1日印发）

第一条 会议通知应当提前2天发出，并写明时间、地点和议题。

第二条 {CLERKS}

第三条 会议记录保存10年。
"""

RULES = {
    "值班管理规定2019.txt": DUTY_2019,
    "值班管理规定2023.txt": DUTY_2023,
    "印章使用规定.txt": SEALS,
    "会议管理办法.txt": MEETINGS,
}

DIMENSION = 512
# Models of this kind put everything close together; so does this one, by a part that all texts share.
SHARED = 0.8


class GramEmbedder:
    """Unit vectors of hashed character bigrams: texts with words in common are near."""

    fingerprint = "grams"

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each question."""
        return np.stack([_vector(text) for text in texts])

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
        """Return one unit row for each passage."""
        progress(len(texts))
        return self.questions(texts)


def _vector(text: str) -> NDArray[np.float32]:
    counts = np.zeros(DIMENSION, np.float32)
    for first, second in pairwise(text):
        counts[int(hashlib.md5((first + second).encode()).hexdigest(), 16) % (DIMENSION - 1)] += 1
    own = counts / (np.linalg.norm(counts) or 1)
    own *= np.sqrt(1 - SHARED)
    own[-1] = np.sqrt(SHARED)
    return own / np.linalg.norm(own)
