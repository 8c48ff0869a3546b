"""What changed between two versions of a dataset: compared, told in words, and remembered over publishings."""

from tongbao.site.changes.compare import compare as compare
from tongbao.site.changes.model import Changes as Changes
