# A city has no code.
# focus: <place/city>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <place/city> tb:placeCode ?old }
