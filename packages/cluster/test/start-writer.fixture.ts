import { startProcess, type TestProcess } from "./start-process.fixture.ts";

/**
 * A process that stores rising numbers as the owner of the account `home`. It prints numbers that are stored, and at last the code of an error.
 */
export const startWriter = (url: string, token: string, how = ""): TestProcess => startProcess("writer.fixture.ts", [url, token, how]);
