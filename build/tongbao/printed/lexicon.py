"""The words beside a number: units of measure, classifiers, bounds, periods, and the direction of a change."""

UNITS = {
    "yuan": ("元", "元人民币", "块钱"),
    "day": ("天", "日", "自然日", "个自然日"),
    "working-day": ("工作日", "个工作日"),
    "month": ("个月",),
    "year": ("年", "周年"),
    "hour": ("小时", "个小时", "个钟头"),
    "minute": ("分钟",),
    "percent": ("%", "个百分比"),
    "tonne": ("吨",),
    "tonne-co2e": ("吨CO2e", "吨CO2", "吨二氧化碳当量", "吨二氧化碳", "tCO2e"),
    "kva": ("kVA", "KVA", "千伏安"),
    "kv": ("kV", "KV", "千伏"),
}
"""How the units of the vocabulary are printed, by code; the longest that fits is meant."""

OTHER_UNITS = (
    *("美元", "港元", "港币", "欧元", "日元", "英镑", "新台币", "澳门元"),
    *("百分点", "个百分点", "‰", "倍", "折", "成", "番", "分", "角"),
    *("秒", "秒钟", "毫秒", "周", "星期", "个星期", "季度", "个季度", "月", "刻钟", "周岁", "岁", "学时", "课时", "学分", "世纪"),
    *("米", "公里", "千米", "厘米", "毫米", "海里", "平方米", "平方公里", "平方千米", "立方米", "亩", "公顷", "㎡"),
    *("微米", "纳米", "微克", "微克/立方米", "毫克/升", "毫克/立方米", "兆瓦时", "吉瓦", "吉瓦时", "兆比特", "兆字节"),
    *("千克", "公斤", "克", "毫克", "斤", "升", "毫升", "度", "千瓦时", "千瓦", "兆瓦", "瓦"),
    *("m", "km", "cm", "mm", "m2", "km2", "m3", "kg", "mg", "L", "kW", "MW", "kWh", "MB", "GB", "TB", "PB"),
    *("℃", "分贝", "赫兹", "标准箱", "标箱", "TEU", "吨公里", "人公里", "车公里"),
)
"""Units without a code of their own: a record names them as printed, as it does a classifier."""

CLASSIFIERS = (
    *"个项件家户份条名人次批种类款场期套台部座所处间栋幢组对支张笔宗起例篇本册门节课站片块辆艘架列班趟单层环步轮",
    *"届位员岗岁只羽株棵根枚封通幅卷章桌床段群头匹尾包箱袋瓶盒桶把副双串束堆顶口眼盏扇艇号线点票户枝团队档级",
    *("人次", "件次", "户次", "家次", "场次", "批次", "台次", "车次", "班次", "趟次", "架次", "艘次", "项次", "个次"),
    *("条次", "例次", "份次", "床次", "笔次", "单次", "标段", "车间", "户数", "班列", "个(次)"),
)
"""Classifiers of this genre; another may follow a number all the same, and is then compared as far as a record says it."""

_GRANTS = ("补助", "补贴", "奖励", "奖补", "资助", "支持", "给予", "贷", "贷款", "授信", "获", "获得", "享受", "减免")
"""What stands between 最高 and its figure."""
BEFORE = {
    "over": ("超过了", "超过", "已超过", "超出", "超", "逾", "突破了", "突破", "大于", "多于", "高于"),
    "nearly": ("将近", "接近", "近"),
    "about": ("大约为", "大约", "大概", "约为", "约占", "约需", "约有", "约合", "约计", "约可", "约达", "约"),
    "at-least": (
        *("至少为", "至少", "不少于", "不低于", "不得少于", "不得低于", "最少", "最低", "不小于", "起码", "不下"),
    ),
    "within": (
        *("不超过", "不得超过", "不能超过", "至多", "最多", "不多于", "不得多于", "不高于", "不得高于", "最高", "最长"),
        *("不大于", "控制在", "不超", "最高达", "最高可达", "最高为", "最多可达"),
        *(f"{most}{may}{verb}" for most in ("最高", "最多") for may in ("", "可") for verb in _GRANTS),
    ),
    "below": ("不到", "不足", "低于", "少于", "小于", "未满", "不满", "未达", "未到"),
}
"""Words of a bound that stand before a number."""

AFTER = {
    "within": ("以内", "之内", "内", "以下", "及以下", "(含)以下", "(含)以内", "或以下", "封顶"),
    "at-least": ("以上", "及以上", "(含)以上", "或以上", "及其以上"),
    "about": ("左右", "上下"),
    "over": ("有余", "余"),
}
"""Words of a bound that stand behind the unit."""

NOT_BOUNDS = {
    "约": "节签预合契履违条公续解集隐简制绰邀失特爽婚缔",
    "近": "附邻临最新亲靠贴远切",
    "超": "赶反高",
    "逾": "",
    "过": "通",
    "余": "其",
}
"""What a character of a bound stands behind when it is part of another word (节约, 最近, 其余)."""

NOT_WITHIN = "部容资外地涵设河控置循审存网业政科生销需向蒙陆核心环务保"
"""What follows 内 when it begins another word (内部, 内资)."""

PERIODS = {"year": ("年", "年度"), "month": ("月", "个月"), "day": ("天", "日"), "hour": ("小时",)}
"""How the periods that a figure recurs in are printed, by the code of their unit."""

INCREASE = (
    *("提升", "提高", "增长", "增加", "新增", "上升", "扩大", "上涨", "增至", "增幅", "升高", "攀升", "多出", "翻"),
    *("上浮", "上调", "增收", "增设", "增效"),
)
DECREASE = (
    *("减少", "压缩", "精简", "压减", "缩短", "降低", "下降", "节约", "节省", "减至", "缩减", "下调", "取消", "削减"),
    *("降幅", "减免", "少跑", "下浮", "回落", "精减", "减轻", "下滑", "省去", "缩小", "减降"),
)
DECREASE_BY = ("减少", "减少了", "压缩", "压缩了", "精简", "精简了", "压减", "缩短", "缩短了", "降低", "下降", "缩减")
"""Verbs that say which way a figure went; the last, right before a figure, that it went down by so much."""

FROM = ("由", "从", "原需", "原来", "原先", "原", "此前", "过去", "以前", "以往", "改革前", "之前", "上年", "去年")
NOW = ("现", "目前", "如今", "改革后", "只需", "仅需", "当前")
TO = ("至", "到", "为", "成", "达")
"""Words before the figure that was, before the one that is now, and right before the latter."""
