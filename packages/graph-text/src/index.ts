export { htmlToText, plainText } from "./html-to-text.ts";
export { sanitiseHtml } from "./sanitise-html.ts";
