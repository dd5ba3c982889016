import { describe, expect, it } from "vitest";
import { htmlToText, plainText } from "./html-to-text.ts";

describe("htmlToText", () => {
  it("takes an Outlook body", () => {
    const html = `<html>\r\n<head>\r\n<style>p {color: red}</style><title>x</title></head>\r\n<body>\r\n<p>Hello&nbsp;<b>all</b>,</p>
      <div>bring a &lt;cake&gt; &amp; drinks&#8230;<br>at&#x20;9</div><p>&nbsp;</p><!-- secret --></body></html>`;
    expect(htmlToText(html)).toBe("Hello all,\nbring a <cake> & drinks…\nat 9");
  });

  it("takes a Teams message: mentions, emoji, pictures, cards", () => {
    const html =
      '<div><at id="0">Ben Ito</at>&nbsp;look <emoji id="smile" alt="🙂"></emoji></div><p><img alt="plan" src="https://x/y"></p><attachment id="1"></attachment>';
    expect(htmlToText(html)).toBe("Ben Ito look 🙂\nplan");
  });

  it("lists read as lists", () => {
    const html = "<p>Buy</p><ul><li>milk</li><li>bread<ol><li>rye</li><li><p>white</p><p>sliced</p></li></ol></li></ul><p>Bye</p>";
    expect(htmlToText(html)).toBe("Buy\n- milk\n- bread\n  1. rye\n  2. white\n     sliced\nBye");
  });

  it("table rows are lines", () =>
    expect(htmlToText("<table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>")).toBe("A 1\nB 2"));
  it("keeps preformatted lines", () => expect(htmlToText("<pre>if x:\n  y\n</pre>z")).toBe("if x:\n  y\nz"));
  it("decodes once", () => expect(htmlToText("<p>&amp;lt;b&amp;gt; &unknown; &euro;&eacute;</p>")).toBe("&lt;b&gt; &unknown; €é"));
  it("leaves text and comparison signs alone", () => expect(htmlToText(" a < b and 3 > 2 ")).toBe("a < b and 3 > 2"));
  it("survives what is not closed or opened", () => expect(htmlToText("</ul></pre></style>a<ul><li>b<script>c")).toBe("a\n- b"));
  it("is linear on hostile input", () => {
    const began = performance.now();
    for (const part of ["<", "<style>", "<ul><li>", "&", "<p", "<!--", "<div>a"]) htmlToText(part.repeat(10_000));
    expect(performance.now() - began).toBeLessThan(4000);
  });
});

describe("plainText", () => {
  it("keeps lines", () => expect(plainText("a  \r\n\r\n b\r\n")).toBe("a\n\n b"));
});
