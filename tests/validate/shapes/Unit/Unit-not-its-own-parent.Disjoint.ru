# Two units are each the parent of the other.
# focus: <unit/tax>
BASE <https://w3id.org/tongbao/id/>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT DATA { <unit/office> org:subOrganizationOf <unit/tax> }
