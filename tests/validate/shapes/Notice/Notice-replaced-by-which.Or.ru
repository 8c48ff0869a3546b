# A replaced notice does not say what replaces it.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <notice/n1> dcterms:isReplacedBy ?old ; tb:stateSaidIn ?document }
