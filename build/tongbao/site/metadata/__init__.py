"""The site's descriptions of itself for machines: catalogue, VoID, RO-Crate, sitemap, typed links."""
