/** Something that Graph refuses, limits, or omits, where a client would not expect it. */
export interface RefusalRow {
  /** The requests to which the row applies. */
  appliesTo: string;
  rule: string;
  /** Where the behavior is documented or was observed: a page of Microsoft, a public issue, or another public source. */
  source: string;
  /** The part of the response that no public source shows. Clients should not depend on it. */
  unproven?: "code" | "message" | "code and message" | "number" | "behavior";
  /** Status of the response. Rows without a status describe data that is limited or omitted. `{name}` in a message is a placeholder. */
  status?: number;
  code?: string;
  message?: string;
}
