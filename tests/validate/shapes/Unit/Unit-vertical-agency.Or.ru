# Nobody manages a vertical agency.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <unit/tax> tb:managedBy ?old }
