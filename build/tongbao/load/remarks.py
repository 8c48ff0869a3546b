"""Marks beside a name in a list that are not part of it: the sign of a note, or a remark in brackets."""

_PARTS = "牵头|主办|主责|承办|协办|配合|参与|参加|协助|责任|负责|实施|推荐|申报|报送|共建|试点|新增|第一|主要"
_OF_PERSON = "(?:[男女]|[\u4e00-\u9fff]{1,4}族|已故|退休|挂职)"
_COUNT = "[0-9０-９一二三四五六七八九十]{1,3}"
_SAID = (
    f"(?:{_PARTS})(?:单位|部门|地区|方)?|第{_COUNT}[名位]?|(?:并列|排名)第{_COUNT}|{_COUNT}[个家名项件条次篇]"
    "|(?:得分|评分|总分)?[:：]?[0-9]{1,3}(?:[.][0-9]{1,2})?分|见?注[0-9]{0,2}|(?:排名)?不分先后|[特一二三]等奖|[金银铜]奖"
    "|优秀|良好|优等|原[^（）()、，,]{2,16}|(?:以下)?简称[^（）()]{2,16}|[国省市区县]级|本级|机关|筹|按[^（）()、]{2,12}(?:排序|为序)"
    f"|{_OF_PERSON}(?:[，、,]{_OF_PERSON})?"
)
SIGN = r"[*＊※★☆▲△●◆†‡⁰¹²³⁴-⁹]|[\[〔【][0-9]{1,2}[\]〕】]|[（(][*＊※★☆▲△●◆][）)]"
"""The sign of a note, as a pattern: 市教育局*, 市教育局[1]."""
ASIDE = f"(?:{SIGN}|[（(](?:{_SAID})[）)])"
"""A sign, or a remark in brackets that names no other body, as a pattern: 市财政局（第二名）."""
COPIED = "。?(?:抄报|抄送|报|送|发)[:：]"
"""The label of the next list among those who get a copy, as a pattern: 送：市委办公室。发：各县区人民政府."""
SERIAL = "[0-9]{1,2}[.、．)）]|[（(][0-9一二三四五六七八九十]{1,2}[)）]|[\u2460-\u2473]"
"""The number of an item, as a pattern."""
