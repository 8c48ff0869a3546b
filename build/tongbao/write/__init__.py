"""Write statements: sorted N-Quads parts, their merge, and the other formats, all at once or not at all."""

from tongbao.write.folder import Output, built_at, held_output, new_output
from tongbao.write.formats import FORMATS, write_format
from tongbao.write.parts import merged, quad_lines, write_part, write_sorted
from tongbao.write.tree import MANIFEST, is_laid_out, lay_out, manifest, read_manifest
from tongbao.write.whole import write_whole

__all__ = [
    "FORMATS",
    "MANIFEST",
    "Output",
    "built_at",
    "held_output",
    "is_laid_out",
    "lay_out",
    "manifest",
    "merged",
    "new_output",
    "quad_lines",
    "read_manifest",
    "write_format",
    "write_part",
    "write_sorted",
    "write_whole",
]
