import type { AgentFigures } from "./agents-bench.ts";
import type { TextCost } from "./mcp-cost.ts";

const count = (value: number): string => value.toLocaleString("en-US");
const answer = (cost: TextCost | undefined): string => (cost ? `${count(cost.bytes)} / ${count(cost.tokens)}` : "–");

export function formatAgentFigures({ lists, answers }: AgentFigures): string {
  return [
    "The household of the demo on the emulator. Tokens are of o200k.",
    "",
    "The list of tools, which costs tokens in every conversation. What a model sees: name, description and input schema.",
    "",
    "| | tools | bytes of the list | bytes that a model sees | tokens |",
    "|---|--:|--:|--:|--:|",
    ...Object.entries(lists).map(
      ([title, { tools, listBytes, bytes, tokens }]) =>
        `| ${title} | ${tools} | ${count(listBytes)} | ${count(bytes)} | ${count(tokens)} |`,
    ),
    "",
    "Answers as text, in bytes and tokens. Softeria with `$select`: an agent that asks for the fields that it needs.",
    "",
    "| | **Casement** | Softeria | Softeria, `$select` |",
    "|---|--:|--:|--:|",
    ...Object.entries(answers).map(([title, costs]) => `| ${title} | ${[0, 1, 2].map((column) => answer(costs[column])).join(" | ")} |`),
  ].join("\n");
}
