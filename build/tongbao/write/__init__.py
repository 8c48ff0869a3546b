"""Write statements: sorted N-Quads parts, their merge, and the other formats, all at once or not at all."""

from tongbao.write.appearing import appearing
from tongbao.write.database import Database, opened
from tongbao.write.folder import Output, built_at, held_output, locked, new_output
from tongbao.write.formats import FORMATS, write_format
from tongbao.write.parts import merged, quad_lines, write_part, write_sorted
from tongbao.write.seal import CACHE, CHANGED, SEAL, Entry, Seal, check_sealed, distrust, sha256_of
from tongbao.write.tree import MANIFEST, is_laid_out, lay_out, manifest, read_manifest
from tongbao.write.whole import replace, write_whole

__all__ = [
    "CACHE",
    "CHANGED",
    "FORMATS",
    "MANIFEST",
    "SEAL",
    "Database",
    "Entry",
    "Output",
    "Seal",
    "appearing",
    "built_at",
    "check_sealed",
    "distrust",
    "held_output",
    "is_laid_out",
    "lay_out",
    "locked",
    "manifest",
    "merged",
    "new_output",
    "opened",
    "quad_lines",
    "read_manifest",
    "replace",
    "sha256_of",
    "write_format",
    "write_part",
    "write_sorted",
    "write_whole",
]
