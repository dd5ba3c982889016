import { htmlToText, sanitizeHtml } from "@casement/graph-text";
import { expect, it } from "vitest";

it("converts the HTML of a message", () => {
  const body = '<p onclick="steal()">Bring:</p><ul><li>milk</li><li>bread <img alt="rye" src="https://tracker.example/1"></li></ul>';
  expect(htmlToText(body)).toBe("Bring:\n- milk\n- bread rye");
  expect(sanitizeHtml(body)).toBe("<p>Bring:</p><ul><li>milk</li><li>bread <span>rye</span></li></ul>");
});
