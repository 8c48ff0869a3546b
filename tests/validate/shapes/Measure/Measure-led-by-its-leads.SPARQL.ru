# A unit is said to lead a measure in which it has no part.
# focus: <measure/n1/m2>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <unit/tax> tb:leads <measure/n1/m2> }
