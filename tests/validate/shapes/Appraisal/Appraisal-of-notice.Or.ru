# No notice announces a criticism.
# focus: <criticism/n1/3-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE DATA { <notice/n1> tb:hasCriticism <criticism/n1/3-1> }
