# Two units manage each other.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <unit/office> tb:managedBy <unit/tax> }
