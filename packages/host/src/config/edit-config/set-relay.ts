import { CasementError } from "@casement/core";
import { isMap, isScalar, type Node, parseDocument } from "yaml";
import { formatProblem } from "../config-problem.ts";
import { type ConfigEdit, type ConfigEditOptions, prepareConfigEdit } from "./config-edit.ts";

/**
 * Prepares to set `notifications.relay` in the config file.
 * @throws CasementError `config-invalid` when the file would have mistakes; `config-changed`, `config-unwritable`
 */
export const prepareRelay = (relay: string, options: ConfigEditOptions): Promise<ConfigEdit> =>
  prepareConfigEdit(
    options,
    (text) => setRelayText(text, relay),
    (errors) =>
      new CasementError("config-invalid", `The relay was not set. ${errors.map((problem) => formatProblem(problem)).join(" ")}`, {
        details: { problems: errors },
      }),
  );

/** Sets the relay in the text of a config file. All other lines stay as they are. @throws CasementError `config-invalid` */
export function setRelayText(text: string, relay: string): string {
  const document = parseDocument(text);
  const root = document.contents;
  if (document.errors.length > 0 || (root !== null && !isMap(root)))
    throw new CasementError("config-invalid", "The config file cannot be read as YAML, so it was not changed. Run: casement doctor");
  const block = isMap(root) ? (root.get("notifications", true) as Node | undefined) : undefined;
  const value = JSON.stringify(relay);
  if (!block) return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}notifications: { relay: ${value} }\n`;
  if (isScalar(block) || (isMap(block) && block.flow)) {
    const settings: unknown = isMap(block) ? block.toJS(document) : {};
    const [start, end] = block.range!;
    const pairs = Object.entries({ ...(settings as object), relay }).map(([name, setting]) => `${name}: ${JSON.stringify(setting)}`);
    return `${text.slice(0, start)}${text[start - 1] === ":" ? " " : ""}{ ${pairs.join(", ")} }${text.slice(end)}`;
  }
  const known = isMap(block) ? (block.get("relay", true) as Node | undefined) : undefined;
  if (known?.range) return `${text.slice(0, known.range[0])}${value}${text.slice(known.range[1])}`;
  const [start] = block.range!;
  const indent = /[^\n]*$/.exec(text.slice(0, start))?.[0] ?? "";
  return `${text.slice(0, start)}relay: ${value}\n${indent}${text.slice(start)}`;
}
