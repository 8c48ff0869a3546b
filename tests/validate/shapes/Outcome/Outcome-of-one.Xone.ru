# A figure of an act is called one of a measure.
# focus: <figure/n1/3/days>
BASE <https://w3id.org/tongbao/id/>
PREFIX nature: <https://w3id.org/tongbao/vocab/outcome-nature#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <figure/n1/3/days> tb:nature ?old } INSERT { <figure/n1/3/days> tb:nature nature:context } WHERE { <figure/n1/3/days> tb:nature ?old }
