import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/** Checks the links of a built site: pages, anchors and images. Also reports external resources and pages that were not rendered. Returns one sentence for each problem. */
export async function checkSite(folder: string, base = "/"): Promise<readonly string[]> {
  const files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll("\\", "/"));
  const all = new Set(files);
  const pages = new Map<string, string>();
  for (const file of files) if (file.endsWith(".html")) pages.set(file, await readFile(join(folder, file), "utf8"));
  const anchors = new Map(
    [...pages].map(([file, html]) => [file, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => decode(id)))]),
  );
  const problems: string[] = [];

  for (const [page, html] of pages) {
    // VitePress prints an error and goes on.
    if (page !== "404.html" && !/<h1[\s>]/.test(html)) problems.push(`${page}: has no heading. It could not be rendered.`);
    for (const [whole, name = "", raw = ""] of html.matchAll(/<\w+[^>]*?\s(href|src)="([^"]*)"/g)) {
      const link = decode(raw);
      if (/^(https?:)?\/\//.test(link)) {
        if (!whole.startsWith("<a ")) problems.push(`${page}: loads the external resource ${link}.`);
        else if (!URL.canParse(link) || !link.startsWith("https://"))
          if (!isLocal(link)) problems.push(`${page}: ${link} is not an https address.`);
        continue;
      }
      if (/^[a-z]+:/.test(link)) continue;
      const [path = "", fragment] = link.split("#");
      const target = path === "" ? page : fileOf(path, page, base, all);
      if (target === undefined) problems.push(`${page}: broken link (${name}): ${link}`);
      else if (fragment && !anchors.get(target)?.has(decodeURIComponent(fragment))) problems.push(`${page}: broken anchor: ${link}`);
    }
  }
  return [...new Set(problems)];
}

function fileOf(path: string, page: string, base: string, files: ReadonlySet<string>): string | undefined {
  if (path.startsWith("/") && !path.startsWith(base)) return undefined;
  const at = path.startsWith("/") ? path.slice(base.length) : posix.join(posix.dirname(page), path);
  const file = at === "" || at.endsWith("/") ? `${at}index.html` : at;
  return files.has(file) ? file : undefined;
}

/** Whether an address is an example, not a link to follow. */
const isLocal = (link: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost)\b/.test(link);

const decode = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">");
