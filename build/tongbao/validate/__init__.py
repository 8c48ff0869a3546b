"""Validate the graph with SHACL, and report the findings."""

from tongbao.validate.batches import (
    AuthorityIndex,
    check_across,
    check_batch,
    check_notices,
    check_shared,
    check_units,
)
from tongbao.validate.engines import Engine, Finding, check_with_pyshacl, check_with_rust, choose_engine
from tongbao.validate.formats import write_problems, write_report
from tongbao.validate.ontology import check_ontology
from tongbao.validate.ours import engine_for
from tongbao.validate.report import blocking, departures, located, summary

__all__ = [
    "AuthorityIndex",
    "Engine",
    "Finding",
    "blocking",
    "check_across",
    "check_batch",
    "check_notices",
    "check_ontology",
    "check_shared",
    "check_units",
    "check_with_pyshacl",
    "check_with_rust",
    "choose_engine",
    "departures",
    "engine_for",
    "located",
    "summary",
    "write_problems",
    "write_report",
]
