export { findMeetingPart, type TextRange } from "./find-meeting-part.ts";
export { htmlToText, plainText } from "./html-to-text.ts";
export { maxHtmlLength } from "./max-html-length.ts";
export {
  type AddressMistake,
  formatAddress,
  type NamedAddress,
  type ReadAddresses,
  readAddresses,
  readUserNames,
} from "./read-addresses.ts";
export { sanitizeHtml } from "./sanitize-html.ts";
