const end = "<!-- /generated -->";

/** Replaces the text between `<!-- generated:NAME -->` and `<!-- /generated -->`. Throws when a marker is missing. */
export function replaceSection(text: string, name: string, body: string, file: string): string {
  const begin = `<!-- generated:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${file} has no markers for generated text. Add these two lines: ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${body.trim()}\n\n${text.slice(to)}`;
}
