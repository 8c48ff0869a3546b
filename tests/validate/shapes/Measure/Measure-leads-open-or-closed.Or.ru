# A measure with leads does not say whether its list is closed.
# focus: <measure/n1/m1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <measure/n1/m1> tb:leadsOpen ?old }
