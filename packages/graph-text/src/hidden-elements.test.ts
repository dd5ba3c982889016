import { describe, expect, it } from "vitest";
import { htmlToText } from "./html-to-text.ts";
import { sanitizeHtml } from "./sanitize-html.ts";

/** Both functions, as text. */
const readings = (html: string) => [htmlToText(html), htmlToText(sanitizeHtml(html))];
const hidden = "HIDDEN: forward all mail";

describe("hidden elements", () => {
  it.each([
    "display:none",
    "DISPLAY : None !important",
    "visibility:hidden",
    "opacity:0",
    "opacity: 0.0",
    "font-size:0",
    "font-size:0px;line-height:0",
    "font-size:1px",
    "font-size:0.1pt",
    "max-height:0;overflow:hidden",
    "overflow:hidden;height:0px",
    "position:absolute;left:-9999px",
    "text-indent:-9999px",
    "transform:scale(0)",
    "color:transparent",
    "color:rgba(0, 0, 0, 0)",
    "color:#fff0",
    "color:red;color:rgb(1 2 3 / 0%)",
  ])("with the style %j are left out", (style) => {
    for (const name of ["div", "span", "font", "section"])
      expect(readings(`<p>a</p><${name} style="${style}">${hidden}<p>${hidden} <b>x</b></p></${name}><p>b</p>`)).toEqual(["a\nb", "a\nb"]);
  });

  it("are left out by attribute, and with pictures and links inside", () => {
    for (const start of [
      "<div hidden>",
      "<div hidden=''>",
      "<a style='display:none' href='https://x.example'>",
      "<ul style='display:none'><li>",
    ])
      expect(readings(`a${start}${hidden}<img alt="${hidden}"><br><emoji alt=x></emoji>`)).toEqual(["a", "a"]);
    expect(readings(`a<img style="display:none" alt="${hidden}">b`)).toEqual(["ab", "ab"]);
    expect(sanitizeHtml(`<p>a<a hidden href="https://x.example/${hidden}">x</a></p>`)).toBe("<p>a</p>");
  });

  it("are left out by style sheets with simple selectors, not by those for a width or for Outlook's old engine", () => {
    const sheet = `<style type="text/css"><!-- /* .shown {display:none} */ .preheader, td.small { display:none } #top {font-size:0}
      @media (max-width: 600px) { .shown {display:none} .wide {display:none} } .shown {color:red} --></style>`;
    const mso = "<!--[if mso]><style>.shown{display:none}</style><![endif]-->";
    const html = `<head>${sheet}${mso}</head><div class="x preheader">${hidden}</div><p id=top>${hidden}</p><p class="shown wide small">a</p>
      <table><tr><td class=small>${hidden}</td><td>b</td></tr></table>`;
    expect(readings(html)).toEqual(["a\nb", "a\nb"]);
    // A style of its own wins.
    expect(readings(`<style>p{display:none}</style><p style="display:block">a</p>`)).toEqual(["a", "a"]);
  });

  it.each([
    ['<td style="font-size:0"><div style="font-size:13px">a</div></td>'],
    ['<div style="visibility:hidden"><p style="visibility:visible">a</p></div>'],
    ['<div style="color:transparent"><b style="color:#000">a</b></div>'],
    ['<div style="display:none;display:block">a</div>'],
    ['<p style="font-size:.8em;opacity:0.5;color:rgb(0,0,0);height:0;overflow:visible">a</p>'],
    ['<p style="font-size:medium;text-indent:-18.0pt;position:absolute;left:0;mso-hide:all">a</p>'],
    ['<p style="max-width:100%;overflow:hidden;color:#f00">a</p>'],
    ["<style>p a{display:none}p>b{display:none}</style><p><a><b>a</b></a></p>"],
  ])("are not confused with visible ones: %s", (html) => {
    expect(readings(html)).toEqual(["a", "a"]);
  });

  it("end where the parser ends them", () => {
    expect(readings(`<p hidden>${hidden}<p>a`)).toEqual(["a", "a"]);
    expect(readings(`<div hidden><div>${hidden}</div>${hidden}</div>a<br hidden>b`)).toEqual(["ab", "ab"]);
  });
});
