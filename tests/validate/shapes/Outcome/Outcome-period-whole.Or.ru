# An end without a start.
# focus: <outcome/n1/m1/place>
BASE <https://w3id.org/tongbao/id/>
PREFIX measureunit: <https://w3id.org/tongbao/vocab/unit-of-measure#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE WHERE { <outcome/n1/m1/place> tb:periodStart ?old }
