import { stepsOf } from "../../readme/document-steps.ts";
import { shellWords } from "../../readme/shell-words.ts";

/** A `docker run` or `docker exec` that a document shows. */
export interface DockerLine {
  /** `docs/container.md:25` */
  readonly place: string;
  readonly does: "run" | "exec";
  /** `--volume casement:/data`, `--read-only` */
  readonly flags: readonly string[];
  /** The image, or the name of the container. */
  readonly target: string;
  /** What runs in the container. Empty: what the image says. */
  readonly args: readonly string[];
}

/** Flags of docker that take no value. */
const switches = new Set(["--detach", "--interactive", "--read-only", "--rm", "--tty"]);

/** The lines with `docker run` and `docker exec` of a document. Those with gaps (`…`) are left out. */
export function dockerLinesOf(path: string): readonly DockerLine[] {
  return stepsOf({ path, sentences: true }).flatMap(({ place, command }) => {
    const [program, does, ...words] = shellWords(command);
    if (program !== "docker" || (does !== "run" && does !== "exec") || words.includes("…")) return [];
    const flags: string[] = [];
    while (words[0]?.startsWith("-")) flags.push(switches.has(words[0]) ? words.shift()! : words.splice(0, 2).join(" "));
    const [target = "", ...args] = words;
    return [{ place, does, flags, target, args }];
  });
}
