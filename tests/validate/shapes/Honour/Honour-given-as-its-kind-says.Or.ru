# A bulletin confers what it prints.
# focus: <honour/n1/m1/printed>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <honour/n1/m1/printed> tb:conferredBy <unit/office> }
