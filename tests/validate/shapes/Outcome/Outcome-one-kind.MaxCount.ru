# Days before, yuan after.
# focus: <outcome/n1/m1/time>
BASE <https://w3id.org/tongbao/id/>
PREFIX measureunit: <https://w3id.org/tongbao/vocab/unit-of-measure#>
PREFIX quantitykind: <https://w3id.org/tongbao/vocab/quantity-kind#>
PREFIX qudt: <http://qudt.org/schema/qudt/>

DELETE { <outcome/n1/m1/time#after> qudt:hasUnit ?old } INSERT { <outcome/n1/m1/time#after> qudt:hasUnit measureunit:yuan } WHERE { <outcome/n1/m1/time#after> qudt:hasUnit ?old } ;
DELETE { <outcome/n1/m1/time#after> qudt:hasQuantityKind ?old } INSERT { <outcome/n1/m1/time#after> qudt:hasQuantityKind quantitykind:money } WHERE { <outcome/n1/m1/time#after> qudt:hasQuantityKind ?old }
