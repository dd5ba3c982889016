import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readTree } from "../check-packages/workspace.ts";
import { errorPages } from "../site/errors/error-pages.ts";
import { findCommandMistakes, findDocumentMistakes } from "./find-document-mistakes.ts";
import { collectProductNames } from "./product-names.ts";

const product = await collectProductNames(await readTree(fileURLToPath(new URL("../../", import.meta.url))));

/** The messages of the sources are left out: they are no documents. */
it("names only what the product has on the pages of errors", async () => {
  const mistakes = errorPages(new Map()).flatMap(({ at, text }) => [
    findCommandMistakes(at, text, product),
    findDocumentMistakes(at, text, product),
  ]);
  expect((await Promise.all(mistakes)).flat()).toEqual([]);
});
