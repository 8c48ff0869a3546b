# A unit leads together with itself.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <unit/tax> tb:coLeads <unit/tax> }
