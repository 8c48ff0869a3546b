# A period that ends before it begins.
# focus: <outcome/n1/m1/place>
BASE <https://w3id.org/tongbao/id/>
PREFIX measureunit: <https://w3id.org/tongbao/vocab/unit-of-measure#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <outcome/n1/m1/place> tb:firstDay ?old } INSERT { <outcome/n1/m1/place> tb:firstDay "2024-01-01"^^xsd:date } WHERE { <outcome/n1/m1/place> tb:firstDay ?old }
