# An issuer stands in a separator group.
# focus: <participation/n1/m1/issuer-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <participation/n1/m1/issuer-1> tb:separatorGroup 1 }
