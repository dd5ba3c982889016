import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";
import { repositoryUrl } from "../../tooling/site/links.ts";
import { slugOf } from "../../tooling/site/markdown.ts";
import { siteSections } from "../../tooling/site/pages.ts";
import { addressOf } from "../../tooling/site/site-map.ts";
import { linkNames } from "./link-names.ts";

// tooling/site writes the pages into docs/dist first.
const base = process.env.DOCS_BASE ?? "/";
const addresses: Record<string, string> = JSON.parse(readFileSync(new URL("../dist/names.json", import.meta.url), "utf8"));

export default defineConfig({
  title: "Casement",
  description: "Microsoft 365 in your own automations",
  lang: "en-US",
  base,
  srcDir: "dist/pages",
  outDir: "dist/site",
  cacheDir: "dist/cache",
  head: [["link", { rel: "icon", href: `${base}icon.svg`, type: "image/svg+xml" }]],
  markdown: {
    // The same anchors as on GitHub, so that links work in both places.
    anchor: { slugify: slugOf },
    codeTransformers: [linkNames(addresses, base)],
  },
  themeConfig: {
    logo: "/icon.svg",
    search: { provider: "local" },
    outline: { level: [2, 3] },
    nav: [
      { text: "Start", link: "/start" },
      { text: "Plugins", link: "/plugins/" },
      { text: "Write a plugin", link: "/write-a-plugin" },
      { text: "Reference", link: "/reference/plugin" },
    ],
    sidebar: siteSections.map(({ title, pages }) => ({
      text: title,
      items: pages.map((page) => ({ text: page.title, link: addressOf(page.at) })),
    })),
    socialLinks: [{ icon: "github", link: repositoryUrl }],
  },
});
