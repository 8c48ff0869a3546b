# Two platforms are part of each other.
# focus: <platform/n1/m1/app>
BASE <https://w3id.org/tongbao/id/>
PREFIX tb: <https://w3id.org/tongbao/ontology#>

INSERT DATA { <platform/n1/m1/window> tb:partOf <platform/n1/m1/app> }
