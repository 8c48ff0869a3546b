# An outcome that does not say whether it was reached.
# focus: <outcome/n1/m1/time>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { <outcome/n1/m1/time> tb:realisation ?old }
