import type { Bench } from "./bench.ts";

/** Properties of Graph's objects that carry contents or addresses. */
const telling = /^(subject|content|body|bodyPreview|uniqueBody|title|text|comment|topic|preview|address|email|mail|userPrincipalName)$/i;

/** What must not be found in a log or an error, and what to call it. */
export function secretsOf({ recorder, secrets, user }: Bench, inputs: readonly unknown[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const text of secrets) found.set(text, "a text that `arrange` planted");
  for (const { token, sent, answer } of recorder.exchanges) {
    found.set(token, "an access token");
    collect(sent, found);
    collect(answer, found);
  }
  for (const input of inputs) collect(input, found);
  found.set(user, "the user's address");
  for (const text of found.keys()) if (text.length < 4) found.delete(text);
  return found;
}

function collect(value: unknown, found: Map<string, string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === "string" && telling.test(key)) found.set(part, `a ${key}`);
    else collect(part, found);
  }
}
