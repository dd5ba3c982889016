import { isObject, mapValues } from "../tools/compact-schema.ts";

/** The flags of regions, such as Scotland: a black flag, the letters of the region as tags, and an end tag. */
const regionFlag = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}/u;
const outsideFlags = new RegExp(`(${regionFlag.source})|[\\u{E0000}-\\u{E007F}]`, "gu");
/** Variation selectors, the first group with the character that has the variation: emoji, keycaps and ideographs. */
const variations =
  /([^\P{Emoji}0-9#*][\uFE0E\uFE0F]|[0-9#*][\uFE0E\uFE0F](?=\u20E3)|\p{Ideographic}[\uFE00-\uFE02\u{E0100}-\u{E01EF}])|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
/** Without width: joiners, fillers, invisible operators, soft hyphens. Not those with rules of their own: tags, directions, variations. */
const zeroWidth =
  /(?![\uFE00-\uFE0F\u{E0000}-\u{E0FFF}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069])[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
const wordOrEmojiBefore = /[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
const wordOrEmojiAfter = /^[\p{L}\p{M}\p{Extended_Pictographic}]/u;
const directionControls = /[\u202A-\u202E\u2066-\u2069]/g;
const directionMarkRuns = /[\u061C\u200E\u200F]{2,}/g;
const anySuspect = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u;

/**
 * A text without characters that people do not see and models read: tag characters outside flags, zero-width characters that are not between
 * letters or emoji, controls of the direction without their other half, runs of what is used one at a time, and variation selectors that vary nothing.
 */
export function cleanText(text: string): string {
  if (!anySuspect.test(text)) return text;
  const withoutTags = text
    .replaceAll(outsideFlags, (_, flag: string | undefined) => flag ?? "")
    .replaceAll(variations, (_, varied: string | undefined) => varied ?? "");
  return withoutUnpaired(withoutTags.replaceAll(directionMarkRuns, "")).replaceAll(zeroWidth, (character, at: number, whole: string) => {
    // Two code units are enough for one character.
    const isBetween =
      wordOrEmojiBefore.test(whole.slice(Math.max(0, at - 2), at)) &&
      wordOrEmojiAfter.test(whole.slice(at + character.length, at + character.length + 2));
    return isBetween ? character : "";
  });
}

/** JSON with clean texts. */
export function cleanTexts<T>(json: T): T;
export function cleanTexts(json: unknown): unknown {
  if (typeof json === "string") return cleanText(json);
  if (Array.isArray(json)) return json.map((item) => cleanTexts(item));
  return isObject(json) ? mapValues(json, (value) => cleanTexts(value)) : json;
}

const popOf = (opening: string): string => (opening >= "\u2066" ? "\u2069" : "\u202C");

/** Unicode's directional controls open and close like brackets. */
function withoutUnpaired(text: string): string {
  const paired = new Set<number>();
  const open: { readonly at: number; readonly pop: string }[] = [];
  for (const { 0: control, index } of text.matchAll(directionControls)) {
    if (control !== "\u2069" && control !== "\u202C") open.push({ at: index, pop: popOf(control) });
    else if (open.at(-1)?.pop === control) paired.add(index).add(open.pop()?.at ?? index);
  }
  return text.replaceAll(directionControls, (control, at: number) => (paired.has(at) ? control : ""));
}
