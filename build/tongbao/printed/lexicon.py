"""The words beside a number: units of measure, classifiers, bounds, periods, and the direction of a change."""

UNITS = {
    "yuan": ("元", "元人民币", "块钱"),
    "day": ("天", "日", "自然日", "个自然日"),
    "working-day": ("工作日", "个工作日"),
    "month": ("个月", "个自然月"),
    "year": ("年", "周年"),
    "hour": ("小时", "个小时", "个钟头"),
    "minute": ("分钟",),
    "percent": ("%", "个百分比"),
    "tonne": ("吨", "吨标准煤", "吨标煤"),
    "tonne-co2e": ("吨CO2e", "吨CO2", "吨二氧化碳当量", "吨二氧化碳", "tCO2e"),
    "kva": ("kVA", "KVA", "千伏安"),
    "kv": ("kV", "KV", "千伏"),
}
"""How the units of the vocabulary are printed, by code; the longest that fits is meant."""

QUALIFIED = ("吨标准煤", "吨标煤", "个自然月", "元人民币")
"""Of these, those that say more than their code: a record may name them as a classifier instead."""

OTHER_UNITS = (
    *("美元", "港元", "港币", "欧元", "日元", "英镑", "新台币", "澳门元"),
    *("百分点", "个百分点", "基点", "个基点", "BP", "‰", "倍", "折", "成", "番", "分", "角"),
    *(
        "秒",
        "秒钟",
        "毫秒",
        "周",
        "星期",
        "个星期",
        "季度",
        "个季度",
        "月",
        "刻钟",
        "周岁",
        "岁",
        "学时",
        "课时",
        "学分",
        "世纪",
    ),
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

NOT_UNITS = (
    "成[功立效果本员为交绩熟品套年长都群]|年[级代龄轻初底末报产均]|周[边围期知末转]|升[级至到规学格为幅]|克[服难]|日[报志前程益均]|"
    "度假|米粒|点[建位对评击亮燃]|名[单称义录牌胜]|级[以别市]|条[例件]|层[级面次]|分[类别布级批公步管校院店散局支会摊享期区配解工之]|组[织成建合]|部[门委分位署]|站[点位]|个性|"
    "本[地市区省级辖]|期[间限]|片区|批[准复发]|号[文令召]|项目|场[所景地]|家[庭园]|户[籍外]|人[才民员力社]|处[理置罚长]|座谈|口[岸径头]|"
    "所[有在属辖]|面[积向对临]|道路|门[户店诊]|起[草诉步]|支[持撑付]|团[队体]|天[津台然]|包[括含]|束缚|网[格络]|轮[车椅胎渡]"
)
"""What begins like a unit or classifier and is another word: a pattern."""

_GRANTS = ("补助", "补贴", "奖励", "奖补", "资助", "支持", "给予", "贷", "贷款", "授信", "获", "获得", "享受", "减免")
"""What stands between 最高 and its figure."""
BEFORE = {
    "over": (
        *(
            "超过了",
            "超过",
            "已超过",
            "超出",
            "超",
            "逾",
            "突破了",
            "突破",
            "大于",
            "多于",
            "高于",
            ">",
            "首破",
            "再破",
        ),
        *("不止", "不止于", "不只"),
    ),
    "nearly": ("将近", "接近", "接近于", "近", "几近", "近乎", "趋近", "趋近于", "逼近"),
    "about": (
        *("大约为", "大约", "大概", "约为", "约占", "约需", "约有", "约合", "约计", "约可", "约达", "约", "约莫"),
        *("大致", "大致为", "大致在", "大体", "大体为", "大体在", "大约在", "约在", "差不多"),
    ),
    "at-least": (
        *("至少为", "至少", "不少于", "不低于", "不得少于", "不得低于", "最少", "最低", "不小于", "起码", "不下"),
        *("不下于", "≥", ">=", "≧", "⩾", "下限", "下限为", "大于等于", "大于或等于", "等于或大于", "高于或等于"),
        *("达到或超过", "达到或者超过", "等于或高于"),
    ),
    "within": (
        *("不超过", "不得超过", "不能超过", "至多", "最多", "不多于", "不得多于", "不高于", "不得高于", "最高", "最长"),
        *("不大于", "控制在", "不超", "最高达", "最高可达", "最高为", "最多可达"),
        *("≤", "<=", "≦", "⩽", "上限", "上限为", "不逾", "小于等于", "小于或等于", "等于或小于", "低于或等于"),
        *(f"{most}{may}{verb}" for most in ("最高", "最多") for may in ("", "可") for verb in _GRANTS),
    ),
    "below": (
        *("不到", "不足", "低于", "少于", "小于", "未满", "不满", "未达", "未到", "<"),
        *("未达到", "未能达到", "没有达到", "没达到", "达不到", "不及", "未及"),
    ),
}
"""Words of a bound that stand before a number."""

MAY_BOUND = {
    "within": ("限时", "限期"),
    "at-least": ("满", "年满", "届满"),
    "over": ("跨越", "跨过", "迈过", "跨上"),
}
"""Words that may set a bound, and need not: 限时3天, 满3年."""
PASSED = "(?:^|[^\\w]|[已均都双]|[数量值额入模])(?:已经?)?过$|[数量值额入模双]破$"
"""过 and 破 where they say that a figure was passed (已过300家), not that something happened so often (跑过3次)."""

AFTER = {
    "within": ("以内", "之内", "内", "以下", "及以下", "(含)以下", "(含)以内", "或以下", "及其以下", "封顶", "为限"),
    "at-least": ("以上", "及以上", "(含)以上", "或以上", "及其以上", "起步"),
    "about": ("左右", "上下"),
    "over": ("有余", "余", "开外", "出头", "挂零"),
}
"""Words of a bound that stand behind the unit."""
AFTER_AT_END = {"below": ("不到", "还不到", "不足"), "at-least": ("起",), "over": ("多",)}
"""Words that set a bound behind the unit where they end their phrase."""

NOT_BOUNDS = {
    "约": "节签预合契履违条公续解集隐简制绰邀失特爽婚缔",
    "近": "附邻临最新亲靠贴远切就相毗",
    "不及": "来措猝赶",
    "上限": "无",
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

_NO_PERIOD = (
    "0-9一二三四五六七八九十百千两几多数半今去明前后上下本当同近全往来历逐跨新次每个腊正元末晚周假节生昨平首单双早昔整终常连学财"
    "青少老中成幼童壮纪念作然休题动务放待易传党即翌度闰"
)
"""What stands before 年, 月 or 日 where they say when, or are part of another word (今年, 青年, 工作日)."""
OF_TIME = (
    f"(?<![{_NO_PERIOD}])(?:"
    "(?P<noun>[年月日])(?:人均|户均|可支配|纯|净|总|平均)*(?:薪|收入|租|工资|营业[额收]|营收|销售[额量]|税收|利润|产[值量能]|产(?=[0-9]|$)|(?:处理|生产|供应|吞吐|接待)能力|"
    "(?:吞吐|接待|办件|发电|受理|处理|客流|交易|用[水电气])[量额])"
    "|(?P<verb>[年月日])(?:[产供排]|可?[增节减处发消]|营业|销售|受理|办理|接待|吞吐|服务|培训|利用|用[水电气]|综合|新增|实现|加工|生产|利率|利息|化)"
    ")(?P<gap>[^0-9，。；、]{0,12})(?P<number>[0-9][^，。；]{0,24})?$"
)
"""年, 月 or 日 before what comes each year, month or day: a noun (年薪) says so for sure, a verb at its clause's head too."""
HABIT = "坚持|按照?|实行|推行|建立|落实|执行|健全|完善|优化|形成|采取"
"""What stands before 每天 where it says how things are done, and need not say how often the figure recurs."""
SYSTEM = "机制|制度|频率|频次|流程|模式|例会|要求|原则"
"""What stands behind 每月 where that is a part of its name."""

NAME_BEHIND = (
    "[×*✕✖xX][0-9A-Za-z]|[·•・‧∙⋅'’][0-9]|,[0-9]|比[0-9一二三四五六七八九十两]|几| 0(?![.0-9])|"
    "(?:政务|服务|便民|咨询|投诉|举报|监督|公共)*(?:热线|专线|电话)|年代"
)
"""What follows digits that name something or are cut from more, and count nothing: 7×24, 3·15, 3比1, 12345热线."""
NAME_AHEAD = (
    "[0-9A-Za-z][×*✕✖]|[0-9][xX]|[0-9][·•・‧∙⋅'’,]|[0-9一二三四五六七八九十两]比|双|每[隔逢]?|第[0-9、和及至~-]+|"
    "[十百千万][余多来]|党的"
)
"""What stands before such digits."""
NAMES = (
    "(?:20)?[5-90]0后(?![续勤方备台期者来])|[5-90]5后(?![续勤方备台期者来])|[0-9]+\\.[0-9]+版|[0-9][A-KM-Z](?![A-Za-z])|"
    "1[12][0-9]{1,3}(?:平台|指挥中心|急救)|"
    "三支一扶|一分为二|十一(?=期间|假期|黄金周)|"
    "三门峡|五台[山县]|[九八三]台[区市县]|七台河|八步区|二道区|五家渠|三台县|五通桥"
)
"""Names that begin with a number: of a generation, a version, a standard, a place."""
COUNTED = "省|市|县|区|乡|镇|村|校|院|厅|局|委|港|馆|部门|单位|方|地|国|环节|企业|领域|要素|主体|行业|街道|系统|中心|机构|平台|银行|高校|医院|大(?=[一-鿿])"
"""Nouns that a small Chinese numeral counts without a classifier (三部门, 五大行动); before others it makes a name (三农)."""
