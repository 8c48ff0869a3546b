"""The same statements by morph-kgc: an RML mapping over Parquet tables, to N-Triples, as its command line makes them.

    python with_morph_kgc.py FOLDER OUT.nt PROCESSES [PARTITIONING]

FOLDER holds what tables.py made. Reading and compiling the mapping is not counted (the engine can keep it compiled);
reading the tables, materialising and writing are. Prints one JSON object.
"""

import json
import logging
import multiprocessing
import sys
import time
from itertools import repeat
from pathlib import Path
from typing import Any

from morph_kgc.args_parser import load_config_from_argument
from morph_kgc.mapping.mapping_parser import retrieve_mappings
from morph_kgc.materializer import _materialize_mapping_group_to_file
from morph_kgc.utils import prepare_output_files

PREFIXES = "@prefix rml: <http://w3id.org/rml/> .\n@prefix : <urn:map:> .\n"


def rules(table: dict[str, Any], folder: Path) -> str:
    """Write the RML of a table."""
    source = f'rml:logicalSource [ rml:source "{folder / table["name"]}.plain.parquet" ]'
    classes = "".join(f" ; rml:class <{name}>" for name in table["classes"])
    subject = f'rml:subjectMap [ rml:reference "s" ; rml:termType rml:IRI{classes} ]'
    objects = (
        f'rml:predicateObjectMap [ rml:predicate <{column["property"]}> ; rml:objectMap [ rml:reference "{column["name"]}"'
        f" ; {typed(column['kind'])} ] ]"
        for column in table["columns"]
    )
    return f":{table['name']} a rml:TriplesMap ; " + " ; ".join([source, subject, *objects]) + " .\n"


def typed(kind: str) -> str:
    """Return what an object map says of its terms."""
    if kind == "iri":
        return "rml:termType rml:IRI"
    if kind.startswith("@"):
        return f'rml:language "{kind[1:]}"'
    return f"rml:datatype {kind[2:]}" if kind else "rml:termType rml:Literal"


def main(folder: Path, out: Path, processes: int, partitioning: str) -> None:
    """Materialise all tables."""
    tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
    mapping = out.with_suffix(".rml.ttl")
    mapping.write_text(PREFIXES + "".join(rules(table, folder) for table in tables), encoding="utf-8")
    settings = f"output_file: {out}\nnumber_of_processes: {processes}\nmapping_partitioning: {partitioning}"
    config = load_config_from_argument(
        f"[CONFIGURATION]\n{settings}\nlogging_level: ERROR\n[DATA]\nmappings: {mapping}"
    )
    logging.disable()
    compiled, functions, http = retrieve_mappings(config)
    config.set("CONFIGURATION", "http_api_df", http.to_csv())
    groups = [group for _, group in compiled.groupby(by="mapping_partition")]
    prepare_output_files(config, compiled)
    start = time.perf_counter()
    work = list(zip(groups, repeat(compiled), repeat(functions), repeat(config), strict=False))
    if processes == 1:
        count = sum(_materialize_mapping_group_to_file(*arguments) for arguments in work)
    else:
        with multiprocessing.Pool(processes) as pool:
            count = sum(pool.starmap(_materialize_mapping_group_to_file, work))
    print(json.dumps({"seconds": time.perf_counter() - start, "statements": count, "groups": len(groups)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:] or ["PARTIAL-AGGREGATIONS"])
