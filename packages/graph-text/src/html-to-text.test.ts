import { describe, expect, it } from "vitest";
import { htmlToText, plainText } from "./html-to-text.ts";

describe("htmlToText", () => {
  it("converts an Outlook body", () => {
    const html = `<html>\r\n<head>\r\n<style>p {color: red}</style><title>x</title></head>\r\n<body>\r\n<p>Hello&nbsp;<b>all</b>,</p>
      <div>bring a &lt;cake&gt; &amp; drinks&#8230;<br>at&#x20;9</div><p>&nbsp;</p><!-- secret --></body></html>`;
    expect(htmlToText(html)).toBe("Hello all,\nbring a <cake> & drinks…\nat 9");
  });

  it("converts a Teams message with mentions, emoji, pictures and cards", () => {
    const html =
      '<div><at id="0">Ben Ito</at>&nbsp;look <emoji id="smile" alt="🙂"></emoji></div><p><img alt="plan" src="https://x/y"></p><attachment id="1"></attachment>';
    expect(htmlToText(html)).toBe("Ben Ito look 🙂\nplan");
  });

  it("breaks lines of an invitation where a browser does, with at most one blank line in a row", () => {
    expect(htmlToText("one<br><br>two<br></div><div>three</div><p>four</p>\n<div><br></div><div>five<br><br><br><br>six<br><br>")).toBe(
      "one\n\ntwo\nthree\nfour\n\nfive\n\nsix",
    );
    expect(htmlToText("<br><ul><li>Join:<br><br>https://meet.example/1</li></ul><hr>Bye")).toBe("- Join:\n\n  https://meet.example/1\nBye");
  });

  it("keeps the quoted headers of a reply on separate lines", () =>
    expect(
      htmlToText("<div>Fine.</div><div><br></div><blockquote><b>From:</b> Ben<br><b>Subject:</b> Plans<br><br>Ten?</blockquote>"),
    ).toBe("Fine.\n\nFrom: Ben\nSubject: Plans\n\nTen?"));

  it("omits hidden elements and comments, even unclosed ones", () => {
    expect(htmlToText("a<STYLE>x</style >b<script>if (a<b) c</script>d<title>e")).toBe("abd");
    expect(htmlToText("a<!-- <p>x</p> -->b<!---->c<!-- d")).toBe("abc");
  });

  it("formats lists with bullets and numbers", () => {
    const html = "<p>Buy</p><ul><li>milk</li><li>bread<ol><li>rye</li><li><p>white</p><p>sliced</p></li></ol></li></ul><p>Bye</p>";
    expect(htmlToText(html)).toBe("Buy\n- milk\n- bread\n  1. rye\n  2. white\n     sliced\nBye");
  });

  it("puts each table row on a line", () =>
    expect(htmlToText("<table><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>")).toBe("A 1\nB 2"));
  it("keeps preformatted lines", () => expect(htmlToText("<pre>if x:\n  y\n\n  z\n</pre>w")).toBe("if x:\n  y\n\n  z\nw"));
  it("decodes entities once", () => expect(htmlToText("<p>&amp;lt;b&amp;gt; &unknown; &euro;&eacute;</p>")).toBe("&lt;b&gt; &unknown; €é"));
  it("keeps plain text and comparison signs", () => expect(htmlToText(" a < b and 3 > 2 ")).toBe("a < b and 3 > 2"));
  it("accepts elements that are not closed or not opened", () =>
    expect(htmlToText("</ul></pre></style>a<ul><li>b<script>c")).toBe("a\n- b"));
  it.each(["<b>", "<ul><li>", "<div a=b>"])("continues after %j nested in itself over a million characters", (unit) => {
    const text = htmlToText(`<p>before</p>${unit.repeat(1_000_000 / unit.length)}<p>after</p>`);
    expect(text.replaceAll(/\s+-\s+/g, "\n")).toBe("before\nafter");
  });
});

describe("plainText", () => {
  it("keeps lines and normalizes line endings", () => expect(plainText("a  \r\n\r\n b\r\n")).toBe("a\n\n b"));
});
