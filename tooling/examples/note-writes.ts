import type { AgendaWrites } from "@casement/core";

export const noteWrites: AgendaWrites = {
  services: ["update-note", "remove-note"],
  plan({ group, before, after }) {
    if (!group) return { refused: "unsupported", reason: "New notes are added in OneNote." };
    if (!after) return { calls: [{ service: "remove-note", input: { id: group }, mayBeGone: true }] };
    const title = after.components[0].summary ?? "";
    if (title === before?.components[0].summary) return { calls: [] };
    return { calls: [{ service: "update-note", input: { id: group, title } }] };
  },
};
