"""Answer over HTTP: SPARQL queries, stored questions and the pages of a site, within bounds that no client can pass."""
