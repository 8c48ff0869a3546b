# A measure does not say that it stands in its annex.
# focus: <annex/n1/1>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

DELETE WHERE { ?measure tb:inAnnex ?annex }
