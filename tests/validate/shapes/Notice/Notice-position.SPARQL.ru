# Two measures of one annex stand in position 1.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <measure/n1/m2> tb:position ?old } INSERT { <measure/n1/m2> tb:position 1 } WHERE { <measure/n1/m2> tb:position ?old }
