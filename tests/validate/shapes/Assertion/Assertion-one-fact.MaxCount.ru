# An assertion asserts a value and a thing.
# focus: <assertion/unit/tax/name>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <assertion/unit/tax/name> tb:assertedObject <unit/office> }
