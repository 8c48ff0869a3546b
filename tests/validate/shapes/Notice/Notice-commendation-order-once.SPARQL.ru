# Two commendations of one sentence are numbered 1.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <commendation/n1/1-2> tb:order ?old } INSERT { <commendation/n1/1-2> tb:order 1 } WHERE { <commendation/n1/1-2> tb:order ?old }
