# One list of leads in a closed notice is open.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <measure/n1/m1> tb:leadsOpen ?old } INSERT { <measure/n1/m1> tb:leadsOpen true } WHERE { <measure/n1/m1> tb:leadsOpen ?old }
