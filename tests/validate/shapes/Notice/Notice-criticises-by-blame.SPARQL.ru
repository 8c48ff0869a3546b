# A unit that is only praised counts as criticised.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <notice/n1> tb:criticisesUnit <unit/tax> }
