/** What to return instead of a value that is not JSON. */
export const adviceForJson =
  "Return only texts, finite numbers, true, false, null, lists and plain objects: a Date as an ISO 8601 text, a BigInt as a number or a text.";
