/** HTML that can safely be inserted into a page. */
export class HtmlText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | HtmlText | undefined | false | readonly Part[];

/** Tagged template for HTML. Escapes all values except other `html`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): HtmlText {
  return new HtmlText(strings.reduce((page, string, i) => page + render(parts[i - 1]) + string));
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof HtmlText) return part.text;
  if (typeof part === "object") return part.map(render).join("");
  return String(part).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
