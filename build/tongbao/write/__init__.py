"""Write statements: sorted N-Quads parts, their merge, and the other formats, all at once or not at all."""

from tongbao.write.folder import new_output
from tongbao.write.formats import write_formats
from tongbao.write.parts import merged, quad_lines, write_part

__all__ = ["merged", "new_output", "quad_lines", "write_formats", "write_part"]
