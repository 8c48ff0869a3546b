# A unit has a name in English alone.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE DATA { <unit/tax> skos:prefLabel "甲市税务局"@zh }
