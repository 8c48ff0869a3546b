"""The bodies that act in synthetic notices: tables of what a nation, a province and a city have, and their names.

All territories are invented. The nation is called 合成国 (Synthetic Nation), and bodies of the nation begin so, that
nobody takes a synthetic notice for one of a real place.
"""

from dataclasses import dataclass
from typing import NamedTuple

from tests.synth.writer import Record, Value

from tongbao.load.authority import SHORT_ENGLISH

NATION, PROVINCE = "synth-nation", "synth-province"
NATION_NAME, PROVINCE_NAME = "合成国", "合成省"


class Kind(NamedTuple):
    """What every city has one of: its key, full and short name without the city's, kind, and English name."""

    key: str
    full: str
    short: str
    kind: str
    english: str
    former: tuple[str, str, int] | None = None
    """Full and short name that it bore before, and the last year it did."""
    parent: str = "government"


CITY = (
    Kind("party-committee", "委员会", "委", "party-committee", "Municipal Party Committee", parent=""),
    Kind("government", "人民政府", "政府", "government", "Municipal People's Government", parent=""),
    Kind("government-office", "人民政府办公厅", "政府办公厅", "government-office", "General Office of the Government"),
    Kind("court", "中级人民法院", "中级法院", "court", "Intermediate People's Court", parent=""),
    Kind("procuratorate", "人民检察院", "检察院", "procuratorate", "People's Procuratorate", parent=""),
    Kind("approval", "行政审批管理局", "审批管理局", "department", "Administrative Approval Bureau",
         ("行政服务中心管理委员会", "行政服务管委会", 2018)),
    Kind("market", "市场监督管理局", "市场监管局", "department", "Market Regulation Bureau",
         ("工商行政管理局", "工商局", 2018)),
    Kind("social", "人力资源和社会保障局", "人社局", "department", "Human Resources and Social Security Bureau"),
    Kind("reform", "发展和改革委员会", "发改委", "department", "Development and Reform Commission"),
    Kind("resources", "自然资源和规划局", "资源规划局", "department", "Natural Resources and Planning Bureau",
         ("国土资源局", "国土局", 2018)),
    Kind("finance", "财政局", "财政局", "department", "Finance Bureau"),
    Kind("construction", "建设局", "建设局", "department", "Construction Bureau"),
    Kind("industry", "工业和信息化局", "工信局", "department", "Industry and Information Technology Bureau",
         ("经济和信息化局", "经信局", 2018)),
    Kind("data", "大数据管理局", "大数据局", "department", "Big Data Bureau"),
    Kind("police", "公安局", "公安局", "department", "Public Security Bureau"),
    Kind("finreg", "地方金融监督管理局", "金融监管局", "department", "Local Financial Regulation Bureau",
         ("金融工作办公室", "金融办", 2018)),
    Kind("science", "科学技术局", "科技局", "department", "Science and Technology Bureau"),
    Kind("justice", "司法局", "司法局", "department", "Justice Bureau"),
    Kind("health", "卫生健康委员会", "卫健委", "department", "Health Commission",
         ("卫生和计划生育委员会", "卫计委", 2018)),
    Kind("medical", "医疗保障局", "医保局", "department", "Healthcare Security Bureau",
         ("医疗保障管理中心", "医保中心", 2018)),
    Kind("commerce", "商务局", "商务局", "department", "Commerce Bureau"),
    Kind("transport", "交通运输局", "交通局", "department", "Transport Bureau"),
    Kind("ecology", "生态环境局", "生态环境局", "department", "Ecology and Environment Bureau",
         ("环境保护局", "环保局", 2018)),
    Kind("culture", "文化和旅游局", "文旅局", "department", "Culture and Tourism Bureau",
         ("文化广电新闻出版局", "文广新局", 2018)),
    Kind("water", "水利局", "水利局", "department", "Water Resources Bureau"),
    Kind("emergency", "应急管理局", "应急局", "department", "Emergency Management Bureau",
         ("安全生产监督管理局", "安监局", 2018)),
    Kind("education", "教育局", "教育局", "department", "Education Bureau"),
    Kind("environment-office", "优化营商环境工作领导小组办公室", "营商办", "coordinating-office",
         "Business Environment Office", parent="reform"),
    Kind("registry", "不动产登记中心", "不动产登记中心", "public-institution", "Real Estate Registration Centre",
         parent="resources"),
    Kind("information", "信息中心", "信息中心", "public-institution", "Information Centre"),
    Kind("union", "总工会", "总工会", "mass-organisation", "Federation of Trade Unions", parent=""),
)  # fmt: skip


class Agency(NamedTuple):
    """What directs itself from the nation's centre: names with ``{city}`` in them, and who manages it."""

    key: str
    full: str
    short: str
    managed_by: str
    english: str


AGENCIES = (
    Agency("tax", "合成国税务总局{city}市税务局", "市税务局", "nation-tax", "Tax Bureau"),
    Agency("customs", "合成国{city}海关", "{city}海关", "nation-customs", "Customs"),
    Agency("bank", "合成国人民银行{city}市分行", "人民银行{city}市分行", "nation-bank", "Branch of the Central Bank"),
    Agency("regulator", "合成国金融监督管理总局{city}监管局", "金融监管总局{city}监管局", "nation-finance",
           "Office of the Financial Regulator"),
)  # fmt: skip
COMPANIES = (
    Kind("power", "电力供应有限公司", "供电公司", "company", "Power Supply Company", parent=""),
    Kind("data-group", "信息产业集团有限公司", "信息集团", "company", "Information Group", parent=""),
    Kind("port", "港口物流集团有限公司", "港口集团", "company", "Port Logistics Group", parent=""),
    Kind("invest", "金融控股集团有限公司", "金控集团", "company", "Financial Holding Group", parent=""),
)
ZONES = (
    Kind("zone", "高新技术产业开发区管理委员会", "高新区管委会", "zone-committee", "High-tech Zone Committee"),
    Kind("trade-zone", "综合保税区管理委员会", "综保区管委会", "zone-committee", "Bonded Zone Committee"),
)
DISTRICT = (
    Kind("government", "人民政府", "政府", "government", "People's Government", parent=""),
    Kind("court", "人民法院", "法院", "court", "People's Court", parent=""),
    Kind("social", "人力资源和社会保障局", "人社局", "department", "Human Resources and Social Security Bureau"),
    Kind("procuratorate", "人民检察院", "检察院", "procuratorate", "People's Procuratorate", parent=""),
)
PROVINCIAL = (
    Kind("government", "人民政府", "政府", "government", "Provincial People's Government", parent=""),
    Kind("market", "市场监督管理局", "市场监管局", "department", "Provincial Market Regulation Bureau"),
    Kind("reform", "发展和改革委员会", "发改委", "department", "Provincial Development and Reform Commission"),
    Kind(
        "approval-office",
        "行政审批制度改革办公室",
        "审改办",
        "coordinating-office",
        "Provincial Approval Reform Office",
    ),
    Kind("party-committee", "委员会", "委", "party-committee", "Provincial Party Committee", parent=""),
    Kind("social", "人力资源和社会保障厅", "人社厅", "department", "Provincial Department of Human Resources"),
    Kind("science", "科学技术厅", "科技厅", "department", "Provincial Department of Science and Technology"),
    Kind("industry", "工业和信息化厅", "工信厅", "department", "Provincial Department of Industry"),
    Kind("court", "高级人民法院", "高级法院", "court", "Provincial High People's Court", parent=""),
    Kind("construction", "住房和城乡建设厅", "住建厅", "department", "Provincial Department of Construction"),
    Kind("ecology", "生态环境厅", "生态环境厅", "department", "Provincial Department of Ecology"),
    Kind("commerce", "商务厅", "商务厅", "department", "Provincial Department of Commerce"),
    Kind("justice", "司法厅", "司法厅", "department", "Provincial Department of Justice"),
    Kind("league", "青年联合会", "青联", "mass-organisation", "Provincial Youth Federation", parent=""),
)
NATIONAL = (
    Kind("council", "国务院", "国务院", "government", "State Council", parent=""),
    Kind("tax", "税务总局", "税务总局", "department", "State Taxation Administration", parent="council"),
    Kind("market", "市场监督管理总局", "市场监管总局", "department", "State Market Regulator", parent="council"),
    Kind("reform", "发展和改革委员会", "国家发改委", "department", "National Reform Commission", parent="council"),
    Kind("procuratorate", "最高检察院", "最高检", "procuratorate", "Supreme Procuratorate", parent=""),
    Kind("court", "最高法院", "最高法", "court", "Supreme Court", parent=""),
    Kind("ecology", "生态环境部", "生态环境部", "department", "Ministry of Ecology", parent="council"),
    Kind("industry", "工业和信息化部", "工信部", "department", "Ministry of Industry", parent="council"),
    Kind("youth", "青年联合会", "全国青联", "mass-organisation", "National Youth Federation", parent=""),
    Kind("customs", "海关总署", "海关总署", "department", "General Customs Administration", parent="council"),
    Kind("bank", "人民银行", "人民银行", "department", "Central Bank", parent="council"),
    Kind("finance", "金融监督管理总局", "金融监管总局", "department", "Financial Regulator", parent="council"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """One unit: its id, its record for ``units.yaml``, and how a notice of a given year calls it."""

    key: str
    id: str
    full: str
    short: str
    english: str
    kind: str
    level: str
    place: str
    parent: str = ""
    managed_by: str = ""
    former: tuple[str, str, int] | None = None
    hosted: str = ""
    """The name in brackets of a body that has a second plate: 市工信局（市大数据局）."""

    def name(self, year: int) -> str:
        """Return its short name in a year, with its territory."""
        return self.former[1] if self.former and year <= self.former[2] else self.short

    def full_name(self, year: int) -> str:
        """Return its full name in a year."""
        return self.former[0] if self.former and year <= self.former[2] else self.full

    @property
    def short_english(self) -> str:
        """Its English name without that of its territory; a district's government is called by the district."""
        if self.level == "district":
            name = f"{self.english.partition(' ')[0]} District" if self.kind == "government" else ""
        else:
            name = self.english.removeprefix("Provincial ")
            name = name if name != self.english else name.partition(" ")[2].removeprefix("Municipal ")
        return name if len(name) <= SHORT_ENGLISH else ""

    def record(self) -> Record:
        """Return what ``units.yaml`` says of it."""
        since: Record = {"since": self.former[2] + 1} if self.former else {}
        name: Value = {"value": self.full, **since} if since else self.full
        short: Value = {"value": self.short, "basis": "source", **since} if since else self.short
        record: Record = {"name": name, "english": self.english}
        if self.short != self.full:
            record["short"] = [short]
        if self.short_english:
            record["short-english"] = self.short_english
        if self.former:
            full, brief, until = self.former
            record["former"] = [{"value": full, "until": until}, {"value": brief, "until": until, "basis": "source"}]
        record |= {"kind": self.kind, "level": self.level}
        for key, value in (("parent", self.parent), ("managed-by", self.managed_by), ("place", self.place)):
            if value:
                record[key] = value
        return record | {"basis": "naming-rule", "certainty": "certain"}
