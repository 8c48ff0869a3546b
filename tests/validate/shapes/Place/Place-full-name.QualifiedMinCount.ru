# A place has a name in English alone.
# focus: <place/city>
BASE <https://w3id.org/tongbao/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE DATA { <place/city> skos:prefLabel "甲市"@zh }
