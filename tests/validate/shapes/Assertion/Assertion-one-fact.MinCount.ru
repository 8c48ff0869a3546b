# An assertion asserts nothing.
# focus: <assertion/unit/tax/name>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <assertion/unit/tax/name> tb:assertedValue ?old }
