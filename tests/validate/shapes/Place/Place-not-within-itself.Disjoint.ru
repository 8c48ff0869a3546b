# Two places lie within each other.
# focus: <place/city>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <place/province> tb:within <place/city> }
