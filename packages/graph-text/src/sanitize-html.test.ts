import { describe, expect, it } from "vitest";
import { htmlToText } from "./html-to-text.ts";
import { sanitizeHtml } from "./sanitize-html.ts";

/** No output may contain any of these. */
const harmfulHtml =
  /<(script|style|img|iframe|svg|math|form|input|object|embed|link|meta|base|video|audio|picture)|\son\w+\s*=|javascript:|data:|style\s*=|src\s*=|srcset|url\(|@import/i;

const attacks = [
  "<script>alert(1)</script>",
  "<ScRiPt src=//evil.example/x.js></sCrIpT>",
  "<img src=x onerror=alert(1)>",
  '<img src="https://evil.example/pixel.gif" alt="">',
  '<img srcset="https://evil.example/a 1x">',
  '<img alt="<img src=x onerror=alert(1)>" src=x>',
  "<svg onload=alert(1)><style>*{background:url(https://evil.example)}</style></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></math>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="vbscript:x" onclick="alert(1)">x</a>',
  '<p style="background:url(https://evil.example)">x</p>',
  '<div style="position:fixed;inset:0">x</div>',
  "<style>@import url(https://evil.example/x.css)</style>",
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<base href="https://evil.example">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<iframe src="https://evil.example" srcdoc="<script>alert(1)</script>"></iframe>',
  '<form action="https://evil.example"><input name=a><button>x</button></form>',
  "<object data=x><embed src=x></object>",
  '<video poster="https://evil.example" src=x></video>',
  '<table background="https://evil.example"><tr><td background="https://evil.example">x</td></tr></table>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<!--><img src=x onerror=alert(1)>-->",
  "<<script>alert(1)//<</script>",
  '<p/onmouseover="alert(1)">x</p>',
  "<xmp><img src=x onerror=alert(1)></xmp>",
  "<template><img src=x onerror=alert(1)></template>",
];

describe("sanitizeHtml", () => {
  it.each(attacks)("removes everything harmful from %s", (html) => {
    const once = sanitizeHtml(html);
    expect(once.replaceAll(/&lt;.*?&gt;/g, "")).not.toMatch(harmfulHtml);
    expect(sanitizeHtml(once)).toBe(once);
  });

  it("keeps text, structure and links", () => {
    expect(
      sanitizeHtml('<p class="x" id="y">Hello <b>all</b>, <a href="https://example.com/a?b=1&amp;c=2" target="_top">here</a></p>'),
    ).toBe('<p>Hello <b>all</b>, <a href="https://example.com/a?b=1&amp;c=2">here</a></p>');
    expect(sanitizeHtml("<table><tr><td colspan=2>a</td></tr></table><ol start=3><li>b</ol>")).toBe(
      '<table><tr><td colspan="2">a</td></tr></table><ol start="3"><li>b</li></ol>',
    );
  });

  it.each([
    "/admin/delete?x=1",
    "?a=1",
    "#session=abc",
    "foo.html",
    "../up",
    "",
    "http:foo",
    "HTTPS:/admin",
    "https:\\\\evil.example",
    "ht\ntps:/admin",
    "\u0001 /admin",
    "https:///",
    "x:y",
    "ftp://x.example",
    "file:///etc",
    "mailto:",
  ])("drops the link %j, which leads into the page that shows it or has another scheme", (href) => {
    expect(sanitizeHtml(`<a href="${href}">x</a>`)).toBe("<a>x</a>");
  });

  it.each(["https://x.example/a", "HTTP://x.example", "mailto:ada@x.example", "tel:+49301"])("keeps the link %s", (href) => {
    expect(sanitizeHtml(`<a href="${href}">x</a>`)).toBe(`<a href="${href}">x</a>`);
  });

  it("keeps the direction of the text, also that of the whole body", () => {
    expect(sanitizeHtml('<p dir="RTL" onclick="x">שלום <bdo dir="ltr">x</bdo></p><td dir=auto>a</td>')).toBe(
      '<p dir="rtl">שלום <bdo dir="ltr">x</bdo></p><td dir="auto">a</td>',
    );
    expect(sanitizeHtml('<html><body dir="rtl"><p>שלום</p></body></html>')).toBe('<div dir="rtl"><p>שלום</p></div>');
    expect(sanitizeHtml('<p dir="up">a</p><div dir>b</div>')).toBe("<p>a</p><div>b</div>");
  });

  it("has no half characters, whatever an entity says", () => {
    for (const html of ["a&#xD83D;b", "a&#55357;b", '<a href="https://x.example/&#xD83D;">x</a>']) {
      expect(sanitizeHtml(html)).not.toMatch(/\p{Surrogate}/u);
      expect(htmlToText(html)).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it("replaces pictures, emoji and mentions by their text", () => {
    expect(
      sanitizeHtml('<at id="0">Ben</at> <emoji alt="🙂"></emoji> <img alt="a &lt; b" src="cid:1"><attachment id="1"></attachment>'),
    ).toBe("Ben <span>🙂</span> <span>a &lt; b</span>");
  });

  it("keeps pictures with an https address, or in the message, where they are asked for, and nothing else of them", () => {
    const pictures = (html: string) => sanitizeHtml(html, { pictures: true });
    expect(
      pictures('<img src="https://x.example/a.png" alt="a" width="3" onerror="x" srcset="https://x.example/b.png" style="width: 9px">'),
    ).toBe('<img src="https://x.example/a.png" alt="a" width="3" />');
    for (const src of ["http://x.example/a.png", "//x.example/a.png", "a.png", "cid:", "data:image/png;base64,AA", "https:a.png", ""])
      expect(pictures(`<img alt="a" src="${src}">`)).toBe("<span>a</span>");
    expect(pictures('<img src="cid:boat@x.example" onload="x">')).toBe('<img src="cid:boat@x.example" />');
    expect(pictures('<a href="cid:1">x</a>')).toBe("<a>x</a>");
    expect(pictures('<img src="https://x.example/a.png" style="display: none">')).toBe("");
  });

  it("keeps the text of elements that are nested endlessly", () => {
    const html = `${"<div>".repeat(2_000)}in${"</div>".repeat(2_000)}<p>after`;
    expect(sanitizeHtml(html)).toBe(`${"<div>".repeat(500)}in${"</div>".repeat(500)}<p>after</p>`);
    expect(sanitizeHtml("<p>a".repeat(2_000))).toBe("<p>a</p>".repeat(2_000));
    expect(sanitizeHtml("<ul><li>a</ul>".repeat(2_000))).toBe("<ul><li>a</li></ul>".repeat(2_000));
  });
});
