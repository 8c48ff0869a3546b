"""The words that synthetic notices are made of: fields of administration, and sentences written for this purpose."""

from typing import NamedTuple


class Topic(NamedTuple):
    """A field in which measures are taken: who leads it, with whom, and the things it deals with."""

    name: str
    lead: str
    partners: tuple[str, ...]
    matters: tuple[str, ...]
    served: tuple[tuple[str, str], ...]
    """Those served or counted, each with its classifier."""
    systems: tuple[str, ...]


_FIRMS, _PEOPLE, _PROJECTS = ("企业", "家"), ("群众", "人次"), ("项目", "个")

TOPICS = (
    Topic("企业开办", "market", ("tax", "police", "approval"), ("设立登记", "印章刻制", "社保开户"),
          (("新设企业", "户"), _FIRMS), ("名称申报", "登记联办", "发票申领")),
    Topic("工程建设项目审批", "construction", ("resources", "approval", "power"), ("施工许可", "联合验收", "方案审查"),
          (_PROJECTS, ("地块", "宗")), ("多图联审", "联合踏勘", "竣工备案")),
    Topic("不动产登记", "resources", ("tax", "finance", "registry"), ("转移登记", "抵押登记", "权籍调查"),
          (("办证群众", "人次"), _FIRMS), ("登记受理", "税费核算", "证照核发")),
    Topic("税费服务", "tax", ("finance", "data", "zone"), ("纳税申报", "出口退税", "税费优惠"),
          (("纳税人", "户次"), ("企业", "户")), ("征纳互动", "风险提示", "退税审核")),
    Topic("普惠融资", "finreg", ("bank", "reform", "data-group"), ("首贷续贷", "信用评价", "担保增信"),
          (("小微企业", "家"), ("个体工商户", "户")), ("融资对接", "信用画像", "贷后监测")),
    Topic("政务服务", "approval", ("data", "data-group", "reform"), ("综合受理", "帮办代办", "证照共享"),
          (("办件", "件"), _PEOPLE), ("统一预约", "综合受理", "办件评价", "电子监察")),
    Topic("跨境贸易", "customs", ("commerce", "zone", "port"), ("通关查验", "原产地证", "船舶申报"),
          (("进出口企业", "家"), ("报关单", "票")), ("货物分流", "舱单核对", "单证流转")),
    Topic("破产办理", "court", ("market", "social"), ("债权申报", "重整识别", "资产处置"),
          (("破产案件", "件"), ("债权人", "名")), ("债权核对", "资产竞价", "管理人选任")),
    Topic("人才服务", "social", ("education", "science"), ("职称评审", "资格采认", "住房保障"),
          (("技能人才", "名"), ("高层次人才", "名")), ("人才认定", "补贴兑现", "岗位匹配")),
    Topic("医疗保障", "medical", ("health", "social"), ("参保登记", "异地结算", "慢病认定"),
          (("参保人", "人次"), ("住院患者", "名")), ("参保联办", "费用审核", "处方流转")),
    Topic("用电报装", "power", ("construction", "industry"), ("低压接入", "外线施工", "负荷增容"),
          (("用电客户", "户"), ("台区", "个")), ("报装受理", "线路巡检", "负荷预测")),
    Topic("市场监管", "market", ("justice", "data"), ("双随机抽查", "信用修复", "柔性执法"),
          (("经营主体", "户"), ("商户", "家")), ("抽查任务", "信用修复", "投诉分办")),
    Topic("科技创新", "science", ("finance", "industry", "zone"), ("研发补助", "成果转化", "中试熟化"),
          (("科技企业", "家"), ("技术合同", "项")), ("成果登记", "专家遴选", "仪器共享")),
    Topic("数据要素流通", "data", ("reform", "finreg", "data-group"), ("数据授权", "隐私计算", "场景开放"),
          (("数据集", "个"), ("应用场景", "个")), ("目录管理", "授权审计", "质量评估")),
    Topic("招标投标", "reform", ("approval", "finance"), ("远程评标", "保函替代", "不见面开标"),
          (("招标项目", "个"), ("投标企业", "家次")), ("开标大厅", "评标协同", "保函核验")),
    Topic("知识产权保护", "market", ("court", "procuratorate", "customs"), ("快速预审", "侵权调解", "质押融资"),
          (("专利", "件"), ("纠纷", "起")), ("预审受理", "侵权监测", "调解登记")),
    Topic("公共法律服务", "justice", ("court", "police"), ("涉企调解", "合规体检", "公证办理"),
          (("调解案件", "件"), _FIRMS), ("法律咨询", "案件分派", "合规评估")),
    Topic("劳动用工", "social", ("court", "union"), ("用工备案", "工资支付", "争议仲裁"),
          (("劳动者", "名"), ("争议案件", "件")), ("合同签订", "工资监测", "仲裁立案")),
    Topic("绿色低碳", "ecology", ("industry", "power"), ("环评审批", "排污许可", "碳足迹核算"),
          (("工业企业", "家"), ("排口", "个")), ("排放监测", "碳账户", "环评审批")),
    Topic("交通物流", "transport", ("commerce", "police", "port"), ("道路运输许可", "多式联运", "超限审批"),
          (("货运车辆", "辆"), ("物流企业", "家")), ("运单管理", "车辆调度", "许可受理")),
    Topic("文旅消费", "culture", ("commerce", "market"), ("演出审批", "民宿登记", "夜间经营"),
          (("文旅企业", "家"), ("游客", "人次")), ("票务核销", "客流监测", "民宿备案")),
    Topic("水务服务", "water", ("construction", "approval"), ("用水报装", "取水许可", "排水接驳"),
          (("用水客户", "户"), ("小区", "个")), ("报装受理", "管网监测", "水费缴纳")),
    Topic("应急管理", "emergency", ("market", "industry"), ("安全许可", "隐患排查", "重大危险源监管"),
          (("生产经营单位", "家"), ("隐患", "处")), ("隐患上报", "风险研判", "物资调度")),
    Topic("教育入学", "education", ("police", "resources"), ("新生报名", "学位预警", "资格核验"),
          (("新生", "名"), ("家庭", "户")), ("报名登记", "资格核验", "学位调配")),
)  # fmt: skip

DISTRICT_TOPICS = tuple(topic for topic in TOPICS if topic.lead not in ("customs", "tax", "finreg", "data"))

SLOGANS = (
    "一窗办", "秒批办", "免证办", "一码通", "零跑腿", "云上办", "一表清", "一链办", "智慧管", "即申享",
    "全程代", "双向通", "无感办", "一站式", "掌上办", "集成办", "随时查", "自助领", "暖心帮", "联动审",
)  # fmt: skip
MEANS = (
    "数据共享", "流程再造", "容缺受理", "告知承诺", "并联审批", "专班推进", "智能比对", "信用分级",
    "清单管理", "远程核验", "上门辅导", "闭环督办", "标准统一", "授权委托", "场景集成", "分类施策",
)  # fmt: skip
AIMS = (
    "提升办事体验", "激发主体活力", "降低制度成本", "助力产业升级", "优化要素配置", "护航企业成长",
    "推动惠企直达", "增强服务韧性", "促进公平竞争", "畅通经济循环", "释放改革红利", "稳定市场预期",
)  # fmt: skip
PAINS = (
    "材料重复提交", "办理环节偏多", "信息互不相通", "标准尺度不一", "等候时间较长", "政策知晓率低",
    "线下往返频繁", "部门衔接不畅", "专业力量不足", "事后监管滞后", "区域差异明显", "服务触达不够",
)  # fmt: skip
TITLES = (
    "推行{topic}“{slogan}”，{aim}", "打造{topic}“{slogan}”新模式", "创新{matter}“{slogan}”机制，{aim}",
    "以{means}破解{topic}难题，{aim}", "{topic}“{means}+{slogan}”改革", "构建“{slogan}”{topic}服务体系，{aim}",
    "聚焦{matter}，探索{topic}“{slogan}”路径", "“{slogan}”赋能{topic}，{aim}",
    "深化{matter}、{matter2}改革，实现{topic}“{slogan}”",
)  # fmt: skip
OPENINGS = (
    "围绕{topic}中{pain}、{pain2}等问题，以{means}为抓手，重新梳理{matter}的每一道工序",
    "针对{matter}长期存在的{pain}现象，把{means}与{means2}结合起来，形成可以复制的“{slogan}”做法",
    "立足{topic}实际需求，将{matter}、{matter2}纳入同一套规程，前端统一收件，后台分头办理",
    "坚持从办事人的角度设计{topic}，以“{slogan}”为目标，先易后难推进{matter}改革",
    "聚焦{topic}的堵点，变“人找政策”为“政策找人”，在{matter}中率先引入{means}",
    "着眼{aim}，对{topic}全链条开展体检，逐项列出{pain}的成因并限期销号",
)  # fmt: skip
SENTENCES = (
    "通过{means}和{means2}，让{matter}由多头跑变为一次成",
    "建立{matter}问题台账，每周会商、每月通报，做到件件有回音",
    "对{matter}实行{means}，资料不齐的先行受理，后续补正",
    "把{matter}的办理规则写成看得懂的图文指引，在服务场所和线上同步公开",
    "对首次办理{matter}的{people}安排专人全程辅导，减少反复修改",
    "打通{matter}与{matter2}之间的数据接口，凡能共享的信息不再要求重复填写",
    "设立{topic}会商机制，疑难事项当场研判、当场答复",
    "以{people}的评价作为检验标准，对差评事项逐件回访整改",
    "同步开展{means2}，既放得开又管得住，守住{topic}安全底线",
    "推动{topic}从“能办”向“好办”转变，有效缓解{pain}的状况",
    "引导{people}用好线上渠道，线下保留绿色通道，方便老年人等群体",
    "对照先进地区的做法补齐短板，把{means}固化为日常制度",
    "组织业务骨干编写{matter}操作手册，统一口径、统一尺度、统一时限",
    "按照“{slogan}”的要求调整岗位设置，前台受理人员一专多能",
    "完善{matter}容错纠错办法，鼓励基层大胆探索",
    "将{matter}纳入数字化场景，系统自动比对、自动提醒、自动归档",
    "形成权责清晰、衔接顺畅的{topic}工作闭环",
    "让{people}少跑一趟路、少填一张表、少等一分钟",
)  # fmt: skip
CLOSINGS = (
    "{topic}的便利度和透明度明显提高，为{aim}打下基础",
    "有效解决了{pain}的难题，得到{people}普遍认可",
    "相关做法简便易行，较好地回应了{people}的期待",
    "下一步将继续拓展{matter2}等场景，持续{aim}",
    "实现{topic}流程更优、成本更低、体验更好",
)  # fmt: skip
FOLLOWERS = ("希望受到表扬的单位珍惜荣誉、再创佳绩", "各地各部门要认真学习借鉴，结合实际抓好落实",
             "请各单位对照先进找差距，把行之有效的做法推开", "工作中遇到的新情况，请及时反馈")  # fmt: skip
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "某合成虚拟示例"
PEOPLE = ("企业", "群众", "办事人", "经营主体", "企业和群众")
"""Whom sentences speak of; what a field counts may be no person: 排口, 台区."""
PAPERS = ("晨报", "日报", "商报", "改革观察报", "政务周报", "法治时报")
BULLETINS = ("改革专报", "工作简讯", "参阅件", "营商动态", "实践与探索")
GROUPS = ("各商业银行", "行业协会", "街道和社区", "专业机构", "相关部门", "第三方机构", "志愿者队伍", "园区企业")
