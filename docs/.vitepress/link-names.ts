import type { MarkdownOptions } from "vitepress";

type Transformer = NonNullable<MarkdownOptions["codeTransformers"]>[number];

/** Names of the reference become links to it, in TypeScript wherever it is shown; not in comments and texts. */
export function linkNames(places: Readonly<Record<string, string>>, base: string): Transformer {
  return {
    name: "casement:link-names",
    span(node) {
      const [child] = node.children;
      if (this.options.lang !== "ts" || child?.type !== "text" || /^\s*(\/\/|\/?\*|["'`])/.test(child.value)) return;
      node.children = child.value.split(/\b([A-Za-z]\w+)\b/).flatMap((value): typeof node.children => {
        // `check` and `permission` are words too; `definePlugin` is a name.
        const place = /[A-Z]/.test(value) && Object.hasOwn(places, value) ? places[value] : undefined;
        const text = { type: "text" as const, value };
        if (place === undefined) return value === "" ? [] : [text];
        return [
          {
            type: "element" as const,
            tagName: "a",
            properties: { href: `${base}${place.slice(1).replace("#", ".html#")}` },
            children: [text],
          },
        ];
      });
    },
  };
}
