import { CasementError, invalidInput, type ServiceDefinition } from "@casement/core";
import { refusedAddressOf } from "../graph/refused-address.ts";
import { isItemId, isPathSegment } from "../graph/request-target.ts";
import { textsIn } from "../json/texts-in.ts";

type ServiceInput = Readonly<Record<string, unknown>>;

const notAnId =
  "is not an ID: it is empty, has spaces around it, or contains a separator, a parenthesis or a control character. Use an ID that a sensor or service returned";
/** Shorter texts occur in many addresses. */
const minQuotedLength = 3;

/** Refuses IDs of items that no path of Graph can contain. @throws CasementError `input-invalid` */
export function checkItemIds({ item }: ServiceDefinition, input: ServiceInput): void {
  const field = item?.id;
  if (field === undefined) return;
  for (const [path, text] of textsIn(input[field], [field])) if (!isItemId(text)) throw invalidInput(path, notAnId);
}

/**
 * If a request was refused before it was sent because its path contained a text of the input, that text is the mistake, not the plugin.
 * Returns the error for the caller.
 */
export function blameInput(error: unknown, input: ServiceInput): unknown {
  const address = refusedAddressOf(error)?.toLowerCase();
  if (address === undefined || !CasementError.is(error) || error.code === "scope-not-granted") return error;
  const texts = [...textsIn(input)].map(([path, text]) => ({ path, text: text.trim().toLowerCase() }));
  const segments = address
    .split("?")[0]!
    .split("/")
    .slice(1)
    .map((segment) => decoded(segment).toLowerCase());
  const refusedSegments = segments.filter((segment) => !isPathSegment(segment));
  const unlikeIds = segments.filter((segment) => !isItemId(segment)).map((segment) => segment.trim());
  const blamed =
    texts.find(({ text }) => unlikeIds.includes(text)) ??
    // The plugin took a part of the text, such as one of several people, or did not encode it.
    texts.find(({ text }) => refusedSegments.some((segment) => segment.length >= minQuotedLength && text.includes(segment))) ??
    texts.find(({ text }) => text.length >= minQuotedLength && !isPathSegment(text) && address.indexOf(text) > 0);
  return blamed ? invalidInput(blamed.path, notAnId) : error;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
