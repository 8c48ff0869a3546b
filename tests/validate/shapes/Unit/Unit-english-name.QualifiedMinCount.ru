# A unit has no name in English.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE DATA { <unit/tax> skos:prefLabel "Jia City Tax Service"@en }
