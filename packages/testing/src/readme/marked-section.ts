const end = "<!-- /generated -->";

/** The text with what stands between `<!-- generated:NAME -->` and `<!-- /generated -->` replaced. Throws when a marker is missing. */
export function replaceSection(text: string, name: string, body: string, file: string): string {
  const begin = `<!-- generated:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${file} has no place for generated text. Put these two lines into it: ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${body.trim()}\n\n${text.slice(to)}`;
}
