/** The options of `npm create casement-plugin`: names of the new plugin, and the requests that it makes. */
export interface ScaffoldOptions {
  /** Name of the npm package. */
  readonly name: string;
  /** ID of the plugin: its key in the configuration and the first part of every name of its sensors and services. */
  readonly id: string;
  readonly title: string;
  /** The permission that reads the collection. */
  readonly scope: string;
  /** The collection of Graph that the plugin reads: `/me/contacts`. */
  readonly path: string;
  /** Name of its one sensor. */
  readonly sensor: string;
  /** The permission for changes. "none": the plugin only reads. */
  readonly "update-scope": string;
  /** The request that makes changes: `PATCH:/planner/tasks/{id}`. Default: POST to the collection. */
  readonly "service-path": string;
  /** Name of its one service, which searches, or makes changes if there is a permission for that. "none": no service. */
  readonly service: string;
  readonly author: string;
}

export type GivenOptions = Partial<ScaffoldOptions>;

export const noneValue = "none";

/** `PATCH:/planner/tasks/{id}`: the method, and the path of one item. */
export const servicePathPattern = /^(PATCH|DELETE):(\/(?:[\w-]+\/)+\{id\})$/i;

const identifier = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const packageName = /^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/;

/** What is wrong with a value, as the end of a sentence. Undefined if it is valid. */
export function problemOf(key: keyof ScaffoldOptions, value: string): string | undefined {
  if (value.trim() === "") return "must not be empty";
  if (/["'`\\\n<>]/.test(value)) return "must not contain quotes, backslashes, or angle brackets";
  if (key === "name" && !packageName.test(value)) return "must be the name of an npm package, such as casement-plugin-notes";
  if ((key === "id" || key === "sensor" || key === "service") && !identifier.test(value))
    return "must be lowercase words joined by hyphens";
  if (key === "id" && value === "account") return "is reserved; choose another ID";
  if (key === "path" && !/^\/me\/[\w/]+$/.test(value)) return "must be a collection below /me, such as /me/contacts";
  if (key === "service-path" && !servicePathPattern.test(value))
    return "must be PATCH or DELETE of one item, such as PATCH:/me/contacts/{id}. For other requests, omit it and add the service by hand";
  return undefined;
}

/** Converts a name to a title: `search-notes` to `Search notes`. */
export const toTitle = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
