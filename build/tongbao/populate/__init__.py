"""Turn facts into statements: pure functions, one for each class of the ontology."""

from tongbao.populate.authority import authority_statements
from tongbao.populate.dataset import dataset_statements, graph_statements
from tongbao.populate.derived import co_lead_pairs, co_leadership_statements, derived_statements
from tongbao.populate.notice import notice_statements
from tongbao.populate.vocabulary import ontology_statements, own_vocabulary_statements, vocabulary_statements

__all__ = [
    "authority_statements",
    "co_lead_pairs",
    "co_leadership_statements",
    "dataset_statements",
    "derived_statements",
    "graph_statements",
    "notice_statements",
    "ontology_statements",
    "own_vocabulary_statements",
    "vocabulary_statements",
]
