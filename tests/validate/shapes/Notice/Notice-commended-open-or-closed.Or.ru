# A notice that commends does not say whether its list is closed.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <notice/n1> tb:commendedOpen ?old }
