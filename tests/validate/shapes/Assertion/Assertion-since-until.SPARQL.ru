# A name ends before it begins.
# focus: <assertion/unit/tax/name>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <assertion/unit/tax/name> tb:until ?old } INSERT { <assertion/unit/tax/name> tb:until "2017"^^xsd:gYear } WHERE { <assertion/unit/tax/name> tb:until ?old }
