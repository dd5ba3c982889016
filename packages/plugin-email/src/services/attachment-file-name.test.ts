import { expect, it } from "vitest";
import { attachmentFileName } from "./attachment-file-name.ts";

const nameOf = (name: string | null) => attachmentFileName({ name });

it.each([
  ["report.pdf", "report.pdf"],
  ["..\\..\\a/b.txt", "b.txt"],
  ["a<b>:c?.txt", "a_b__c_.txt"],
  ["invoice\u202egpj.exe", "invoicegpj.exe"],
  ["\u2066a\u2069\u200b.txt\u200f", "a.txt"],
  ["a\ud83d.txt", "a.txt"],
  ["CON.txt", "_CON.txt"],
  ["con", "_con"],
  ["NUL .tar.gz", "_NUL .tar.gz"],
  ["\u200bLPT¹", "_LPT¹"],
  ["com0.log", "_com0.log"],
  ["console.txt", "console.txt"],
  ["..hidden. ", "hidden"],
  ["...", "attachment"],
  [null, "attachment"],
  ["a\r\nb.txt", "a__b.txt"],
  ["Отчёт.pdf", "Отчёт.pdf"],
])("names %j %j", (given, expected) => {
  expect(nameOf(given)).toBe(expected);
});

it.each(["ж", "日", "é", "e\u0301", "😀", "🇩🇪", "👍🏽", "x"])(
  "shortens a name of many %s to what file systems accept, with its ending",
  (character) => {
    for (const count of [60, 119, 140, 180, 250, 500]) {
      const name = nameOf(`${character.repeat(count)}.pdf`);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(250);
      expect(name).toMatch(/\.pdf$/);
      expect(name).toBe(`${character.repeat((name.length - 4) / character.length)}.pdf`);
      if (Buffer.byteLength(character) * count < 240) expect(name).toBe(`${character.repeat(count)}.pdf`);
    }
  },
);

it("shortens a name without an ending, and adds .eml to an attached message", () => {
  expect(nameOf("日".repeat(300))).toBe("日".repeat(81));
  expect(nameOf(`a.${"b".repeat(300)}`)).toHaveLength(245);
  const message = { "@odata.type": "#microsoft.graph.itemAttachment" };
  expect(attachmentFileName({ ...message, name: "ж".repeat(200) })).toBe(`${"ж".repeat(120)}.eml`);
  expect(attachmentFileName({ ...message, name: "FW: v1.2" })).toBe("FW_ v1.2.eml");
  expect(attachmentFileName({ ...message, name: "a.EML" })).toBe("a.EML");
});
