# A measure says it is published elsewhere.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <measure/n1/m1> tb:publishedIn ?old } INSERT { <measure/n1/m1> tb:publishedIn <notice/n2> } WHERE { <measure/n1/m1> tb:publishedIn ?old }
