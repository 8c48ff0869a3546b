# A company is called a public body.
# focus: <unit/data>
BASE <https://w3id.org/tongbao/id/>
PREFIX cv: <http://data.europa.eu/m8g/>

INSERT DATA { <unit/data> a cv:PublicOrganisation }
