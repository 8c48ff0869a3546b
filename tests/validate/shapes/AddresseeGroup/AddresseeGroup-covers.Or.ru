# A group of addressees covers nothing.
# focus: <addressees/n1/1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <addressees/n1/1> tb:coversKind ?old }
