/** A QR code of a text, one string for each row, in which `1` is dark. With the light margin of four that readers need. */
export async function drawQrCode(text: string): Promise<readonly string[]> {
  // Loaded only when access is added.
  const { encodeQR } = await import("qr");
  return encodeQR(text, "raw", { border: 4 }).map((row) => row.map((isDark) => (isDark ? "1" : "0")).join(""));
}
