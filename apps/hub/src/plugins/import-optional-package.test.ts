import { expect, test } from "vitest";
import { importOptionalPackage } from "./import-optional-package.ts";

const failing = (message: string) => () => Promise.reject(Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" }));

test("for a missing package, the error contains the command that installs it", async () => {
  const load = failing("Cannot find package '@casement/plugin-email' imported from first-party.js");
  await expect(importOptionalPackage("@casement/plugin-email", load)).rejects.toMatchObject({
    code: "config-invalid",
    message: expect.stringMatching(/npm install @casement\/plugin-email$/),
  });
});

test("a missing dependency of a package is not mistaken for the package", async () => {
  const load = failing("Cannot find package 'zod' imported from plugin-email/dist/index.js");
  await expect(importOptionalPackage("@casement/plugin-email", load)).rejects.toThrow(/'zod'/);
});
