# A criticism is typed as a commendation.
# focus: <criticism/n1/3-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE DATA { <criticism/n1/3-1> a tb:Criticism } ;
INSERT DATA { <criticism/n1/3-1> a tb:Commendation }
