# Two units bear one full name.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { <unit/data> skos:prefLabel ?old } INSERT { <unit/data> skos:prefLabel "甲市税务局"@zh } WHERE { <unit/data> skos:prefLabel ?old }
