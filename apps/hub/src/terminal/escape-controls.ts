/**
 * Replaces control characters that a terminal would obey, and those that reverse the direction of text, with `\u` escapes, which JSON
 * allows in strings. Keeps line breaks, tabs and the escape sequences of styles: `formatTable` removes those from contents.
 */
export const escapeControls = (text: string): string => text.replace(obeyedCharacters, toEscape);

/** The same for a text that must not contain escape sequences either, such as an error that repeats what was typed. */
export const escapeAllControls = (text: string): string => escapeControls(text.replace(/(?![\n\t])\p{Cc}/gu, toEscape));

const obeyedCharacters = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
