"""How notices print the units of measure that the vocabulary has.

Written by ``make generated``; not to be changed by hand.
"""

# fmt: off
UNITS: dict[str, tuple[str, ...]] = {
    "yuan": ("元", "元人民币", "块钱",),
    "day": ("天", "日", "自然日", "个自然日",),
    "working-day": ("工作日", "个工作日",),
    "month": ("个月", "个自然月",),
    "year": ("年", "周年",),
    "hour": ("小时", "个小时", "个钟头",),
    "minute": ("分钟",),
    "percent": ("%", "个百分比",),
    "tonne": ("吨", "吨标准煤", "吨标煤",),
    "tonne-co2e": ("吨CO2e", "吨CO2", "吨二氧化碳当量", "吨二氧化碳", "tCO2e",),
    "kva": ("kVA", "KVA", "千伏安",),
    "kv": ("kV", "KV", "千伏",),
    "second": ("秒", "秒钟",),
    "week": ("周", "星期", "个星期",),
    "metre": ("米", "m",),
    "kilometre": ("公里", "千米", "km",),
    "square-metre": ("平方米", "㎡", "m2",),
    "square-kilometre": ("平方公里", "平方千米", "km2",),
    "hectare": ("公顷",),
    "mu": ("亩",),
    "cubic-metre": ("立方米", "m3",),
    "litre": ("升", "L",),
    "kilogram": ("千克", "公斤", "kg",),
    "gram": ("克",),
    "kilowatt-hour": ("千瓦时", "kWh",),
    "kilowatt": ("千瓦", "kW",),
    "megawatt": ("兆瓦", "MW",),
    "us-dollar": ("美元", "美金",),
    "euro": ("欧元",),
    "hong-kong-dollar": ("港元", "港币",),
    "yen": ("日元",),
    "pound": ("英镑",),
    "percentage-point": ("个百分点", "百分点",),
    "times": ("倍",),
}
"""By code; the longest match counts."""
