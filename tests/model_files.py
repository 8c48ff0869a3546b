"""What is generated for the model on one page; ``python -m tests.generated`` writes it.

Cut out of the built graph: ``ontology/examples.ttl`` has the example of each class, ``queries/cookbook/answers.yaml`` the first rows that each query of the
cookbook gives for the project's own notice. From these and the ontology: the pictures and the list of classes in ``ontology/README.md``,
``ontology/CLASSES.md`` and ``queries/COOKBOOK.md``.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from tongbao import paths
from tongbao.ask.questions import read_query, recipes
from tongbao.ask.store import MemoryStore
from tongbao.errors import Language, Text
from tongbao.files.escape import markdown_text
from tongbao.pipeline.build import build
from tongbao.rdf.iris import prefixed
from tongbao.site.documents import bare
from tongbao.site.pages.model import examples, said
from tongbao.site.pages.model.choice import choice
from tongbao.site.pages.model.classes import Class, Property, Value, classes
from tongbao.site.pages.model.codes import codes_of
from tongbao.site.pages.model.columns import capital
from tongbao.site.pages.model.cookbook import Recipe, cookbook
from tongbao.site.pages.model.examples import example_of
from tongbao.site.pages.model.step import files
from tongbao.validate import choose_engine

ANSWERS = paths.QUERIES / "cookbook" / "answers.yaml"
BASE = "https://w3id.org/tongbao/id/"
FIRST = 3
"""How many rows of an answer are shown."""


def of_the_graph(graph: Path) -> Mapping[Path, str]:
    """Return what is made of the graph, by file."""
    lines = [bare(line) for line in graph.read_text("utf-8").splitlines(keepends=True)]
    return {examples.FILE: examples.written(lines, BASE), ANSWERS: answers(MemoryStore(graph))}


def write() -> None:
    """Write all of it: what is cut out of the graph first, since the documents show it."""
    with TemporaryDirectory() as folder:
        build(paths.DATA, Path(folder) / "out", choose_engine()[0])
        for file, text in of_the_graph(Path(folder) / "out" / "graph.nq").items():
            file.write_text(text, encoding="utf-8", newline="\n")
    for cached in (examples.examples, cookbook):
        cached.cache_clear()
    for file, text in of_the_ontology().items():
        file.write_text(text, encoding="utf-8", newline="\n")


def answers(store: MemoryStore) -> str:
    """Return the first rows of each query of the cookbook as YAML."""
    found = [
        "# The first rows that each query of the cookbook gives for 厦府办〔2023〕64号. Written by `make generated`.\n"
        "# 各查询示例对厦府办〔2023〕64号所得的前几行。由 `make generated` 写出。\n"
    ]
    for name, file in recipes().items():
        rows = store.select(read_query(file).text)
        found.append(f"{name}:\n  rows: {len(rows.rows)}\n  first:\n")
        found += [
            f"    - {json.dumps([_cell(term) for term in row], ensure_ascii=False)}\n" for row in rows.rows[:FIRST]
        ]
    return "".join(found)


def _cell(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return prefixed(term.value) or term.value.removeprefix(BASE)
    return term.value if isinstance(term, ox.Literal) else ""


# --- documents ----------------------------------------------------------------------------------------

README, CLASSES, COOKBOOK = (
    paths.ONTOLOGY / "README.md",
    paths.ONTOLOGY / "CLASSES.md",
    paths.QUERIES / "COOKBOOK.md",
)
PICTURES = paths.DOCS / "pictures"
MARK = re.compile(r"(<!-- model: written by `make generated` -->\n).*?(<!-- model: end -->)", re.DOTALL)
MADE = "<!-- Written by `make generated`; not to be changed by hand. -->\n"
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def of_the_ontology() -> Mapping[Path, str]:
    """Return the documents and pictures of the model, which are made from the ontology and from what was cut out of the graph."""
    pictures = {
        PICTURES / f"model-{name}-{language}.svg": text
        for language in LANGUAGES
        for name, text in files(language, "https://w3id.org/tongbao/ontology").items()
    }
    return {
        README: readme(README.read_text("utf-8")),
        CLASSES: class_document(),
        COOKBOOK: cookbook_document(),
        **pictures,
    }


def readme(text: str) -> str:
    """Return the README of the ontology with the pictures and the list of classes in both languages."""
    said = iter(LANGUAGES)
    return MARK.sub(lambda found: f"{found[1]}{overview(next(said))}{found[2]}", text)


def overview(language: Language) -> str:
    """Return the pictures and the list of classes."""
    core, rest = (
        _picture(name, title, language) for name, title in (("classes", said.CORE), ("other-classes", said.REST))
    )
    head = Text("| class | term | its name is in |", "| 类 | 术语 | 名称所在 |").to(language)
    rows = [
        f"| [{capital(cls.label.to(language))}](CLASSES.md#{_slug(cls)}) | `{cls.name}` | {_named(cls, language)} |"
        for cls in _listed()
    ]
    return "\n\n".join([core, said.READING.to(language), rest, "\n".join([head, "|---|---|---|", *rows])]) + "\n"


def _picture(name: str, title: Text, language: Language) -> str:
    """Return a picture that is also a link to its file; on a phone it is the narrow one."""
    wide, narrow = (f"../docs/pictures/model-{name}{ending}-{language}.svg" for ending in ("", "-narrow"))
    source = f'<source media="(max-width: 40rem)" srcset="{narrow}">'
    return f'<a href="{wide}"><picture>{source}<img alt="{title.to(language)}" src="{wide}"></picture></a>'


def _listed() -> list[Class]:
    large = choice().large
    return [classes()[name] for name in large] + [cls for name, cls in classes().items() if name not in large]


def _named(cls: Class, language: Language) -> str:
    none, between = Text("none", "无").to(language), Text(" or ", " 或 ").to(language)
    return between.join(f"`{name}`" for name in cls.labels) or none


def _slug(cls: Class) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w -]", "", _heading(cls).lower()).replace(" ", "-")


def _heading(cls: Class) -> str:
    return f"{cls.name} {capital(cls.label.en)} {cls.label.zh}"


def class_document() -> str:
    """Return the tables and examples of all classes, in both languages."""
    head = (
        "# The classes · 全部类\n\n"
        f"{MADE}\nWhat each class has, by the [ontology](README.md) and the shapes, and an example of it, cut out of the graph of 厦府办〔2023〕64号.\n"
        "How many: `1` exactly one, `0..1` at most one, `0..*` any number. The property in bold names the thing.\n"
        "[Queries to start from](../queries/COOKBOOK.md).\n\n"
        "每个类有哪些属性（据[本体](README.md)与形状），以及截自厦府办〔2023〕64号图谱的实例。个数：`1` 恰有一个，`0..1` 至多一个，`0..*` 任意个；粗体为名称所在。\n"
        "[查询示例](../queries/COOKBOOK.md)。\n"
    )
    return "\n".join([head, *map(_class, _listed())])


def _class(cls: Class) -> str:
    lines = [f"## {_heading(cls)}\n"]
    lines += [f"{text}\n" for text in (*cls.definition, *cls.note) if text]
    if cls.above:
        lines.append(f"A kind of `{cls.above}`. 属于 `{cls.above}`。\n")
    lines += ["| property 属性 | how many 个数 | value 取值 | meaning | 含义 |", "|---|---|---|---|---|"]
    lines += [_property(one, cls) for one in cls.properties]
    under, example = example_of(cls)
    if not example:
        lines.append("\nThe notice has nothing of the kind. 该公文中没有这一类。")
    elif under == cls.name:
        lines.append(f"\n```turtle\n{example}\n```")
    else:
        lines.append(f"\nExample 实例：`{under}`")
    return "\n".join(lines) + "\n"


def _property(one: Property, cls: Class) -> str:
    name = f"**`{one.name}`**" if one.name in cls.labels else f"`{one.name}`"
    values = ", ".join(_value(value) for value in one.values)
    en, zh = (own or label for own, label in zip(one.definition, one.label, strict=True))
    shortcut = Text(" (a shortcut)", "（捷径）") if one.is_derived else Text("", "")
    return f"| {name} | {one.many} | {values} | {en}{shortcut.en} | {zh}{shortcut.zh} |"


def _value(value: Value) -> str:
    if value.sort == "class" and value.name in classes():
        return f"[`{value.name}`](#{_slug(classes()[value.name])})"
    if value.sort == "vocabulary":
        return f"[{value.name}](vocab/{value.name}.ttl): `{codes_of(value.name).first}`"
    return f"`{value.name}`"


def cookbook_document() -> str:
    """Return the cookbook in both languages."""
    return f"# Cookbook · 查询示例\n\n{MADE}\n[English](#english) · [中文](#中文)\n\n## English\n\n{_recipes('en')}\n## 中文\n\n{_recipes('zh')}"


def _recipes(language: Language) -> str:
    first = Text(
        "Twelve queries to start from. Each runs as it stands (`tongbao query queries/cookbook/NAME.rq`), here and in any store whose default graph is\n"
        "the union of all graphs; its comments say what to change. [The classes](../ontology/CLASSES.md) says what each class has. First:\n",
        "可以改用的十二个查询。每个原样即可运行（`tongbao query queries/cookbook/名称.rq`），也可用于任何以全部图的并集为默认图的存储；注释说明可改之处。\n"
        "各类的属性见[全部类](../ontology/CLASSES.md)。须知：\n",
    )
    known = "\n".join(f"- {one.to(language)}" for one in said.FIRST)
    return "\n".join([first.to(language), known, "", *(_recipe(recipe, language) for recipe in cookbook())])


def _recipe(recipe: Recipe, language: Language) -> str:
    query, trap = recipe.query, Text("Trap:", "易错：").to(language)
    count = Text(f"{recipe.rows} rows for our notice. ", f"对本项目公文得 {recipe.rows} 行。").to(language)
    head = " | ".join(f"`?{column}`" for column in query.columns)
    rows = ["| " + " | ".join(markdown_text(cell) for cell in row) + " |" for row in recipe.first]
    table = "\n".join([f"| {head} |", "|" + "---|" * len(query.columns), *rows])
    return (
        f"### {query.summary.to(language)}\n\n**{trap}** {query.trap.to(language)}\n\n"
        f"```sparql\n{recipe.text(language).strip()}\n```\n\n[{recipe.name}.rq](cookbook/{recipe.name}.rq). {count}{query.description.to(language)}\n\n{table}\n"
    )
