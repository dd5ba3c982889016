import type { TaskItem } from "../task-item.ts";

/** A step as a line of the notes has it. */
export interface WrittenStep {
  readonly title: string;
  readonly checked: boolean;
}

/** Also as Markdown: `- [x] Cow`. */
const stepLine = /^\s*(?:([☐☑])|[-*] \[([ xX])\])\s+(.+?)\s*$/;

/** The notes of a task with its checklist as lines below them, which every program shows: `☐ Oat`, `☑ Cow`. */
export function notesWithChecklist(body: string | undefined, checklist: TaskItem["checklist"] = []): string | undefined {
  const lines = checklist.map(({ title, checked }) => `${checked ? "☑" : "☐"} ${title}`);
  return [body, lines.join("\n")].filter(Boolean).join("\n\n") || undefined;
}

/** The steps at the end of the notes, and the notes without them. */
export function splitNotes(notes: string | undefined): { readonly body: string | undefined; readonly steps: readonly WrittenStep[] } {
  const lines = (notes ?? "").trimEnd().split(/\r?\n/);
  const steps: WrittenStep[] = [];
  for (let found = stepLine.exec(lines.at(-1) ?? ""); found; found = stepLine.exec(lines.at(-1) ?? "")) {
    const [, box, letter, title] = found;
    steps.unshift({ title: title!, checked: box === "☑" || letter?.toLowerCase() === "x" });
    lines.pop();
  }
  return { body: lines.join("\n").trimEnd() || undefined, steps };
}
