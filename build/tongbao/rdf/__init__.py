"""RDF as text: IRIs, literals, N-Quads, Turtle and JSON-LD."""
