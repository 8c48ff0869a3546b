# An issuer rests on a reading.
# focus: <participation/n1/m1/issuer-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX rolebasis: <https://w3id.org/tongbao/vocab/role-basis#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <participation/n1/m1/issuer-1> tb:roleBasis ?old } INSERT { <participation/n1/m1/issuer-1> tb:roleBasis rolebasis:reading } WHERE { <participation/n1/m1/issuer-1> tb:roleBasis ?old }
