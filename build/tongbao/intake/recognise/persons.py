"""Persons in words of praise or blame: the form of a name, the body and the post beside it."""

from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.whom_words import any_of, words_of
from tongbao.printed.patterns import regex

_PERSONS, _FAR = (3, 2, 4), 40
"""How long names are, the likeliest first; how far a body's name is looked for."""
_NAME = regex("[一-鿿]{2,4}|[一-鿿]{1,8}(?:[·•][一-鿿]{1,8}){1,3}")
BRACKETED = regex("(?P<name>[^（(]+)[（(](?P<inside>[^（）()]{2,60})[)）]")
"""A name with words in brackets behind it."""
ASIDE = regex("[（(](?:女|男|[一-鿿]{1,4}族|已故|退休)(?:[，、][一-鿿]{1,4})?[)）]$")
"""What stands in brackets behind a person's name and is no post."""
PLACE_ENDS = regex("(?<=.)[省市区县州镇乡村旗]$|街道$|社区$")


def person(part: str, known: Known, *, surely: bool = False) -> Recipient | None:
    """Return the person whom words name, with body and post: 市公安局民警王小明, 邵知行（市住建局副局长）, 司徒镜明教授."""
    if aside := ASIDE.search(part):
        found = person(part[: aside.start()], known, surely=surely)
        return found._replace(is_sure=True) if found else None
    if bracketed := BRACKETED.fullmatch(part):
        of, post = body_and_post(bracketed["inside"], known)
        told = post or (surely and any_of("bodies").search(of))
        if told and is_name(bracketed["name"], surely=True):
            return Recipient(bracketed["name"], "person", of=of, post=post, is_sure=True)
        return None
    if titled := any_of("titles").search(part):
        post = "" if titled[0] in ("同志", "先生", "女士", "老师") else titled[0]
        named = part[: titled.start()]
        found = _with_post(named, known) or _bare(named, surely=surely) or _of_body(named)
        return found._replace(post=found.post + post, is_sure=True) if found else None
    return _with_post(part, known) or (_bare(part, surely=surely) if not any_of("bodies").search(part) else None)


def _of_body(part: str) -> Recipient | None:
    """Return the person whose name stands right behind that of a body: 甲大学裴远舟."""
    end = _employer(part)
    return Recipient(part[end:], "person", of=part[:end]) if end and is_name(part[end:]) else None


def _bare(part: str, *, surely: bool) -> Recipient | None:
    return Recipient(part, "person") if is_name(part, surely=surely) else None


def is_name(words: str, *, surely: bool = False) -> bool:
    """Return whether words have the form of a person's name; ``surely`` where it is known to be one, whatever the surname.

    >>> is_name("欧阳柏舟"), is_name("巴图吉日"), is_name("巴图吉日", surely=True), is_name("综合科")
    (True, False, True, False)
    """
    if not _NAME.fullmatch(words) or PLACE_ENDS.search(words) or any_of("nobody").search(words):
        return False
    if any_of("bodies", "^[省市县区镇乡国].*").search(words):
        return False
    if surely or "·" in words:
        return True
    surname = any_of("surnames", "^", "").match(words)
    return bool(surname) and 1 <= len(words) - surname.end() <= 2


def _with_post(part: str, known: Known) -> Recipient | None:
    """Return a person whose name stands behind a post: 市水文站站长石砚."""
    if (body := any_of("employers").search(part)) and len(body[0]) > 1:
        return None  # 甲江师范学院 is no teacher 范学院
    for length in _PERSONS:
        head, name = part[:-length], part[-length:]
        if head and is_name(name) and any_of("posts").search(head):
            of, post = body_and_post(head, known)
            return Recipient(name, "person", of=of, post=post, is_sure=True) if post else None
    return None


def body_and_post(words: str, known: Known) -> tuple[str, str]:
    """Return the body and the post that words about a person name; an office within the body belongs to the post.

    >>> body_and_post("市水利局防御科科长", lambda _: None), body_and_post("教授", lambda _: None)
    (('市水利局', '防御科科长'), ('', '教授'))
    """
    words = _OF_PERSON.sub("", words.strip("，,、：: "))
    if not any_of("posts", "", "(?:[（(][^（）()]{1,20}[)）])?$").search(words):
        return words, ""
    end = _known_employer(words, known)
    end = end or _of_squad(words) or _employer(words) or _led(words)
    behind = words[end:]
    if end and (plates := _PLATES.match(behind)):
        end, behind = end + plates.end(), behind[plates.end() :]
    return words[:end], behind.lstrip("，,、：: ")


def posted(part: str, known: Known) -> Recipient | None:
    """Return the person whose name, of whatever surname, stands behind a post, in a list of persons: 副队长巴图吉日.

    >>> posted("副队长巴图吉日", lambda _: None).post, posted("市公安局", lambda _: None)
    ('副队长', None)
    """
    for length in (*_PERSONS, 5):
        head, name = part[:-length], part[-length:]
        if any_of("posts").search(head) and is_name(name, surely=True) and not any_of("posts").search(name):
            of, post = body_and_post(head, known)
            return Recipient(name, "person", of=of, post=post, is_sure=True) if post else None
    return None


_OF_PERSON = regex("^(?:(?:女|男|[一-鿿]{1,4}族|中共党员|党员)[，、,])*(?:生前(?:系|为|任)|时任|现任|系)?")
_PLATES = regex("[（(][一-鿿]{4,30}(?:局|委|办|中心|院|会|厅)[)）]")
_HIGHER = regex("[一-鿿]{2,4}[省市区县州旗镇乡]|[省市区县州]")


def _known_employer(words: str, known: Known) -> int:
    """Return where the longest known body ends; of a squad, only where the post is that of its leader."""
    ends = range(min(len(words) - 1, _FAR), 1, -1)
    found = [end for end in ends if (one := known(words[:end])) and one.kind == "unit"]
    if len(found) > 1 and any_of("offices").search(words[: found[0]]) and not _LEADS.match(words, found[0] - 2):
        return found[1]
    return found[0] if found else 0


_LEADS = regex("(?P<name>.{2}|.(?=.))(?:副|代理)?.?(?P=name)长|.(?P<one>.)副?(?P=one)长")


def _of_squad(words: str) -> int:
    """Return where the name of a squad ends that its leader's post repeats: 水域救援支队|支队长."""
    found = _SQUAD.match(words)
    return found.end("of") if found else 0


_SQUAD = regex("(?P<of>.{2,30}(?P<squad>总队|支队|大队|中队))副?(?P=squad)长$")


def _led(words: str) -> int:
    """Return where a body ends right behind which nothing but a post stands, though its word is not one for employers: 水库管理处|工程师."""
    for end in range(len(words) - 1, _SHORTEST, -1):
        of, post = words[:end], words[end:]
        own = _HIGHER.match(of) and of.endswith("办公室")  # 甲县扶贫办公室 is no office within a body
        plain = own or (any_of("bodies").search(of) and not any_of("offices").search(of))
        if plain and len(post) <= _POST and any_of("posts", "^[一-鿿]?").search(post):
            return end
    return 0


_SHORTEST, _POST = 3, 4
"""The shortest name of such a body, less one, and the longest post, in characters."""
_GOES_ON = regex(
    "(?:集团)?(?:股份|控股|责任)*有限(?:责任)?公司|股份公司|附属[一-鿿]{0,8}?医院|[一-鿿]{2,8}?(?:分行|支行|分公司|营业部)"
)
"""What may stand behind the end of a body's name and still belong to it: 农村商业银行|股份有限公司."""


def _employer(words: str) -> int:
    """Return where the name of a body that is not known ends: at the first word for one, unless a place's name follows it."""
    for found in regex(words_of("employers")).finditer(words, 0, _FAR):
        if found.start() and found.end() < len(words) and not _HIGHER.match(words, found.end()):
            more = _GOES_ON.match(words, found.end())
            return more.end() if more and more.end() < len(words) else int(found.end())
    return 0
