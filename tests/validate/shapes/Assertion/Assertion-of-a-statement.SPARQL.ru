# The date of a notice is not the one that is asserted.
# focus: <assertion/notice/n1/date-written>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <notice/n1> tb:dateWritten ?old } INSERT { <notice/n1> tb:dateWritten "2023-10-28"^^xsd:date } WHERE { <notice/n1> tb:dateWritten ?old }
