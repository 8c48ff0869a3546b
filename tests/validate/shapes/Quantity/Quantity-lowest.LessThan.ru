# A range with its ends turned.
# focus: <outcome/n1/m1/floors#value>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <outcome/n1/m1/floors#value> tb:lowest ?old } INSERT { <outcome/n1/m1/floors#value> tb:lowest 9.0 } WHERE { <outcome/n1/m1/floors#value> tb:lowest ?old }
