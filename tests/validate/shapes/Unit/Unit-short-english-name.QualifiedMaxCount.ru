# A unit has two short names in English.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <unit/tax> skos:altLabel "Tax Service"@en, "Taxes"@en }
