import assert from "node:assert/strict";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import type { DemoHousehold } from "../../harness/demo-household.ts";
import { addAgentToken } from "../../harness/grant-tokens.ts";
import { runToEnd } from "../../harness/programs.ts";
import type { AcceptanceRun } from "../../harness/run-acceptance.ts";
import { pythonOf } from "../install-agent-programs.ts";
import type { ListedTool } from "../seen-words.ts";
import { type FakeModel, type GivenTool, startFakeModel } from "./fake-model.ts";

interface Adapter {
  readonly title: string;
  /** In the folder `python`. */
  readonly script: string;
  readonly era: "modern" | "legacy";
  /** Its strict conversion takes every tool that has fields. The others keep what a strict schema cannot say. */
  readonly isStrict?: true;
}

const adapters: readonly Adapter[] = [
  { title: "pydantic-ai", script: "use_pydantic_ai.py", era: "modern" },
  { title: "OpenAI Agents SDK", script: "use_openai_agents.py", era: "modern", isStrict: true },
  { title: "Anthropic SDK", script: "use_anthropic.py", era: "modern", isStrict: true },
  { title: "Google Gen AI SDK", script: "use_google_genai.py", era: "modern" },
  { title: "langchain", script: "use_langchain.py", era: "legacy", isStrict: true },
];

const { colleagues } = householdUsers;

/** Every adapter gives all tools with all fields to a model, strictly where it can, and a mail is sent through each. The model is fake. */
export async function checkAdapters(
  installed: string,
  { ok }: AcceptanceRun,
  household: DemoHousehold,
  tools: readonly ListedTool[],
): Promise<void> {
  const send = async ({ title, script, era, isStrict }: Adapter): Promise<void> => {
    const subject = `Through ${title}`;
    const mail = { account: "home", to: colleagues.mateo, subject, text: "Sent by an agent." };
    await using model: FakeModel = await startFakeModel("email_send", mail);
    const token = await addAgentToken(household, title);
    const env = { HUB_ADDRESS: household.address, HUB_TOKEN: token, MODEL_ADDRESS: model.address };
    const { code, output } = await runToEnd(pythonOf(installed, era), [join(import.meta.dirname, "../python", script)], {
      seconds: 110,
      env,
    });
    assert.equal(code, 0, `${title} failed:\n${output.slice(-3_000)}`);
    const sent = household.emulator.control.mail.messages(colleagues.mateo, "inbox").filter((message) => message.subject === subject);
    assert.equal(sent.length, 1, `${title} sent ${sent.length} mails:\n${output.slice(-3_000)}`);
    const given = new Set(model.tools().flatMap(toFieldNames));
    assert.deepEqual(
      tools.flatMap(toListedFieldNames).filter((name) => !given.has(name)),
      [],
      `${title} lost fields`,
    );
    const loose = model.tools().filter((tool) => !tool.isStrict && fieldNamesOf("", tool.schema).length > 1);
    if (isStrict)
      assert.deepEqual(
        loose.map(({ name }) => name),
        [],
        `${title} did not make these strict`,
      );
    ok(`${title} (${era} era): ${model.tools().length} tools${isStrict ? ", all strict" : ""}, and a mail was sent`);
  };
  // Two at a time: most of it is the import of the libraries.
  const waiting = [...adapters];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await send(next);
  };
  await Promise.all([work(), work()]);
}

const toListedFieldNames = ({ name, inputSchema }: ListedTool): string[] => fieldNamesOf(name, inputSchema);
const toFieldNames = ({ name, schema }: GivenTool): string[] => fieldNamesOf(name, schema);
const fieldNamesOf = (tool: string, schema: { readonly properties?: object | undefined }): string[] => [
  tool,
  ...Object.keys(schema.properties ?? {}).map((field) => `${tool}.${field}`),
];
