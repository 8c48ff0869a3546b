# Another notice announces the same criticism.
# focus: <criticism/n1/3-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <notice/other> tb:hasCriticism <criticism/n1/3-1> }
