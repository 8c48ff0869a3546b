# A number of firms is called a sum of money.
# focus: <outcome/n1/m1/firms#value>
BASE <https://w3id.org/tongbao/id/>
PREFIX quantitykind: <https://w3id.org/tongbao/vocab/quantity-kind#>
PREFIX qudt: <http://qudt.org/schema/qudt/>

DELETE { <outcome/n1/m1/firms#value> qudt:hasQuantityKind ?old } INSERT { <outcome/n1/m1/firms#value> qudt:hasQuantityKind quantitykind:money } WHERE { <outcome/n1/m1/firms#value> qudt:hasQuantityKind ?old }
