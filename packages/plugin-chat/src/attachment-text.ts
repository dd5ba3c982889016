import { truncateText } from "@casement/core";
import type { GraphAttachment } from "./graph-types.ts";

/** Characters of a card that are shown. */
const maxLength = 4000;
const maxDepth = 30;
/** Properties of cards that people read. Source: https://adaptivecards.io/explorer and https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference */
const textProperties = new Set([
  "title",
  "subtitle",
  "text",
  "value",
  "label",
  "altText",
  "activityTitle",
  "activitySubtitle",
  "activityText",
]);
/** What a person can do with a card, and how it looks. */
const skippedProperties = new Set(["actions", "selectAction", "buttons", "tap", "potentialAction", "style", "msteams"]);

/** The text of an attachment without a name, or what it is: a card, a code snippet. Undefined for a quoted message, which is not part of the message. */
export function attachmentText({ contentType, content }: GraphAttachment): string | undefined {
  const type = contentType?.toLowerCase() ?? "";
  if (type.endsWith("messagereference")) return undefined;
  if (type.endsWith("card.codesnippet")) return `[Code snippet${nameIn(content)}]`;
  if (!type.includes(".card")) return "[Attachment]";
  const lines: string[] = [];
  collectTexts(parseCard(content), lines, 0);
  const text = truncateText(lines.join("\n"), maxLength);
  return text || "[Card]";
}

function collectTexts(value: unknown, lines: string[], depth: number): void {
  if (typeof value !== "object" || value === null || depth > maxDepth) return;
  for (const [name, entry] of Object.entries(value)) {
    if (skippedProperties.has(name)) continue;
    if (typeof entry !== "string") collectTexts(entry, lines, depth + 1);
    else if (textProperties.has(name) && entry.trim() !== "") lines.push(entry.trim().toWellFormed());
  }
}

function parseCard(content: string | null | undefined): unknown {
  try {
    return JSON.parse(content ?? "null");
  } catch {
    return undefined;
  }
}

function nameIn(content: string | null | undefined): string {
  const { name } = Object(parseCard(content)) as { name?: unknown };
  return typeof name === "string" && name.trim() !== "" ? `: ${truncateText(name.trim().toWellFormed(), 100)}` : "";
}
