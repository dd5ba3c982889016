import { expect, it } from "vitest";
import { replaceSection } from "./marked-section.ts";

const text = "# A\n\n<!-- generated:tables -->\nold\n<!-- /generated -->\n\nBy hand.\n";

it("replaces the text between the markers, and nothing else", () => {
  const updated = replaceSection(text, "tables", "| new |\n", "README.md");
  expect(updated).toBe("# A\n\n<!-- generated:tables -->\n\n| new |\n\n<!-- /generated -->\n\nBy hand.\n");
  expect(replaceSection(updated, "tables", "| new |", "README.md")).toBe(updated);
});

it.each(["# A\n", "<!-- generated:tables -->", "<!-- /generated --> <!-- generated:tables -->"])(
  "names the missing markers in %j",
  (broken) => {
    expect(() => replaceSection(broken, "tables", "", "packages/a/README.md")).toThrow(
      /packages\/a\/README\.md has no markers for generated text/,
    );
  },
);
