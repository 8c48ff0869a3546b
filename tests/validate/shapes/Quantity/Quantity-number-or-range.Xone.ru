# A range without its upper end.
# focus: <outcome/n1/m1/floors#value>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <outcome/n1/m1/floors#value> tb:highest ?old }
