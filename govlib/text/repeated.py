"""What of a repetition is a slip: words and characters that no right sentence has twice, and what may follow itself."""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN = re.compile("[\u3400-\u9fff]")
_LOOSE = re.compile("[的了和与及或在是为对以将把被等之其所]")
_NUMERALS = frozenset("一二三四五六七八九十百千万半几两数多每各逐")
_AFTER_A_WORD = frozenset("的了和与及或等在是并也都")
"""What stands after a whole word: with it, or no character, behind it the second copy begins no longer word."""
_AGAIN = frozenset("再又更还复")
_LONG = 5


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_NEVER_TWICE = _words(
    "认真 积极 切实 全面 深入 不断 充分 及时 严格 坚决 努力 大力 着力 扎实 稳步 有效 有力",
    "有序 逐步 进行 加强 开展 推进 推动 提高 提升 落实 贯彻 确保 按照 根据 关于 对于 通过",
    "为了 以及 由于 因为 已经 如果 所以 但是 并且 而且 或者 我们 他们 她们 你们 它们 可以",
    "应当 必须 能够 包括 涉及 属于 具有 坚持 巩固 深化 强化 细化 压实 夯实 促进 增强 加快",
    "加大 印发 召开 举行 强调 指出 认为 表示 值守 因此 虽然 不仅 甚至 尤其 特别 十分 针对",
    "围绕 结合 依据 依照 遵照 凡是 无论 尽管 即使 此外 另外 首先 其次 最后 完善 组织开展",
    "贯彻落实 有关规定 相关规定 进一步 认真落实 高度重视 共同努力",
)
"""Words that stand twice in a row only by mistake, whatever follows."""
_NAMING = _words(
    "如下 以下 有关 相关 工作 单位 部门 问题 情况 要求 通知 整改 政府 网站 信息 公开 服务 管理 建设 发展",
    "安全 生产 制度 责任 措施 任务 项目 资金 领导 组织 群众 机关 企业 干部 党员 会议 文件 报告 方案",
    "计划 规划 标准 质量 水平 能力 机制 体系 平台 系统 数据 内容 结果 成果 效果 目标 重点 基础 条件",
    "环境 社会 经济 文化 教育 卫生 健康 交通 农业 农村 城市 街道 社区 县委 市委 省委 县城 乡镇 人民",
    "国家 地方 行政 法律 法规 政策 监督 执法 审批 许可 处罚 投诉 举报 宣传 培训 考核 督查 通报 公示",
    "公告 发布 办公 办理 办结 答复 回复 反馈 申请 受理 材料 时间 时限 期限 日期 单元 栏目 账号 媒体",
    "实践 创新 改革 治理 保障 防控 应急 救援 排查 隐患 风险 事故 灾害 防汛 消防 扶贫 振兴 就业 养老",
)
"""Words that nobody says twice for emphasis, as one does 很紧很紧 or 比较比较: twice before a mark they are a slip."""
_SPOKEN = _words(
    "研究 讨论 商量 考虑 了解 学习 休息 打听 活动 锻炼 交流 沟通 联系 检查 收拾 整理 打扫",
    "帮助 关心 照顾 观察 体会 尝试 介绍 分析 反省 反思 思考 走访 走走 看看 听听 谈谈 说说",
    "试试 想想 聊聊 议议 永远 非常 很多 好多 许多 慢慢 轻轻 深深 真的 谢谢 你好 欢迎 加油",
    "恭喜 快来 注意 救命 等等 宝贝 拜拜 滴答 叮当 哗啦 咕咚 扑通 轰隆",
)
"""What people say twice on purpose."""
_CHARACTERS = {
    "的": ("目标中有端靶", "确士"),
    "了": ("不", "解然结却事了不之如"),
    "是": ("非", "非否"),
    "和": ("温饱共缓调总中随平祥柔谐亲附议讲求暖", "平谐解睦气声善好蔼暖田县弦盘乐衷顺缓约美棋"),
    "与": ("参付给赠授赋", "会否其时日众共"),
    "及": ("以涉波普遍触顾论推提惠危", "时早格第至物"),
    "或": ("间抑甚", "者许"),
    "在": ("存现实正所潜内外自旨健", "建校职编线场地此途岗押册逃先于家读位任乎望所野即案世座外内"),
    "将": ("名老大武健干强上中少", "来军领士帅相"),
    "也": ("", ""),
    "又": ("", ""),
    "各": ("", "个自式样类异有"),
    "该": ("应", ""),
    "从": ("服听顺屈遵", "业事属未而此严来前轻中头小众政军容速快宽重"),
    "把": ("一", "关握手守门脉"),
    "并": ("合兼吞", "购网入联行列发重存举轨"),
    "于": ("关对由至等处属鉴归便善基位在终过敢乐勇低高优大小生忠用利急限居", ""),
}
"""Function words that are a slip when doubled, unless one of the first stands before them or of the second after."""
_ENDING = _words(
    "组织 情况 经济 贯彻 部署 政策 群众 实践 权益 效益 利益 秩序 程序 信息 休息 消息 督察",
    "巡察 监察 警察 如果 方案 预案 隐患 开辟 拥护 振兴 纪律 台账 步骤 网络 联络 我们 他们",
    "曾经 继续 持续 手续 部门 制度 力度 程度 进度 角度 质量 数量  意见 计划 规划",
    "学者 记者 患者 作者 业者 动者 营者 愿者 费者 理者",
)
"""Words the last character of which may be doubled only by mistake, as in 组织织 ..."""
_NEW_WORD = frozenset("底名略划多筹行签保费且言看户假过化分定见解途口绸品法水语于纸为")
"""... unless what follows makes another word of it: 贯彻彻底, 部门门户."""
_BEGINNING = _words(
    "贯彻 积极 按照 根据 坚持 促进 严格 切实 健全 巩固 印发 我们 他们 因此 如果 但是 虽然",
    "隐患 弘扬 聚焦 扎实 营造 遵守",
)
"""Words the first character of which may be doubled only by mistake, as in 贯贯彻 ..."""
_OLD_WORD = frozenset("一累堆面树生归稳庄复影中所自维不")
"""... unless what stands before makes another word of it: 一切切实."""


class Verdict(NamedTuple):
    """What a repetition should be: how many characters before it and after it belong to it, the right wording."""

    right: str
    before: int = 0
    after: int = 0
    is_sure: bool = True


def judge_word(before: str, word: str, after: str) -> Verdict | None:
    """Return what is wrong with a word of several characters that stands exactly twice between two texts, if it is.

    Where the second copy may begin a longer word, as in PPP项目项目经理, it is no more than a suspicion; a part of
    two words, as in 人口较少的村的村民, and what people say twice on purpose, is nothing.
    """
    if word in _NEVER_TWICE and after[:1] not in _AGAIN and not (word == "根据" and after[:1] == "地"):
        return Verdict(word)
    if before[-1:].isascii() and before[-1:].isalnum():
        return None
    is_spoken = word in _SPOKEN or word[0] in _NUMERALS or after[:1] in _AGAIN
    if is_spoken or _LOOSE.search(word) or len(set(word)) == 1:
        return None
    is_whole = not _HAN.match(after) or after[0] in _AFTER_A_WORD
    is_slip = is_whole and word in _NAMING and bool(_HAN.match(before[-1:]))
    return Verdict(word, is_sure=len(word) >= _LONG or is_slip)


def judge_character(before: str, sign: str, after: str) -> Verdict | None:
    """Return what is wrong with a character that stands exactly twice between two texts, if it is."""
    last, following = before[-1:], after[:1]
    if sign in _CHARACTERS:
        not_after, not_before = _CHARACTERS[sign]
        is_word = (last and last in not_after) or (following and following in not_before)
        return None if is_word or not _HAN.match(last or following) else Verdict(sign)
    if last + sign in _ENDING and following not in _NEW_WORD:
        return Verdict(last + sign, before=1)
    if sign + following in _BEGINNING and last not in _OLD_WORD and after[1:2] != following:
        return Verdict(sign + following, after=1)
    return None
