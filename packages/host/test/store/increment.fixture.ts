import { createSecretKey } from "node:crypto";
import { createSealedFile } from "../../src/store/sealed-file.ts";

/** Runs as a separate process. Increments the number in a sealed file `times` times. */
const [file, key, times] = process.argv.slice(2) as [string, string, string];
const counter = createSealedFile<{ n: number }>({
  file,
  key: createSecretKey(Buffer.from(key, "hex")),
  purpose: "counter",
  consequence: "",
  onSetAside: (error) => {
    throw error;
  },
});
for (let time = 0; time < Number(times); time++) await counter.update((value) => ({ n: (value?.n ?? 0) + 1 }));
