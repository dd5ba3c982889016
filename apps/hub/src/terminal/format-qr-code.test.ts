import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { formatQrCode } from "./format-qr-code.ts";

const rows = ["010", "001", "110"];
const terminal = { terminal: true, color: false, columns: 80 };

it("draws two rows in one line, light on dark", () => {
  expect(formatQrCode(rows, terminal)).toBe("█▄▀\n  ▀");
  const colored = formatQrCode(rows, { ...terminal, color: true })!;
  expect(stripVTControlCharacters(colored)).toBe("█▄▀\n  ▀");
  expect(colored.split("\n").every((line) => line.startsWith("\u001b["))).toBe(true);
});

it("draws nothing for a program, a narrow terminal, or without a code", () => {
  expect(formatQrCode(rows, { ...terminal, terminal: false })).toBeUndefined();
  expect(formatQrCode(rows, { ...terminal, columns: 2 })).toBeUndefined();
  expect(formatQrCode(undefined, terminal)).toBeUndefined();
});
