# A number of firms is called a rank.
# focus: <outcome/n1/m1/firms>
BASE <https://w3id.org/tongbao/id/>
PREFIX reading: <https://w3id.org/tongbao/vocab/reading#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <outcome/n1/m1/firms> tb:reading ?old } INSERT { <outcome/n1/m1/firms> tb:reading reading:rank } WHERE { <outcome/n1/m1/firms> tb:reading ?old }
