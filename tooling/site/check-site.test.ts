import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkSite } from "./check-site.ts";

it("finds broken links, external resources, and pages that were not rendered", async () => {
  const folder = await mkdtemp(join(tmpdir(), "casement-site-"));
  await mkdir(join(folder, "plugins"));
  await writeFile(
    join(folder, "index.html"),
    `<h1>Home</h1><a href="/plugins/#top">1</a><a href="/a.html#x&amp;y">2</a><a href="https://example.org/?a">3</a><a href="#here" id="here">4</a><img src="/p.png">`,
  );
  await writeFile(join(folder, "plugins", "index.html"), `<h1 id="top">a</h1><a href="../index.html">up</a>`);
  await writeFile(join(folder, "p.png"), "");
  await writeFile(join(folder, "a.html"), `<h1>A</h1><b id="x&amp;y"></b>`);
  expect(await checkSite(folder)).toEqual([]);

  await writeFile(
    join(folder, "a.html"),
    `<a href="/b.html">1</a><a href="/#gone">2</a><script src="https://cdn.example/x.js"></script><a href="http://example.org">3</a>`,
  );
  expect(await checkSite(folder)).toEqual([
    "a.html: has no heading. It could not be rendered.",
    "a.html: broken link (href): /b.html",
    "a.html: broken anchor: /#gone",
    "a.html: loads the external resource https://cdn.example/x.js.",
    "a.html: http://example.org is not an https address.",
    "index.html: broken anchor: /a.html#x&y",
  ]);
  await rm(folder, { recursive: true });
});
