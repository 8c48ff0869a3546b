# A text span ends where it starts.
# focus: <span/n1/0-4#position>
BASE <https://w3id.org/tongbao/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>

DELETE { <span/n1/0-4#position> oa:end ?old } INSERT { <span/n1/0-4#position> oa:end 0 } WHERE { <span/n1/0-4#position> oa:end ?old }
