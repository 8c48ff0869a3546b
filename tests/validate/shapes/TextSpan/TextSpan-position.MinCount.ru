# A text span has no position.
# focus: <span/n1/0-4>
BASE <https://w3id.org/tongbao/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE DATA { <span/n1/0-4> oa:hasSelector <span/n1/0-4#position> }
