# A unit co-leads with another that does not co-lead with it.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <unit/data> tb:coLeads ?old }
