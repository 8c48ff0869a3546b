# A notice says something of itself, and points to no words.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <assertion/notice/n1/date-written> tb:statedIn ?old }
