# The serial is not that of the number.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <notice/n1> tb:serial ?old } INSERT { <notice/n1> tb:serial 46 } WHERE { <notice/n1> tb:serial ?old }
