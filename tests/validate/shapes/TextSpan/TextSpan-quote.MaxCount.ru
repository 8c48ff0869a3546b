# A text span has two texts.
# focus: <span/n1/0-4>
BASE <https://w3id.org/tongbao/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

INSERT DATA { <span/n1/0-4> oa:hasSelector <span/n1/9-13#quote> }
