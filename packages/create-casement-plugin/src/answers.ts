/** What a new plugin is called and does. */
export interface Answers {
  /** Of the npm package. */
  readonly name: string;
  /** Of the plugin: the key in the config and the first part of every address. */
  readonly id: string;
  readonly title: string;
  /** The permission it begins with. */
  readonly scope: string;
  /** The collection of Graph that it reads. */
  readonly path: string;
  /** Kind of its one sensor. */
  readonly sensor: string;
  /** The permission to add to the collection; "none": it only reads. */
  readonly "update-scope": string;
  /** Name of its one service, which searches, or adds where there is a permission for that; "none": there is no service. */
  readonly service: string;
  readonly author: string;
}

export type Given = Partial<Answers>;

export const none = "none";

const word = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const packageName = /^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/;

/** Why an answer cannot be used; undefined when it can. */
export function mistakeIn(key: keyof Answers, value: string): string | undefined {
  if (value.trim() === "") return "must not be empty";
  if (/["'`\\\n<>]/.test(value)) return "must not have quotes, backslashes or angle brackets";
  if (key === "name" && !packageName.test(value)) return "must be the name of an npm package, like casement-plugin-notes";
  if ((key === "id" || key === "sensor" || key === "service") && !word.test(value)) return "must be lower-case words joined by hyphens";
  if (key === "id" && value === "account") return "is the host's own id; choose another";
  if (key === "path" && !/^\/me\/[\w/]+$/.test(value)) return "must be a collection below /me, like /me/contacts";
  return undefined;
}

/** `search-notes` as people read it: `Search notes`. */
export const asTitle = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1).replaceAll("-", " ");
