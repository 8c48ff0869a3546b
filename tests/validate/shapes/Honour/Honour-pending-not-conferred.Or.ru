# An honour that is still sought has a conferrer.
# focus: <honour/n1/m1/case>
BASE <https://w3id.org/tongbao/id/>
PREFIX honourkind: <https://w3id.org/tongbao/vocab/honour-kind#>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <honour/n1/m1/case> tb:honourKind ?old } INSERT { <honour/n1/m1/case> tb:honourKind honourkind:pending-nomination } WHERE { <honour/n1/m1/case> tb:honourKind ?old }
