import { createEmulator, createFakeClock, type Emulator } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { todoSlice } from "../slices/todo-slice.ts";

/** An emulator whose delta rounds never end: instead of the delta link, each page has a next link that is new. */
function createEndlessEmulator(emulator: Emulator): { emulator: Emulator; traffic: { pages: number; isEndless: boolean } } {
  const traffic = { pages: 0, isEndless: false };
  let links = 0;
  const strip = (text: string): string => text.replaceAll(/([&?]|%26)endless(=|%3D)\d+/g, "");
  const fetch: Emulator["fetch"] = async (input, init) => {
    const body = typeof init?.body === "string" ? strip(init.body) : init?.body;
    const url = String(input instanceof Request ? input.url : input);
    const response = await emulator.fetch(strip(url), { ...init, ...(body !== undefined && { body }) });
    const text = await response.text();
    traffic.pages += text.split(/"@odata\.(?:delta|next)Link"/).length - 1;
    const changed = traffic.isEndless
      ? text.replaceAll(/"@odata\.deltaLink":"([^"]+)"/g, (_, link) => `"@odata.nextLink":"${link}&endless=${links++}"`)
      : text;
    return new Response(response.status === 204 ? null : changed, { status: response.status, headers: response.headers });
  };
  return { emulator: { ...emulator, fetch }, traffic };
}

it("a round whose links change for ever costs no more than rounds without changes, and ends when the links do", async () => {
  const clock = createFakeClock();
  const { emulator, traffic } = createEndlessEmulator(createEmulator({ clock }));
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice, every: { tasks: "30s" } }], clock, emulator });
  const countPages = async (): Promise<number> => {
    const before = traffic.pages;
    await t.advance("20m");
    return traffic.pages - before;
  };
  const usual = await countPages();
  traffic.isEndless = true;
  // The first rounds take longer to be recognized.
  await countPages();
  expect(await countPages()).toBeLessThanOrEqual(usual);
  expect(t.sensor("todo-slice/tasks")).toMatchObject({ stale: true, error: expect.stringContaining("nothing new") });
  expect(t.log.filter((line) => /^(warn|error).*nothing new/.test(line))).toHaveLength(1);
  traffic.isEndless = false;
  await t.advance("10m");
  expect(t.sensor("todo-slice/tasks")).toMatchObject({ stale: false });
});
