# The number of those ranked beside what is no rank.
# focus: <outcome/n1/m1/time>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <outcome/n1/m1/time> tb:outOf 31 }
