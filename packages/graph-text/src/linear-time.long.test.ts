import { describe, expect, it } from "vitest";
import { linearGrowth, timeGrowth } from "../test/time-growth.fixture.ts";
import { htmlToText, plainText } from "./html-to-text.ts";
import { readAddresses } from "./read-addresses.ts";
import { sanitizeHtml } from "./sanitize-html.ts";

const repeat = (unit: string) => (length: number) => unit.repeat(length / unit.length);

// Quadratic parsing of such an invitation blocks the hub for a minute.
describe("takes linear time", () => {
  it.each([
    "<",
    "<!--",
    "<a",
    "<style>",
    "<br",
    "<p title='",
    "&",
    "&#",
    "&amp",
    "</",
    " \n",
    "\t",
    "<td>",
    "<ul><li>",
    "<div>a",
    "<b>",
    "<div a=b>",
  ])("htmlToText and plainText on repeated %j", (unit) => {
    const textOf = (length: number) => `${repeat(unit)(length)}x`;
    expect(timeGrowth(htmlToText, textOf, 10_000)).toBeLessThan(linearGrowth);
    expect(timeGrowth(plainText, textOf, 10_000)).toBeLessThan(linearGrowth);
  });

  it.each(["<", "<div>", "<div/>", "<b>", "<p><i>", "<li><ul>", "<x-y>", "<a>", "<div></div>", "<a href=", "&", "<!--", "<p style="])(
    "sanitizeHtml on repeated %j",
    (unit) => {
      expect(timeGrowth(sanitizeHtml, repeat(unit), 10_000)).toBeLessThan(linearGrowth);
    },
  );

  it.each([
    "<style>",
    "<style>a{color:red}",
    "a{",
    "}",
    "a{}",
    "<!--",
    '<p style="display:none">',
    '<p class="a b c">',
    "p,",
    "color:red;",
    "/*",
  ])("htmlToText and sanitizeHtml on style sheets with repeated %j", (unit) => {
    const textOf = (length: number) => `<style>.a{display:none}${repeat(unit)(length)}</style>${repeat(unit)(length)}`;
    expect(timeGrowth(htmlToText, textOf, 5_000)).toBeLessThan(linearGrowth);
    expect(timeGrowth(sanitizeHtml, textOf, 5_000)).toBeLessThan(linearGrowth);
  });

  it.each(['"a" ', "(", "Team: a@x.example, ", "a@x.example,", "a"])("readAddresses on repeated %j", (unit) => {
    expect(timeGrowth(readAddresses, repeat(unit), 3_750)).toBeLessThan(linearGrowth);
  });
});
