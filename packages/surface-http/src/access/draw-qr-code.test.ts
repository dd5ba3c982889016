import decodeQR from "qr/decode.js";
import { expect, it } from "vitest";
import { drawQrCode } from "./draw-qr-code.ts";

const scale = 4;

/** Reads a code as a camera does. */
function readQrCode(rows: readonly string[]): string {
  const size = rows.length * scale;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (rows[Math.floor(y / scale)]![Math.floor(x / scale)] === "1") data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return decodeQR({ width: size, height: size, data });
}

it.each([
  "https://hub.example.org/dav/",
  "https://example.org/casement/ics/0123456789abcdef0123456789abcdef01234567.ics",
  "http://127.0.0.1:8365/",
])("%s can be read from its code", async (text) => {
  const rows = await drawQrCode(text);
  expect(rows.every((row) => row.length === rows.length && /^[01]+$/.test(row))).toBe(true);
  expect(readQrCode(rows)).toBe(text);
});
