import { cutText } from "@casement/core";
import { cleanText } from "../results/clean-text.ts";
import type { ServiceCall } from "./call-rules.ts";

/** Characters of one field that a person reads before they agree. */
const maxValueLength = 500;

/** What a person agrees to, in a line for the call and one for each field. */
export function describeCall({ tool, account, input }: ServiceCall): string {
  const fields = Object.entries(input).map(([name, value]) => `${name}: ${cutText(cleanText(textOf(value)), maxValueLength)}`);
  return [`${tool.title} (account ${account})`, ...fields].join("\n");
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === "string");
  return isTexts ? value.join(", ") : JSON.stringify(value);
}
