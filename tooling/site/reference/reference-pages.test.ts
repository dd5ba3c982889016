import { expect, it } from "vitest";
import { declarationsIn } from "./declarations.ts";
import { addressesOf, distributeDeclarations, formatReference } from "./reference-pages.ts";

const source = `/* a licence */
/** One lamp. Its \`id\` is <stable>. */
export interface Lamp extends Part<Bulb> {
  /** Never null. Made at the factory, printed on the base, and kept in a book of all lamps that were made. */
  readonly id: string;
}
interface Part<B> { bulb: B }
type Bulb = "on" | "off";

/**
 * Lights it.
 * Throws when dark.
 */
export async function light(lamp: Lamp): Promise<void> {
  await secret(lamp);
}
const secret = async (lamp: Lamp) => {};
export const lamps: readonly Lamp[] = [];
export class Box {
  #lamps: Lamp[] = [];
  private count = 0;
  readonly size = 1;
  add(lamp: Lamp): void {
    this.count++;
  }
}
`;

const page = { title: "Lamps", at: "reference/lamps", lead: "Light.", folder: "packages/lamps", files: ["lamps.ts"], first: ["light"] };
const exported = new Set(["Lamp", "light", "lamps", "Box"]);

it("shows exports and their types, with comments and without function bodies", () => {
  const all = distributeDeclarations([page], declarationsIn("lamps.ts", source), exported);
  const addresses = addressesOf(all, (at) => `/${at}`);
  expect(formatReference(all[0]!, { package: "@casement/lamps", all, addresses })).toBe(`# Lamps

Light. Import from \`@casement/lamps\`.

## light

Lights it.
Throws when dark.

\`\`\`ts
async function light(lamp: Lamp): Promise<void>;
\`\`\`

## Lamp

One lamp. Its \`id\` is &lt;stable>.

\`\`\`ts
interface Lamp extends Part<Bulb> {
  /**
   * Never null. Made at the factory, printed on the base, and kept in a book
   * of all lamps that were made.
   */
  readonly id: string;
}
\`\`\`

Used by [\`light\`](/reference/lamps#light), [\`lamps\`](/reference/lamps#lamps), [\`Box\`](/reference/lamps#box).

## lamps

\`\`\`ts
const lamps: readonly Lamp[];
\`\`\`

## Box

\`\`\`ts
class Box {
  readonly size = 1;
  add(lamp: Lamp): void;
}
\`\`\`

## Other types

Types that are part of those above and cannot be imported.

### Part

\`\`\`ts
interface Part<B> { bulb: B }
\`\`\`

Used by [\`Lamp\`](/reference/lamps#lamp).

### Bulb

\`\`\`ts
type Bulb = "on" | "off";
\`\`\`

Used by [\`Lamp\`](/reference/lamps#lamp).

`);
});
