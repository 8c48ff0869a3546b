# The second commendation is numbered 3.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <commendation/n1/1-2> tb:order ?old } INSERT { <commendation/n1/1-2> tb:order 3 } WHERE { <commendation/n1/1-2> tb:order ?old }
