"""The same two questions by DuckDB, over the same derived edges in a database file.

    python duck.py load EDGES.csv DATABASE      (not counted: makes the tables)
    python duck.py co-lead-pairs|leads-by-unit DATABASE TIMES

EDGES.csv has the columns subject, property, object. Prints one JSON object as ask.py does, rows included.
"""

import json
import sys
import time

import duckdb

TABLES = """
CREATE TABLE edges AS FROM read_csv('{file}', header = true, all_varchar = true);
CREATE TABLE leads AS SELECT subject AS unit, object AS measure FROM edges WHERE property = 'leads';
CREATE TABLE co_leadership AS
    SELECT subject AS edge, min(object) AS one, max(object) AS other, any_value(w.weight) AS weight
    FROM edges JOIN (SELECT subject, object::INTEGER AS weight FROM edges WHERE property = 'weight') w USING (subject)
    WHERE property = 'coLeader' GROUP BY subject;
CREATE TABLE co_led AS SELECT subject AS edge, object AS measure FROM edges WHERE property = 'coLedMeasure';
DROP TABLE edges;
"""

QUESTIONS = {
    "co-lead-pairs": """
        SELECT one, other, weight, measures
        FROM co_leadership JOIN (
            SELECT edge, string_agg(name, ' ' ORDER BY name) AS measures
            FROM (SELECT edge, regexp_replace(measure, '^.*/id/measure/', '') AS name FROM co_led)
            GROUP BY edge) USING (edge)
        ORDER BY weight DESC, one, other""",
    "leads-by-unit": """
        SELECT unit, count(*) AS times, string_agg(name, ' ' ORDER BY name) AS measures
        FROM (SELECT DISTINCT unit, regexp_replace(measure, '^.*/id/measure/', '') AS name FROM leads)
        GROUP BY unit ORDER BY times DESC, unit""",
}


def main(what: str, first: str, second: str) -> None:
    """Make the tables, or ask."""
    if what == "load":
        duckdb.connect(second).execute(TABLES.format(file=first))
        print("{}")
        return
    database = duckdb.connect(first, read_only=True)
    seconds = []
    for _ in range(int(second)):
        start = time.perf_counter()
        rows = database.execute(QUESTIONS[what]).fetchall()
        seconds.append(time.perf_counter() - start)
    values = [[str(cell) for cell in row] for row in rows]
    print(json.dumps({"seconds": seconds, "rows": len(rows), "values": values}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
