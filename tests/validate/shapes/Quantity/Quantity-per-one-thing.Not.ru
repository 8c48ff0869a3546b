# For each year and for each household.
# focus: <outcome/n1/m1/floors#value>
BASE <https://w3id.org/tongbao/id/>
PREFIX measureunit: <https://w3id.org/tongbao/vocab/unit-of-measure#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { <outcome/n1/m1/floors#value> tb:per measureunit:year }
