# Two places have one code.
# focus: <place/city>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <place/province> tb:placeCode ?old } INSERT { <place/province> tb:placeCode "350200" } WHERE { <place/province> tb:placeCode ?old }
