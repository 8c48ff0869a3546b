# The second lead is numbered 3.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <participation/n1/m1/lead-2> tb:order ?old } INSERT { <participation/n1/m1/lead-2> tb:order 3 } WHERE { <participation/n1/m1/lead-2> tb:order ?old }
