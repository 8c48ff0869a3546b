# A unit that is not praised counts as commended.
# focus: <notice/n1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <notice/n1> tb:commendsUnit <unit/office> }
