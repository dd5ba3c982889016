import type { MarkdownOptions } from "vitepress";

type Transformer = NonNullable<MarkdownOptions["codeTransformers"]>[number];

/** Links names in TypeScript code to the reference, except in comments and strings. `addresses`: address on the site by name. */
export function linkNames(addresses: Readonly<Record<string, string>>, base: string): Transformer {
  return {
    name: "casement:link-names",
    span(node) {
      const [child] = node.children;
      if (this.options.lang !== "ts" || child?.type !== "text" || /^\s*(\/\/|\/?\*|["'`])/.test(child.value)) return;
      node.children = child.value.split(/\b([A-Za-z]\w+)\b/).flatMap((value): typeof node.children => {
        // Names without a capital, such as `check`, are also ordinary words and stay unlinked.
        const address = /[A-Z]/.test(value) && Object.hasOwn(addresses, value) ? addresses[value] : undefined;
        const text = { type: "text" as const, value };
        if (address === undefined) return value === "" ? [] : [text];
        return [
          {
            type: "element" as const,
            tagName: "a",
            properties: { href: `${base}${address.slice(1).replace("#", ".html#")}` },
            children: [text],
          },
        ];
      });
    },
  };
}
