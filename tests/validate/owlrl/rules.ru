# The rules of OWL 2 RL that add statements (W3C, OWL 2 Profiles, tables 4 to 9), and so those of RDFS. Each is named as there.
# Left out: what adds only that a thing is itself (eq-ref, scm-cls, scm-op, scm-dp), what only says more of classes and
# properties (scm-svf, scm-avf, scm-dom, scm-rng), and what is typed by datatype, which contradictions.rq looks at.
PREFIX owl:  <http://www.w3.org/2002/07/owl#>
PREFIX rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

# prp-eqp1, prp-eqp2, cax-eqc1, cax-eqc2: what is equivalent is below each other.
INSERT { ?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p } WHERE { ?p owl:equivalentProperty ?q } ;
INSERT { ?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?c } WHERE { ?c owl:equivalentClass ?d } ;

# prp-spo1, scm-spo
INSERT { ?x ?super ?y } WHERE { ?p rdfs:subPropertyOf+ ?super . ?x ?p ?y FILTER (ISIRI(?super)) } ;

# prp-inv1, prp-inv2, prp-symp, prp-trp
INSERT { ?y ?q ?x } WHERE { { ?p owl:inverseOf ?q } UNION { ?q owl:inverseOf ?p } ?x ?p ?y FILTER (ISIRI(?q) && !ISLITERAL(?y)) } ;
INSERT { ?y ?p ?x } WHERE { ?p a owl:SymmetricProperty . ?x ?p ?y FILTER (!ISLITERAL(?y)) } ;
INSERT { ?x ?p ?z } WHERE { ?p a owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z } ;

# prp-spo2, for chains of two and of three, which are all that there are
INSERT { ?x ?p ?z } WHERE {
    ?p owl:propertyChainAxiom ?l . ?l rdf:first ?q ; rdf:rest ?m . ?m rdf:first ?r ; rdf:rest rdf:nil . ?x ?q ?y . ?y ?r ?z
} ;
INSERT { ?x ?p ?w } WHERE {
    ?p owl:propertyChainAxiom ?l . ?l rdf:first ?q ; rdf:rest ?m . ?m rdf:first ?r ; rdf:rest ?n . ?n rdf:first ?s ; rdf:rest rdf:nil .
    ?x ?q ?y . ?y ?r ?z . ?z ?s ?w
} ;

# prp-dom, prp-rng
INSERT { ?x a ?c } WHERE { ?p rdfs:domain ?c . ?x ?p ?y } ;
INSERT { ?y a ?c } WHERE { ?p rdfs:range ?c . ?x ?p ?y FILTER (!ISLITERAL(?y)) } ;

# cax-sco, scm-sco
INSERT { ?x a ?d } WHERE { ?x a ?c . ?c rdfs:subClassOf+ ?d } ;

# cls-int1, cls-int2, cls-uni, cls-oo
INSERT { ?x a ?c } WHERE {
    ?c owl:intersectionOf ?l . ?l rdf:first ?first . ?x a ?first
    FILTER NOT EXISTS { ?l rdf:rest*/rdf:first ?d FILTER NOT EXISTS { ?x a ?d } }
} ;
INSERT { ?x a ?d } WHERE { ?c owl:intersectionOf/rdf:rest*/rdf:first ?d . ?x a ?c } ;
INSERT { ?x a ?c } WHERE { ?c owl:unionOf/rdf:rest*/rdf:first ?d . ?x a ?d } ;
INSERT { ?x a ?c } WHERE { ?c owl:oneOf/rdf:rest*/rdf:first ?x FILTER (!ISLITERAL(?x)) } ;

# cls-svf1, cls-svf2, cls-avf, cls-hv1, cls-hv2
INSERT { ?x a ?r } WHERE { ?r owl:someValuesFrom ?c ; owl:onProperty ?p . ?x ?p ?y . ?y a ?c } ;
INSERT { ?x a ?r } WHERE { ?r owl:someValuesFrom owl:Thing ; owl:onProperty ?p . ?x ?p ?y } ;
INSERT { ?y a ?c } WHERE { ?r owl:allValuesFrom ?c ; owl:onProperty ?p . ?x a ?r ; ?p ?y FILTER (!ISLITERAL(?y)) } ;
INSERT { ?x ?p ?v } WHERE { ?r owl:hasValue ?v ; owl:onProperty ?p . ?x a ?r } ;
INSERT { ?x a ?r } WHERE { ?r owl:hasValue ?v ; owl:onProperty ?p . ?x ?p ?v } ;

# prp-fp, prp-ifp, cls-maxc2, cls-maxqc3, cls-maxqc4; of literals, contradictions.rq
INSERT { ?y owl:sameAs ?z } WHERE {
    ?p a owl:FunctionalProperty . ?x ?p ?y , ?z FILTER (?y != ?z && !ISLITERAL(?y) && !ISLITERAL(?z))
} ;
INSERT { ?x owl:sameAs ?z } WHERE { ?p a owl:InverseFunctionalProperty . ?x ?p ?y . ?z ?p ?y FILTER (?x != ?z) } ;
INSERT { ?y owl:sameAs ?z } WHERE {
    ?r owl:maxCardinality ?one ; owl:onProperty ?p . ?x a ?r ; ?p ?y , ?z
    FILTER (?one = 1 && ?y != ?z && !ISLITERAL(?y) && !ISLITERAL(?z))
} ;
INSERT { ?y owl:sameAs ?z } WHERE {
    ?r owl:maxQualifiedCardinality ?one ; owl:onProperty ?p ; owl:onClass ?c . ?x a ?r ; ?p ?y , ?z
    FILTER (?one = 1 && ?y != ?z && !ISLITERAL(?y) && !ISLITERAL(?z))
    FILTER (?c = owl:Thing || EXISTS { ?y a ?c . ?z a ?c })
} ;

# prp-key
INSERT { ?x owl:sameAs ?y } WHERE {
    ?c owl:hasKey ?l . ?l rdf:first ?first . ?x a ?c ; ?first ?v . ?y ?first ?v ; a ?c FILTER (?x != ?y)
    FILTER NOT EXISTS { ?l rdf:rest*/rdf:first ?p FILTER NOT EXISTS { ?x ?p ?w . ?y ?p ?w } }
} ;

# eq-sym, eq-trans, eq-rep-s, eq-rep-p, eq-rep-o
INSERT { ?y owl:sameAs ?x } WHERE { ?x owl:sameAs ?y FILTER (!ISLITERAL(?y)) } ;
INSERT { ?x owl:sameAs ?z } WHERE { ?x owl:sameAs ?y . ?y owl:sameAs ?z FILTER (?x != ?z) } ;
INSERT { ?y ?p ?o } WHERE { ?x owl:sameAs ?y . ?x ?p ?o FILTER (?x != ?y && !ISLITERAL(?y)) } ;
INSERT { ?s ?q ?o } WHERE { ?p owl:sameAs ?q . ?s ?p ?o FILTER (?p != ?q && ISIRI(?q)) } ;
INSERT { ?s ?p ?y } WHERE { ?x owl:sameAs ?y . ?s ?p ?x FILTER (?x != ?y && ?p != owl:sameAs) }
