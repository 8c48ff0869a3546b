# A notice does not name one who leads.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE DATA { <notice/n1> tb:namesLead <unit/tax> }
