# A commendation for a measure does not say on what basis.
# focus: <commendation/n1/1-1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <commendation/n1/1-1> tb:forMeasureBasis ?old }
