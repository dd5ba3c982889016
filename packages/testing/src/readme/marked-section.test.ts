import { expect, it } from "vitest";
import { replaceSection } from "./marked-section.ts";

const text = "# A\n\n<!-- generated:tables -->\nold\n<!-- /generated -->\n\nBy hand.\n";

it("replaces what stands between the markers, and nothing else", () => {
  const made = replaceSection(text, "tables", "| new |\n", "README.md");
  expect(made).toBe("# A\n\n<!-- generated:tables -->\n\n| new |\n\n<!-- /generated -->\n\nBy hand.\n");
  expect(replaceSection(made, "tables", "| new |", "README.md")).toBe(made);
});

it.each(["# A\n", "<!-- generated:tables -->", "<!-- /generated --> <!-- generated:tables -->"])(
  "says which markers are missing in %j",
  (broken) => {
    expect(() => replaceSection(broken, "tables", "", "packages/a/README.md")).toThrow(
      /packages\/a\/README\.md has no place for generated text/,
    );
  },
);
