/** The words of a name, in lower case: `graphHTTPClient` and `graph-http-client` have `graph`, `http` and `client`. */
export function wordsOf(name: string): readonly string[] {
  return (name.match(/[A-Z][A-Z\d]*(?![a-z])|[A-Z]?[a-z\d]+/g) ?? []).map((word) => word.toLowerCase());
}
