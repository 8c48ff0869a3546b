# A conferrer names no unit.
# focus: <participation/n1/m1/conferrer-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <participation/n1/m1/conferrer-1> tb:participant ?old }
