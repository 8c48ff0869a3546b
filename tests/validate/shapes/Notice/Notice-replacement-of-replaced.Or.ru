# A valid notice names one that replaces it.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX state: <https://w3id.org/tongbao/vocab/notice-state#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <notice/n1> tb:state ?old } INSERT { <notice/n1> tb:state state:valid } WHERE { <notice/n1> tb:state ?old }
