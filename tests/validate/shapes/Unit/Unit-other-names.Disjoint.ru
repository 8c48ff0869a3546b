# The full name of a unit stands among its short names.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { <unit/tax> skos:altLabel "甲市税务局"@zh }
