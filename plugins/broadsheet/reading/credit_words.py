"""The words that credit lines are made of, as tables: roles, agencies, surnames and non-names.

A new notation is a word in one of these tables; the grammar in ``credit_lines`` stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from broadsheet.model import Role


class Side(StrEnum):
    """Where a role word stands: before its names (通讯员 孙健), or on either side (宋可 摄)."""

    BEFORE = "before"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words for one role. ``certain`` words are hardly ever met outside credit lines.

    An English word that ends in ``:`` is a role only before a colon.
    """

    role: Role
    side: Side
    certain: bool
    words: tuple[str, ...]


def _row(role: Role, side: Side, certain: bool, *words: str) -> RoleWords:
    return RoleWords(role, side, certain, words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BEFORE, _EITHER = Side.BEFORE, Side.EITHER

CHINESE_ROLES: tuple[RoleWords, ...] = (
    _row(Role.REPORTER, _BEFORE, True, "记者"),
    _row(Role.CORRESPONDENT, _BEFORE, True, "通讯员"),
    _row(Role.INTERN, _BEFORE, True, "实习生", "见习生"),
    _row(Role.PHOTOGRAPHER, _BEFORE, True, "摄影记者", "图片记者", "摄影师"),
    _row(Role.PHOTOGRAPHER, _EITHER, True, "摄"),
    _row(Role.PHOTOGRAPHER, _EITHER, False, "图", "摄影", "图片", "照片", "供图", "摄像", "拍摄"),
    _row(Role.TEXT_AND_PHOTO, _EITHER, True, "文图", "图文", "摄影报道", "图文报道", "文并图"),
    _row(Role.TEXT_AND_PHOTO, _EITHER, True, "文并摄", "撰文并摄影"),
    _row(Role.AUTHOR, _BEFORE, False, "作者", "评论员", "撰稿人"),
    _row(Role.AUTHOR, _BEFORE, False, "口述", "口述人", "讲述", "讲述人", "主持人", "嘉宾"),
    _row(Role.AUTHOR, _BEFORE, False, "指导老师", "指导教师", "辅导老师", "辅导教师"),
    _row(Role.AUTHOR, _EITHER, False, "文", "文字", "撰文", "采写", "撰稿", "供稿", "执笔"),
    _row(Role.AUTHOR, _EITHER, False, "整理", "编译", "翻译"),
    _row(Role.EDITOR, _BEFORE, True, "责编", "责任编辑"),
    _row(Role.EDITOR, _BEFORE, False, "编辑", "主编", "编审", "策划", "统筹", "审核", "签发"),
    _row(Role.DESIGNER, _BEFORE, True, "美编", "美术编辑"),
    _row(Role.DESIGNER, _BEFORE, False, "版式设计", "版面设计", "版式", "设计", "视觉", "组版"),
    _row(Role.DESIGNER, _EITHER, False, "制图", "绘图", "插画", "漫画"),
    _row(Role.PROOFREADER, _BEFORE, True, "责任校对", "责校", "校对", "检校", "校检"),
)

ENGLISH_ROLES: tuple[RoleWords, ...] = (
    _row(Role.AUTHOR, _BEFORE, True, "by", "written by", "words by", "text by", "story by"),
    _row(Role.AUTHOR, _BEFORE, True, "report by", "compiled by", "text:", "words:", "story:"),
    _row(Role.TEXT_AND_PHOTO, _BEFORE, True, "text and photos by", "text and photo by"),
    _row(Role.TEXT_AND_PHOTO, _BEFORE, True, "words and pictures by", "story and photos by"),
    _row(Role.TEXT_AND_PHOTO, _BEFORE, True, "text and photos:", "words and pictures:"),
    _row(Role.PHOTOGRAPHER, _BEFORE, True, "photo by", "photos by", "picture by", "pictures by"),
    _row(Role.PHOTOGRAPHER, _BEFORE, True, "photograph by", "photographs by", "photography by"),
    _row(Role.PHOTOGRAPHER, _BEFORE, True, "photo:", "photos:", "picture:", "pictures:"),
    _row(Role.PHOTOGRAPHER, _BEFORE, True, "photograph:", "photographs:", "photography:"),
    _row(Role.PHOTOGRAPHER, _EITHER, True, "staff photographer", "staff photographers"),
    _row(Role.PHOTOGRAPHER, _EITHER, True, "photographer", "photographers"),
    _row(Role.REPORTER, _BEFORE, True, "reporting by", "additional reporting by"),
    _row(Role.REPORTER, _EITHER, True, "staff reporter", "staff reporters", "staff writer"),
    _row(Role.REPORTER, _EITHER, True, "staff writers", "reporter", "reporters"),
    _row(Role.CORRESPONDENT, _EITHER, True, "correspondent", "correspondents"),
    _row(Role.INTERN, _EITHER, True, "intern", "interns"),
    _row(Role.EDITOR, _BEFORE, True, "edited by", "editing by"),
    _row(Role.EDITOR, _EITHER, True, "editor", "editors"),
    _row(Role.DESIGNER, _BEFORE, True, "designed by", "design by", "design:"),
    _row(Role.DESIGNER, _EITHER, True, "designer", "designers"),
    _row(Role.PROOFREADER, _BEFORE, True, "proofread by", "proofreading by"),
    _row(Role.PROOFREADER, _EITHER, True, "proofreader", "proofreaders"),
)

RANKS = _words(
    """
    首席 资深 高级 特派 特约 见习 实习 全媒体 融媒体 融媒 文字 本版 本期 值班 执行 青年 校园
    前方 小
    """
)
"""Words before 记者, 编辑 and the like that do not change the role (实习 makes an intern)."""

OWN_HOUSE = ("本报", "本台", "本刊", "本网", "本社")

AGENCIES = _words(
    """
    新华社 新华网 中新社 中新网 中国新闻社 央视网 央广网 人民网 中国网 光明网 法新社 美联社
    路透社 共同社 韩联社 塔斯社 俄新社 德新社 埃菲社 安莎社 朝中社 央视新闻 央视 学习强国
    视觉中国
    """
)

ENGLISH_AGENCIES = frozenset(_words("xinhua reuters afp ap upi kyodo tass"))

PLAIN_WORDS = (
    *OWN_HOUSE,
    *_words("本报讯 综合报道 报道 综合 特稿 提供 题图 附图 配图"),
    *_words("资料图片 资料照片 资料图"),
)
"""Words of a credit line that neither name nor bring a person."""

ORGANISATION = re.compile(
    r".*(?:日报|晚报|晨报|早报|都市报|时报|周报|商报|报社|通讯社|分社|杂志|电视台|电台|广播|频道"
    r"|客户端|中心|公司|集团|大学|学院|中学|小学|医院|法院|检察院|研究院|委员会|协会|联合会|宣传部"
    r"|编辑部|办公室|管委会|派出所|支队|大队|街道|政府)|.{2,}[局厅委网社报]"
)
"""What the name of an organisation ends in; it is printed, but it is nobody's name."""

NOT_NAMES = frozenset(
    _words(
        """
        手记 观察 调查 来信 日记 连线 探访 走访 直击 感言 获悉 发现 了解 采访 现场 作品 方案
        时评 短评 时事 时政 单位 方法 方式 资料 网络 综述 快讯 链接 提示 温馨 来源 转载 佚名
        匿名 编者 读者 网友 教授 主任 院长 校长 比赛 大赛 展览 谢谢 您好 你好 大家 各位 何时
        何地 何在 为何 如何 金融 成效 平台 强调 经济 经营 经验 路线 连日 连续 于此 从此 从事
        任务 任何 解决 解读 应急 应对 相关 关于 关注 有关 古城 田间 水利 水务 农业 农村 农民
        家乡 招待会 受访者 采访者 图书 图为 见图 上图 下图 左图 右图 如图
        """
    )
)
"""Words that look like names and never are."""

WORDS_LIKE_NAMES = frozenset(
    _words(
        """
        高度 安全 金秋 成功 成立 和谐 平安 强化 于是 向上 向前 花开 江湖 江河 江山 田野 白天
        黄河 秋收 丰收 家园 国庆 何为 文明 文化 成果 安排 时间 路上
        """
    )
)
"""Words that begin with a surname: a name in a header, no sure sign of one in running text."""

PLACES = frozenset(
    _words(
        """
        北京 上海 天津 重庆 香港 澳门 台北 广州 深圳 珠海 佛山 东莞 成都 杭州 宁波 温州 绍兴 南京
        苏州 无锡 常州 南通 扬州 徐州 武汉 宜昌 襄阳 西安 延安 郑州 洛阳 开封 长沙 株洲 湘潭 济南
        青岛 烟台 潍坊 沈阳 大连 鞍山 长春 吉林 哈尔滨 石家庄 唐山 保定 太原 大同 合肥 芜湖 福州
        厦门 泉州 南昌 九江 赣州 昆明 大理 贵阳 遵义 南宁 桂林 海口 三亚 拉萨 兰州 敦煌 西宁 银川
        乌鲁木齐 喀什 呼和浩特 包头 华盛顿 纽约 伦敦 巴黎 柏林 东京 莫斯科 首尔 日内瓦 布鲁塞尔
        """
    )
)
"""Places that a reporter reports from, which would pass for names: 本报记者 宋可 北京报道."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范"
    "彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜"
    "顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路"
    "娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包"
    "诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗"
    "班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔"
    "阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹"
    "习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾"
    "辛阚那简饶空曾沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓肖闫付覃岳帅缑亢况郈有琴闵佟仝苑邸"
    "代冼岩苟揭甯晋楚法汝鄢涂钦仉督原战候谌谯粟佘尉官楼牟揣海母哈赫奥铁来展朴英银"
)

COMPOUND_SURNAMES = _words(
    """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政
    濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 轩辕 呼延 左丘 东郭
    西门
    """
)

NAME_PARTICLES = frozenset(
    _words("al bin da de del den der di dos du el ibn la le ter van von y zu")
)

NOT_NAME_WORDS = frozenset(
    _words(
        """
    the a our your my their his her its this that these all no new old staff special news
    daily times post press agency agencies associated reuters xinhua afp ap desk team
    editorial board courtesy file handout anonymous unknown phd md monday tuesday wednesday
    thursday friday saturday sunday january february july september october november december
    morning afternoon evening night train bus
    """
    )
)
"""English words, in lower case, that keep a run of capitalised words from being a name."""
