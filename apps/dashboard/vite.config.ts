import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Writes a .br and a .gz file next to each text file. The hub serves them. */
function compressFiles(): Plugin {
  let folder = "";
  return {
    name: "compress-files",
    apply: "build",
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const entry of entries.filter(({ name }) => /\.(js|css|html|svg|webmanifest)$/.test(name))) {
        const file = join(entry.parentPath, entry.name);
        const content = await readFile(file);
        await writeFile(`${file}.br`, brotliCompressSync(content));
        await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

/** Sources that load when they are needed: other pages, and other languages. */
const loadedLater =
  /\/web\/(accounts\/texts\/|problems\/texts\/|hub-pages\/|events\/|permissions\/(?!consent-forecast|request-buttons)|sensors\/sensor-page|services\/|settings\/(access|add-access)|actions\/(?!item-actions|load-actions)|styles\/(access|hub-pages|actions|calendar|reading|wall|connect|webhooks)|calendar\/(?!load-)|reading\/(?!load-|read-link|readable)|wall\/(?!load-wall)|connect\/(?!load-)|webhooks\/(?!load-)|setup\/(?!load-)|notifications\/event-notifier|parts\/qr-code|texts\/(de|es|fr|nl)\.ts)/;

/** Only what is read uses it. */
const readingLibrary = /\/node_modules\/.*dompurify/;
/** Only the calendar uses it. */
const calendarLibrary = /\/node_modules\/.*(@event-calendar|svelte|esm-env|clsx)/;
const formParts = /\/web\/services\/(?!service|call-examples)/;

export default defineConfig({
  root: join(import.meta.dirname, "web"),
  // The hub may be shown below a path, which is not known here.
  base: "./",
  logLevel: "warn",
  plugins: [compressFiles()],
  // Without `development`, a build within a test would have file names and line numbers in it.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  // The Content-Security-Policy allows neither inline scripts nor data: URLs for scripts.
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What the first page needs is one file, also where other pages share parts of it: together they compress better.
        codeSplitting: {
          groups: [
            { name: "page", test: (id) => !loadedLater.test(id) && !calendarLibrary.test(id) && !readingLibrary.test(id) },
            // Shared by actions and the pages about the hub.
            { name: "forms", test: formParts },
            // Shared by the consent page and the page about access.
            { name: "connect-grants", test: /\/web\/connect\/(grant-(choices|limits)|requested-grant|connect-texts|texts\/connect-en)/ },
          ],
        },
      },
    },
  },
});
