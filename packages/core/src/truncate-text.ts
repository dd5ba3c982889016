/** Text around a cut that is searched for the beginning of a character, in UTF-16 units. No character that anyone reads is longer. */
const windowLength = 64;

let segmenter: Intl.Segmenter | undefined;
const graphemesOf = (text: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
};

/**
 * The beginning of a text, at most `maxLength` UTF-16 units long. A character is never cut: not an emoji of several code points, and not a
 * letter with its accents. Returns a text that fits as it is.
 */
export function truncateText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : text.slice(0, characterStart(text, Math.max(0, maxLength)));
}

/** The same with … at the end of a text that was longer. */
export function cutText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${truncateText(text, maxLength - 1)}…`;
}

/** The beginning of a text, at most `maxBytes` bytes of UTF-8 long. A character is never cut. */
export function truncateToBytes(text: string, maxBytes: number): string {
  let length = 0;
  let bytes = 0;
  for (const codePoint of text) {
    bytes += utf8Length(codePoint.codePointAt(0)!);
    if (bytes > maxBytes) return truncateText(text, length);
    length += codePoint.length;
  }
  return text;
}

/** The start of the character at `position`. */
function characterStart(text: string, position: number): number {
  const windowStart = Math.max(0, position - windowLength);
  const character = graphemesOf(text.slice(windowStart, position + windowLength)).containing(position - windowStart);
  const start = windowStart + (character?.index ?? 0);
  if (start > windowStart || windowStart === 0) return start;
  return isLowSurrogate(text.charCodeAt(position)) ? position - 1 : position;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
const utf8Length = (codePoint: number): number => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);
