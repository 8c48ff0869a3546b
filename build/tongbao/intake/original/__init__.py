"""Files as offices publish them, read into paragraphs and tables."""

from tongbao.intake.original.layout import Block, Cell, Doubt, Original, Paragraph, Piece, Table
from tongbao.load.positions import Box

__all__ = ["Block", "Box", "Cell", "Doubt", "Original", "Paragraph", "Piece", "Table"]
