import type { Locator, Page } from "playwright-core";

/** A person at a browser, whose clicks and typed fields are counted. */
export interface CountingPerson {
  readonly clicks: number;
  readonly fields: number;
  /** Clicks the one that is there first, and returns its index. */
  click(...targets: readonly Locator[]): Promise<number>;
  type(field: Locator, text: string): Promise<void>;
}

export function createCountingPerson(): CountingPerson {
  let clicks = 0;
  let fields = 0;
  return {
    get clicks() {
      return clicks;
    },
    get fields() {
      return fields;
    },
    async click(...targets) {
      const [first, ...others] = targets;
      const any = others.reduce((found, target) => found.or(target), first!);
      await any.first().waitFor();
      for (const [at, target] of targets.entries()) {
        if (!(await target.first().isVisible())) continue;
        clicks++;
        await target.first().click();
        return at;
      }
      throw new Error("What was there is gone.");
    },
    async type(field, text) {
      fields++;
      await field.fill(text);
    },
  };
}

export const buttonOf = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name });
