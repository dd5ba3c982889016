import { describe, expect, it } from "vitest";
import { htmlToText, plainText } from "./html-to-text.ts";

describe("htmlToText", () => {
  it("takes an Outlook body", () => {
    const html = `<html>\r\n<head>\r\n<style>p {color: red}</style><title>x</title></head>\r\n<body>\r\n<p>Hello&nbsp;<b>all</b>,</p>
      <div>bring a &lt;cake&gt; &amp; drinks&#8230;<br>at&#x20;9</div><ul><li>one</li><li>two</li></ul><!-- secret --></body></html>`;
    expect(htmlToText(html)).toBe("Hello all,\nbring a <cake> & drinks…\nat 9\none\ntwo");
  });
  it("has lines where a browser has them", () => {
    expect(htmlToText("one<br><br>two<br></div><div>three</div><p>four</p>\n<div><br></div><div>five<br><br><br><br>six")).toBe(
      "one\n\ntwo\nthree\nfour\n\nfive\n\nsix",
    );
  });
  it("decodes once", () => expect(htmlToText("<p>&amp;lt;b&amp;gt; &unknown; &#0;</p>")).toBe("&lt;b&gt; &unknown; &#0;"));
  it("leaves text and comparison signs alone", () => expect(htmlToText("a < b and 3 > 2")).toBe("a < b and 3 > 2"));
  it("is linear on hostile input", () => {
    const began = performance.now();
    htmlToText("<".repeat(200_000) + "<style>".repeat(2000));
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe("plainText", () => {
  it("keeps lines", () => expect(plainText("a  \r\n\r\n b\r\n")).toBe("a\n\n b"));
});
