/** Of the emulator's tests. */
const fixture = new URL("../../../graph-emulator/test/entra/self-signed-certificate.fixture.ts", import.meta.url);

/** A key and a certificate as PEM, which is valid `until` then. */
export const createSelfSignedCertificate: (until: Date, passphrase?: string) => { readonly key: string; readonly certificate: string } = (
  await import(fixture.href)
).createSelfSignedCertificate;
