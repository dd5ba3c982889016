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

  it("takes an invitation: lines where a browser has them, one blank line at most", () => {
    expect(htmlToText("one<br><br>two<br></div><div>three</div><p>four</p>\n<div><br></div><div>five<br><br><br><br>six<br><br>")).toBe(
      "one\n\ntwo\nthree\nfour\n\nfive\n\nsix",
    );
    expect(htmlToText("<br><ul><li>Join:<br><br>https://meet.example/1</li></ul><hr>Bye")).toBe("- Join:\n\n  https://meet.example/1\nBye");
  });

  it("takes a reply: quoted headers stay lines", () =>
    expect(
      htmlToText("<div>Fine.</div><div><br></div><blockquote><b>From:</b> Ben<br><b>Subject:</b> Plans<br><br>Ten?</blockquote>"),
    ).toBe("Fine.\n\nFrom: Ben\nSubject: Plans\n\nTen?"));

  it("hides what is not read, closed or not", () => {
    expect(htmlToText("a<STYLE>x</style >b<script>if (a<b) c</script>d<title>e")).toBe("abd");
    expect(htmlToText("a<!-- <p>x</p> -->b<!---->c<!-- d")).toBe("abc");
  });

  it("lists read as lists", () => {
    const html = "<p>Buy</p><ul><li>milk</li><li>bread<ol><li>rye</li><li><p>white</p><p>sliced</p></li></ol></li></ul><p>Bye</p>";
    expect(htmlToText(html)).toBe("Buy\n- milk\n- bread\n  1. rye\n  2. white\n     sliced\nBye");
  });

  it("table rows are lines", () =>
    expect(htmlToText("<table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>")).toBe("A 1\nB 2"));
  it("keeps preformatted lines", () => expect(htmlToText("<pre>if x:\n  y\n\n  z\n</pre>w")).toBe("if x:\n  y\n\n  z\nw"));
  it("decodes once", () => expect(htmlToText("<p>&amp;lt;b&amp;gt; &unknown; &euro;&eacute;</p>")).toBe("&lt;b&gt; &unknown; €é"));
  it("leaves text and comparison signs alone", () => expect(htmlToText(" a < b and 3 > 2 ")).toBe("a < b and 3 > 2"));
  it("survives what is not closed or opened", () => expect(htmlToText("</ul></pre></style>a<ul><li>b<script>c")).toBe("a\n- b"));
  it.each(["<b>", "<ul><li>", "<div a=b>"])("is linear on %j within itself a million letters deep, and reads on after it", (unit) => {
    const began = performance.now();
    const text = htmlToText(`<p>before</p>${unit.repeat(1_000_000 / unit.length)}<p>after</p>`);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(text).toMatch(/^before\n[\s\S]*after$/);
  });
  // An invitation like that stood the hub still for a minute.
  it.each(["<", "<!--", "<a", "<style>", "<br", "<p title='", "&", "&#", "&amp", "</", " \n", "\t", "<td>", "<ul><li>", "<div>a"])(
    "is linear on %j",
    (unit) => {
      const began = performance.now();
      htmlToText(`${unit.repeat(200_000 / unit.length)}x`);
      plainText(`${unit.repeat(200_000 / unit.length)}x`);
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );
});

describe("plainText", () => {
  it("keeps lines", () => expect(plainText("a  \r\n\r\n b\r\n")).toBe("a\n\n b"));
});
