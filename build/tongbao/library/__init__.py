"""What ``import tongbao`` offers: a graph that Python asks, validation, and the records of a dataset."""

import logging

from tongbao.library.asking import Question, questions
from tongbao.library.datasets import load
from tongbao.library.graph import KnowledgeGraph, open
from tongbao.library.records import Measure, Notice, Outcome, Participant, Quantity, Quotation, Unit
from tongbao.library.rows import Row, Rows
from tongbao.library.validation import Report, validate
from tongbao.library.values import IRI

logging.getLogger("tongbao").addHandler(logging.NullHandler())

__all__ = [
    "IRI",
    "KnowledgeGraph",
    "Measure",
    "Notice",
    "Outcome",
    "Participant",
    "Quantity",
    "Question",
    "Quotation",
    "Report",
    "Row",
    "Rows",
    "Unit",
    "load",
    "open",
    "questions",
    "validate",
]
