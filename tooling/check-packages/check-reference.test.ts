import { expect, it } from "vitest";
import { checkReference } from "./check-reference.ts";

const page = { title: "Lamps", at: "reference/lamps", lead: "Light.", folder: "packages/lamps", files: ["create-lamp.ts"] };
const sources = {
  "create-lamp.ts": "export interface Lamp { readonly bulb: Bulb }\nexport const createLamp = (): Lamp => ({ bulb: 'on' });\n",
  "bulb.ts": "export type Bulb = 'on' | 'off';\n",
  "switch.ts": "export const switchOff = (): void => {};\n",
};
const problemsOf = (index: string, files = page.files) =>
  checkReference(new Map(Object.entries({ ...sources, "index.ts": index }).map(([file, text]) => [`packages/lamps/src/${file}`, text])), [
    { ...page, files },
  ]);

it("accepts exports of the files of a page, what they are made of, and what comes from other packages", () => {
  const index =
    'export { createLamp, type Lamp } from "./create-lamp.ts";\nexport type { Bulb } from "./bulb.ts";\nexport { z } from "zod";\n';
  expect([...problemsOf(index)]).toEqual([]);
});

it("names an export that no page shows", () => {
  expect([...problemsOf('export { switchOff } from "./switch.ts";\n')]).toEqual([
    "packages/lamps: exports switchOff, which the reference lacks. Add its file to a page in tooling/site/pages.ts.",
  ]);
});

it("names a file of a page that does not exist", () => {
  expect([...problemsOf("", ["gone.ts"])]).toEqual(["tooling/site/pages.ts: names packages/lamps/src/gone.ts, which does not exist."]);
});
