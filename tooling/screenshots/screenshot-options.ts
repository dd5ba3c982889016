import { parseArgs } from "node:util";

const texts = { type: "string", multiple: true } as const;

/** What to take. Everything, unless the command line names some of it. */
export interface ScreenshotOptions {
  readonly widths: readonly number[];
  readonly themes: readonly ("light" | "dark")[];
  readonly languages: readonly string[];
  readonly calendars: readonly number[];
  /** Names of pages begin with one of these. */
  readonly pages: readonly string[];
  /** Instead of all that: the pictures of the README. */
  readonly readme: boolean;
  /** Or its moving picture. */
  readonly movingPicture: boolean;
}

export function readScreenshotOptions(args: readonly string[]): ScreenshotOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      width: texts,
      theme: texts,
      language: texts,
      calendars: texts,
      page: texts,
      readme: { type: "boolean" },
      "moving-picture": { type: "boolean" },
    },
  });
  return {
    widths: (values.width ?? ["390", "820", "1440"]).map(Number),
    themes: (values.theme ?? ["light", "dark"]) as ScreenshotOptions["themes"],
    languages: values.language ?? ["en", "de", "es", "fr", "nl"],
    calendars: (values.calendars ?? ["2", "50"]).map(Number),
    pages: values.page ?? [""],
    readme: values.readme ?? false,
    movingPicture: values["moving-picture"] ?? false,
  };
}
