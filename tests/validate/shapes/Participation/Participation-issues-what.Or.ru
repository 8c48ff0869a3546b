# An issuer does not say which document.
# focus: <participation/n1/m1/issuer-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <participation/n1/m1/issuer-1> tb:concerns ?old }
