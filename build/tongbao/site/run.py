"""Make the site of a build: what has changed is made again, everything else stays as it is."""

from pathlib import Path

from tongbao.errors import OutputError, Place, Problem, Text
from tongbao.pipeline.export import check, require_build
from tongbao.pipeline.seal import check_sealed
from tongbao.progress import SILENT, Progress
from tongbao.site.authority import make_authority
from tongbao.site.changes.history import keep_version, note_changes
from tongbao.site.changes.model import Version
from tongbao.site.folder import at_work, claim, finish, untouched, unwritable
from tongbao.site.gone import note_what_is_gone, published_before
from tongbao.site.memory import Memory
from tongbao.site.notices import make_notices
from tongbao.site.questions import make_questions
from tongbao.site.remarks import remarks
from tongbao.site.runner import Published, Runner
from tongbao.site.sources import Sources
from tongbao.site.steps import STEPS


def publish(built: Path, data: Path, out: Path, *, jobs: int = 1, progress: Progress = SILENT) -> Published:
    """Make the site of a build into a folder.

    Raises OutputError where there is no build, or the folder cannot be written or is not ours. Raises DataError where the
    source text of a notice is missing or has changed since the build.
    """
    require_build(built)
    progress.step(Text("Checking the build", "正在核对构建结果"))
    check(built)
    for file in built.glob("graph.*"):
        check_sealed(file)
    hidden = claim(out)
    try:
        with Memory.at(hidden) as memory, at_work(out):
            return _published(Sources(built, data, out, memory, progress), memory, progress, jobs)
    except OSError as error:
        raise OutputError(unwritable(out, error)) from error


def _published(sources: Sources, memory: Memory, progress: Progress, jobs: int) -> Published:
    progress.step(Text("Reading", "正在读取"))
    out = sources.folder
    runner = Runner(out, sources.site, memory, progress)
    _keep_base(runner)
    memory.forget_keys(untouched(out).__contains__)  # lost or overwritten files are made again
    before = published_before(runner)
    changed = make_notices(sources, runner, jobs)
    make_authority(sources, runner, changed, jobs)
    make_questions(sources, runner, jobs)
    note_what_is_gone(sources, runner, before)
    done = runner.done
    done.remarks += remarks(sources.site, sources.built, sources.data, done.gone, remembers=before.is_known)
    said = Version(
        sources.site.version, sources.site.modified, sum(name.startswith("notice/") for name in sources.parts)
    )
    note_changes(out, sources.built, sources.parts, said)
    runner.steps(STEPS, sources)
    keep_version(out, sources.built, sources.parts)
    done.files = sum(1 for _ in memory.files())
    finish(out)
    return done


def _keep_base(runner: Runner) -> None:
    """Keep the site of another dataset as it is: it has another base. Raises OutputError."""
    base, before = runner.site.base, runner.memory.key("site/base").decode()
    if before and before != base:
        what = Text(
            f"This is the site of {before}; the dataset's base is {base}.",
            f"此处是 {before} 的网站，而本数据集的基准 IRI 为 {base}。",
        )
        cure = Text(
            "Give another folder with --out; if the base was changed, delete this one first.",
            "请用 --out 另选文件夹；若确已更改基准 IRI，请先删除此文件夹。",
        )
        raise OutputError(Problem("another-site", what, cure, Place(runner.out)))
    runner.memory.keep("site/base", base.encode())
