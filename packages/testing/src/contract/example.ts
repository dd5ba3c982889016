import type { Bench } from "./bench.ts";
import type { Subject } from "./subject.ts";

/** The input that the author gave for a service; undefined when there is none. */
export async function exampleFor(
  { options }: Subject,
  { t, user }: Bench,
  service: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const example = options.services?.[service];
  return typeof example === "function" ? example(t, user) : example;
}
