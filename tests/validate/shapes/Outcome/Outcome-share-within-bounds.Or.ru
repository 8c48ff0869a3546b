# A share of 150 percent.
# focus: <outcome/n1/m1/rate>
BASE <https://w3id.org/tongbao/id/>
PREFIX qudt: <http://qudt.org/schema/qudt/>

DELETE { <outcome/n1/m1/rate#value> qudt:numericValue ?old } INSERT { <outcome/n1/m1/rate#value> qudt:numericValue 150.0 } WHERE { <outcome/n1/m1/rate#value> qudt:numericValue ?old }
