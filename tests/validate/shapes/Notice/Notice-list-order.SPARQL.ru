# The second entry of the distribution list is numbered 3.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <distribution/n1/2> tb:order ?old } INSERT { <distribution/n1/2> tb:order 3 } WHERE { <distribution/n1/2> tb:order ?old }
