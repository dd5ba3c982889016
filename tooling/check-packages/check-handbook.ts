import { parse } from "yaml";
import type { SourceTree } from "./workspace.ts";

const maxAgentLines = 75;
/** A path of the repository in code: in backticks, or an argument of a command. Patterns and placeholders are none. */
const namedPath = /(?<=[`\s])(?:packages|apps|tooling|docs|examples|skills)\/[\w./-]*\w(?=[`\s])/g;
const skillFile = /^skills\/([^/]+)\/SKILL\.md$/;

/** What contributors and coding agents follow to the letter. Yields one sentence for each mistake. */
export function* checkHandbook(tree: SourceTree): Iterable<string> {
  const names = new Set([...tree.keys()].flatMap((path) => path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"))));
  for (const [path, text] of tree) {
    if (!path.startsWith("skills/") && path !== "AGENTS.md" && path !== "CONTRIBUTING.md") continue;
    for (const named of new Set(text.match(namedPath))) if (!names.has(named)) yield `${path}: names ${named}, which does not exist.`;
    const folder = skillFile.exec(path)?.[1];
    if (folder !== undefined) yield* checkFrontMatter(path, folder, text);
  }
  const lines = (tree.get("AGENTS.md") ?? "").split("\n").length - 1;
  if (lines > maxAgentLines)
    yield `AGENTS.md: has ${lines} lines; it is one page of ${maxAgentLines}. Details belong in CONTRIBUTING.md or a skill.`;
}

/** Format: https://agentskills.io/specification */
function* checkFrontMatter(path: string, folder: string, text: string): Iterable<string> {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1];
  if (block === undefined) return yield `${path}: does not begin with front matter.`;
  const { name, description }: { name?: unknown; description?: unknown } = parse(block);
  if (name !== folder) yield `${path}: its name must be that of its folder, "${folder}".`;
  if (typeof description !== "string" || description === "" || description.length > 1024)
    yield `${path}: needs a description of at most 1,024 characters that says what it does and when to use it.`;
}
