"""The reference of the commands and of the Python library, from what they declare; ``python -m tests.generated`` writes it.

Commands and options say what they are in both languages, so `docs/reference-commands.md` and its Chinese page do. Docstrings are in English:
the Chinese page of the library has them as they are.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FunctionType

import tongbao
from tongbao import paths
from tongbao.cli.command import Command
from tongbao.cli.commands import COMMANDS
from tongbao.cli.options import EVERYWHERE, Option
from tongbao.cli.parser import EXIT_CODES
from tongbao.errors import Language, Text
from tongbao.files.escape import markdown_text

_ENDINGS: Mapping[Language, str] = {"en": ".md", "zh": ".zh-CN.md"}
_Defined = ast.ClassDef | ast.FunctionDef


def made() -> Mapping[Path, str]:
    """Return both references in both languages, by file."""
    found = {}
    for language, ending in _ENDINGS.items():
        found[paths.ROOT / "docs" / f"reference-commands{ending}"] = "\n".join((*_commands(language), ""))
        found[paths.ROOT / "docs" / f"reference-python{ending}"] = "\n".join((*_library(language), ""))
    return found


# --- commands ---------------------------------------------------------------------------------------

_COMMANDS = Text("Commands", "命令")
_ABOUT_COMMANDS = Text(
    "Every command with its options, as `tongbao COMMAND --help` tells them. What the commands are for stands in the guides.",
    "各命令及其选项，与 `tongbao COMMAND --help` 所示相同。用途与示例见各篇说明。",
)
_ALL = Text("Every command takes these, too:", "各命令另有以下选项：")
_OPTION, _MEANING = Text("Option", "选项"), Text("Meaning", "说明")
_PARAMETERS = Text(
    "It also takes the parameters of the question: `--unit NAME` …", "另接受问题的参数：`--unit NAME` 等。"
)


def _commands(language: Language) -> Iterator[str]:
    yield f"# {_COMMANDS.to(language)}\n\n{_ABOUT_COMMANDS.to(language)}\n\n{_sentence(EXIT_CODES, language)}\n"
    yield f"{_ALL.to(language)}\n"
    yield from _options(EVERYWHERE, language)
    for command in COMMANDS.values():
        yield from _command(command, language)


def _command(command: Command, language: Language) -> Iterator[str]:
    yield f"\n## tongbao {command.name}\n\n{_sentence(command.summary, language)}"
    if command.takes_more:
        yield f"\n{_PARAMETERS.to(language)}"
    yield ""
    yield from _options(tuple(command.options()), language)


def _options(options: tuple[Option, ...], language: Language) -> Iterator[str]:
    yield f"| {_OPTION.to(language)} | {_MEANING.to(language)} |\n|---|---|"
    for each in sorted(options, key=lambda each: each.names[0].startswith("-")):
        shown = each.about.to(language)
        yield f"| {', '.join(_called(each, language))} | {markdown_text(shown)} |"


def _called(option: Option, language: Language) -> Iterator[str]:
    """Yield the names of an option, each with what follows it."""
    said = option.settings
    metavar = said.get("metavar", "")
    value = metavar.to(language) if isinstance(metavar, Text) else metavar
    choices = [str(each) for each in said.get("choices", ())]
    for name in option.names:
        if not name.startswith("-"):
            yield f"`{(value or name.upper()).replace('|', chr(92) + '|')}{' …' if said.get('nargs') in ('+', '*') else ''}`"
        elif "action" in said:
            yield f"`{name}`"
        else:
            yield f"`{name} {value or ' / '.join(choices) or name.lstrip('-').upper()}`"


def _sentence(text: Text, language: Language) -> str:
    said = text.to(language)
    return said[0].upper() + said[1:] + Text(".", "。").to(language)


# --- the library ------------------------------------------------------------------------------------

_LIBRARY = Text("Python reference", "Python 参考")
_ABOUT_LIBRARY = Text(
    "Every public name of `tongbao`, from the code. Two guides say how to work with it: "
    "[questions and tables](python-questions.md), [the network](python-network.md).",
    "`tongbao` 的全部公开名称，由代码生成，说明文字为英文原文。用法见"
    "[提问与表格](python-questions.zh-CN.md)、[网络](python-network.zh-CN.md)两篇说明。",
)
_KINDS = {
    "functions": Text("Functions", "函数"),
    "classes": Text("Classes", "类"),
    "errors": Text("Errors", "异常"),
}


def _library(language: Language) -> Iterator[str]:
    yield f"# {_LIBRARY.to(language)}\n\n{_ABOUT_LIBRARY.to(language)}"
    for kind, heading in _KINDS.items():
        yield f"\n## {heading.to(language)}"
        for name in sorted(tongbao.__all__, key=str.lower):
            value = getattr(tongbao, name)
            if _kind(value) == kind:
                yield from _public(name, value)


def _kind(value: object) -> str:
    if not isinstance(value, type):
        return "functions"
    return "errors" if issubclass(value, BaseException) else "classes"


def _public(name: str, value: object) -> Iterator[str]:
    node = _defined(value)
    if isinstance(node, ast.FunctionDef):
        yield f"\n### tongbao.{name}({_arguments(node)})\n\n{_explained(node)}"
        return
    bases = ", ".join(ast.unparse(base) for base in node.bases if name.endswith("Error"))
    yield f"\n### tongbao.{name}{f' ({bases})' if bases else ''}\n\n{_explained(node)}"
    yield from _members(node)


def _members(node: ast.ClassDef) -> Iterator[str]:
    """Yield the fields of a class, then its properties and methods, as their docstrings tell them."""
    fields = [*_fields(node)]
    if fields:
        yield "\n" + "\n".join(fields)
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and not each.name.startswith("_") and ast.get_docstring(each):
            is_property = any(ast.unparse(one).endswith("property") for one in each.decorator_list)
            call = each.name if is_property else f"{each.name}({_arguments(each)})"
            yield f"\n**`{call}`** → `{_type(each.returns)}`\n\n{_explained(each)}"


def _fields(node: ast.ClassDef) -> Iterator[str]:
    following = [*node.body[1:], None]
    for each, after in zip(node.body, following, strict=True):
        if not isinstance(each, ast.AnnAssign) or ast.unparse(each.target).startswith("_"):
            continue
        said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
        about = _as_markdown(inspect.cleandoc(str(said))).replace("\n", " ")
        yield f"- `{ast.unparse(each.target)}`: `{_type(each.annotation)}`{f'. {about}' if about else ''}"


def _defined(value: object) -> _Defined:
    """Return where a function or a class is defined."""
    source = value if isinstance(value, type | FunctionType) else value._function  # type: ignore[attr-defined]
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(source))).body
    assert isinstance(node, _Defined)
    return node


def _arguments(node: ast.FunctionDef) -> str:
    """Return the arguments of a function, without their types, which its docstring explains."""
    arguments = node.args
    for each in (*arguments.args, *arguments.kwonlyargs, arguments.kwarg):
        if each:
            each.annotation = None
    arguments.args = [each for each in arguments.args if each.arg != "self"]
    return ast.unparse(arguments)


def _type(node: ast.expr | None) -> str:
    return ast.unparse(node).strip("'\"") if node else "None"


def _explained(node: _Defined) -> str:
    return _as_markdown(ast.get_docstring(node) or "")


def _as_markdown(docstring: str) -> str:
    """Return a docstring as Markdown: names in code, examples as sessions of Python."""
    blocks = []
    for block in docstring.split("\n\n"):
        shown = textwrap.dedent(block)
        is_example = shown.startswith(">>> ")
        blocks.append(f"```pycon\n{shown}\n```" if is_example else re.sub("``([^`]+)``", r"`\1`", block))
    return "\n\n".join(blocks)
