# The last day lies in another year.
# focus: <event/n1/m1/launch>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { <event/n1/m1/launch> tb:latest ?old } INSERT { <event/n1/m1/launch> tb:latest "2024-12-31"^^xsd:date } WHERE { <event/n1/m1/launch> tb:latest ?old }
