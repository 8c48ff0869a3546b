# The notice is printed the day before it is written.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <notice/n1> tb:datePrinted ?old } INSERT { <notice/n1> tb:datePrinted "2023-10-28"^^xsd:date } WHERE { <notice/n1> tb:datePrinted ?old }
