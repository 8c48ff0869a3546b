# One outcome points to another that does not point back.
# focus: <outcome/n1/m1/rate>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <outcome/n1/m1/rate> tb:statedWith ?old }
