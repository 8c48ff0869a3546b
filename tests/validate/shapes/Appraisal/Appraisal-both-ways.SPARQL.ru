# A commendation says it is announced elsewhere.
# focus: <commendation/n1/1-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE { <commendation/n1/1-1> tb:announcedIn ?old } INSERT { <commendation/n1/1-1> tb:announcedIn <notice/n2> } WHERE { <commendation/n1/1-1> tb:announcedIn ?old }
