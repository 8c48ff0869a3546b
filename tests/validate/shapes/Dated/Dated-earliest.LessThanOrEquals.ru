# The first day is after the last.
# focus: <event/n1/m1/launch>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <event/n1/m1/launch> tb:latest ?old } INSERT { <event/n1/m1/launch> tb:latest "1999-01-01"^^xsd:date } WHERE { <event/n1/m1/launch> tb:latest ?old }
