// Queries whose answers are triples.
export const GRAPH = /^\s*(?:(?:BASE|PREFIX\s+[^\s:]*:)\s*)*(?:CONSTRUCT|DESCRIBE)(?![\w:])/i;
