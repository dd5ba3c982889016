import type { ContractRig } from "./contract-rig.ts";

/** Properties of Graph's objects that hold contents or addresses. */
const privateProperties =
  /^(subject|content|body|bodyPreview|uniqueBody|title|text|comment|topic|preview|address|email|mail|userPrincipalName)$/i;

/** Texts that must not appear in a log or an error, with what to call each in a complaint. */
export function privateTextsOf({ recorder, privateTexts, user }: ContractRig, inputs: readonly unknown[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const text of privateTexts) found.set(text, "a text that `arrange` returned");
  for (const { token, requestBody, responseBody } of recorder.exchanges) {
    found.set(token, "an access token");
    collectTexts(requestBody, found);
    collectTexts(responseBody, found);
  }
  for (const input of inputs) collectTexts(input, found);
  found.set(user, "the user's address");
  for (const text of found.keys()) if (text.length < 4) found.delete(text);
  return found;
}

function collectTexts(value: unknown, found: Map<string, string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === "string" && privateProperties.test(key)) found.set(part, `a ${key}`);
    else collectTexts(part, found);
  }
}
