"""Recognise a line of site furniture: what a document site, a forum or a page prints around a text.

Owns the patterns, each for a line on its own; what is cut as a block is decided in ``cleaning``. Lines are matched in a
normalised form (``key``), so that full-width and half-width punctuation are the same. A sentence of a body must never
match: patterns for a phrase that office texts use as well (转载, 公众号, 下载) ask for its whole line.
"""

import re
import unicodedata

from knowledge.paragraphs import is_numbered

# A line made of nothing but these is a menu or a button. The first group is never the text of an office document ...
_BUTTON = re.compile(
    "关灯|开灯|护眼|护眼模式|夜间模式|开启左侧|关闭左侧|阅读模式|显示全部楼层|只看该作者|只看大图|倒序浏览|"
    "电梯直达|使用道具|回帖奖励|复制链接|上一主题|下一主题|上一篇|下一篇|上一页|下一页|返回列表|返回顶部|"
    "回到顶部|返回首页|网站首页|立即注册|立即登录|免费注册|忘记密码|找回密码|快捷导航|高级模式|发表回复|"
    "我要评论|发表评论|查看评论|加入收藏|收藏本文|分享到|打印本页|打印本文|关闭窗口|关闭本页|下载文档|"
    "下载资源|下载全文|立即下载|免费下载|全文下载|点击下载|在线阅读|在线预览|全屏阅读|展开全文|展开全部|"
    "展开更多|展开阅读全文|阅读全文|阅读更多|点击展开|点击展开全文|继续阅读|查看更多|查看全部|查看全文|"
    "加载更多|相关资源|相关搜索|相关推荐|相关阅读|相关文章|相关文档|相关资料|相关内容|相关新闻|相关帖子|"
    "相关主题|相关热词|猜你喜欢|猜您喜欢|猜你感兴趣|为您推荐|为你推荐|热门推荐|精彩推荐|推荐阅读|推荐文章|"
    "推荐文档|热门文章|热门文档|热门搜索|热门标签|最新文章|最新文档|最近更新|随机文章|延伸阅读|资源描述|"
    "资源标签|文档描述|文档标签|本版积分规则|qq空间|qq好友|朋友圈|微信好友|微信扫一扫|腾讯微博|新浪微博|"
    "加入vip|开通vip|会员登录|友情链接|网站地图|您需要登录后才可以回帖"
)
# ... the second may be, so that it takes two of them in a line; the third only comes along.
_BUTTON_IN_COMPANY = re.compile(
    "首页|末页|尾页|登录|注册|退出|签到|发帖|回帖|回复|举报|收藏|分享|转发|点赞|打赏|评论|打印|关闭|下载|"
    "全屏|展开|收起|更多|相关|楼主|沙发|板凳|微信|微博|扫一扫|豆瓣|关于我们|联系我们|联系客服|免责声明|"
    "版权声明|隐私政策|用户协议|帮助中心|意见反馈|广告服务|充值|排行榜"
)
_COMPANION = re.compile("大|中|小|字体|字号|放大|缩小|赞|踩|或")
_BETWEEN_BUTTONS = re.compile(r"[\s|/·•>»<\[\]【】()《》:_—-]+")

# "上传人:b****5 文档编号:14921755 ...": one telling key, or two of the others.
_TELLING_KEY = (
    "更新时间|上传时间|上传人|上传者|投稿人|文档编号|浏览次数|浏览量|阅读次数|阅读量|点击次数|点击量|点击率|下载次数|下载量|"
    "下载积分|责任编辑|文档格式|文件大小|资源编号|资源大小|资源格式"
)
_COMMON_KEY = (
    "来源|格式|页数|大小|字数|人气|点击|浏览|阅读|评论|回复|查看|分类|栏目|标签|字体|字号|热度|积分|发布时间|发布日期"
)
_PAIRS = re.compile(
    rf"[\[(【]?(?:{_TELLING_KEY}) ?:(?!.*。)|来源 ?: ?(?:网友投稿|网络|互联网|本站|未知|网友)"
    rf"|(?:{_COMMON_KEY}) ?:[^。]*?[\s|](?:{_COMMON_KEY}|{_TELLING_KEY}|时间|作者|编辑|审核) ?:(?!.*。)"
    rf"|(?:时间|作者|编辑|审核) ?:[^。]*?[\s|](?:{_TELLING_KEY}|人气|点击|浏览|评论|热度) ?:(?!.*。)"
)

_COUNTED = "关注|粉丝|帖子|主题|积分|阅读|浏览|点赞|评论|收藏|分享|下载|赞|回复|查看|转发|人气|赞同|喜欢"
_COUNTER = re.compile(
    rf"\d[\d.,]*[万kw+]*\s?[次人个条]?\s?(?:{_COUNTED})|(?:{_COUNTED})[量数次]*[\s:(]*\d[\d.,]*[万kw+]*\s?[次人个]?\)?"
)
_PAGE = re.compile(
    r"第\s?\d{1,4}\s?页[\s/,]*(?:共\s?\d{1,4}\s?页)?|共\s?\d{1,4}\s?页"
    r"|[-—–―·•.]{1,3}\s?\d{1,4}\s?[-—–―·•.]{1,3}|page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\d{1,4} ?/ ?\d{1,4} ?页"
)
_RULE = re.compile(r"[-—–_=*~·. ]{3,}")
_PHRASES = re.compile(
    r"由会员.{0,6}(?:分享|上传)|全部预览完了|喜欢就下载|请在.{1,10}上搜索|icp[备证] ?\d|公网安备 ?\d"
    r"|powered by|all rights reserved|^copyright|copyright ?[@©(]|© ?(?:19|20)\d\d"
    r"|^[您你]需要 ?登录.{0,3}才.{0,3}(?:回帖|发帖|下载|查看|发表|评论|阅读)|显示全部楼层|^本帖最后由|发表于 ?\d{4}-\d"
    r"|没有[帐账]号\?|^马上注册|^注册会员"
    r"|^(?:当前|您现在的|你现在的|您的|您当前的|现在的)位置 ?:|^(?:网站)?首页 ?[>›»]|^[上下]一(?:篇|页|条|主题) ?:"
    r"|\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)[_ ]?第\d+页"
    r"|^(?:本文|文章|资料|内容|文档)?(?:来源|来自|摘自|转载)于?互?联?网络?[,。]?$"
    r"|如有侵权,? ?(?:请|可|联系|告知|立即)|(?:转载|引用)请(?:注明|保留)|侵权(?:请|必)(?:联系|删|究)"
    r"|^本(?:文档|站|资源|素材).{0,12}(?:下载|上传|会员|用户|网友|版权)"
)
# Phrases that are furniture only in a short line that is neither a sentence nor a numbered heading.
_SHORT_PHRASES = re.compile(
    r"版权所有(?![者人权])|道客巴巴|豆丁网|冰点文库|百度文库|爱问文库|爱问共享|原创力文档|人人文库|金锄头文库|第一文库网"
    r"|老秘网|公文网|范文网|文库网|^关注(?:我们|本站)?:?.{0,4}(?:微信|官方|公众号|订阅号)|^官方微信.{0,3}$"
    r"|^客服.{0,6}(?:微信|qq)|增值电信业务经营许可证 ?:|点击.{0,4}(?:了解详情|查看详情|进入下载)$"
    r"|未经.{0,12}(?:不得|禁止|严禁|请勿).{0,4}(?:转载|复制|转发)|^(?:扫码|扫一扫|长按).{0,12}(?:关注|二维码|下载|识别)"
    r"|^下载后.{0,12}(?:查看|阅读|编辑|使用|删除)"
)
_FILE_NAME = re.compile(r"[^。]{1,80}\.(?:docx?|pdf|pptx?|xlsx?|txt|wps|rtf)")
_PAPER = re.compile(
    r"[\[【(](?:关键词|关键字|key ?words|doi|中图分类号|文献标识码|文章编号|收稿日期)[\]】)]"
    r"|(?:关键词|关键字|key ?words|doi|中图分类号|文献标识码|文章编号|收稿日期) ?:"
)

LONGEST = 200  # characters; nothing longer is furniture
_LONGEST_SHORT = 80


def key(line: str) -> str:
    """Return the line as the patterns expect it: compatibility forms, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", line).casefold().split())


def is_page_mark(key: str) -> bool:
    """Tell whether the line is a page number or a rule."""
    return _PAGE.fullmatch(key) is not None or _RULE.fullmatch(key) is not None


def is_mark(key: str) -> bool:
    """Tell whether the line is no text but may stand anywhere: a page number, a rule, catalogue data of a paper."""
    return is_page_mark(key) or _PAPER.match(key) is not None


def is_file_name(key: str) -> bool:
    """Tell whether the line is the name of an office file, furniture where it stands above a text."""
    return _FILE_NAME.fullmatch(key) is not None


def is_furniture(key: str) -> bool:
    """Tell whether the line is site furniture wherever it stands."""
    if _PAIRS.match(key) or _COUNTER.fullmatch(key) or _PHRASES.search(key):
        return True
    is_short = len(key) <= _LONGEST_SHORT and not key.endswith("。") and not is_numbered(key)
    return is_short and (_SHORT_PHRASES.search(key) is not None or _is_menu(key))


def _is_menu(key: str) -> bool:
    words = [word for word in _BETWEEN_BUTTONS.split(key) if word]
    buttons, in_company, companions = (
        sum(pattern.fullmatch(word) is not None for word in words)
        for pattern in (_BUTTON, _BUTTON_IN_COMPANY, _COMPANION)
    )
    return buttons + in_company + companions == len(words) and (buttons > 0 or in_company > 1)
