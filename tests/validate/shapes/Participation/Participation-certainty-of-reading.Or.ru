# A lead by its column's heading says how certain it is.
# focus: <participation/n1/m1/lead-2>
BASE <https://w3id.org/tongbao/id/>
PREFIX certainty: <https://w3id.org/tongbao/vocab/certainty#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <participation/n1/m1/lead-2> tb:certainty certainty:probable }
