# No measure of a closed notice says that its leads are closed.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { ?measure tb:leadsOpen ?old }
