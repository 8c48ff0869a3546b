"""What the site says of itself to machines: catalogue, VoID, RO-Crate, sitemap, typed links."""
