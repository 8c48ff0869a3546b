# A criticism counts as praise.
# focus: <commendation/n1/1-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX act: <https://w3id.org/tongbao/vocab/act#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <commendation/n1/1-1> tb:act ?old } INSERT { <commendation/n1/1-1> tb:act act:circular-criticism } WHERE { <commendation/n1/1-1> tb:act ?old }
