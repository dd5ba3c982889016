import { createEmulator, createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { mailSlice } from "../slices/mail-slice.ts";

it.each(["ada@contoso.example", "Ada.Byron@contoso.example"])(
  "notices that the shared mailbox %s is the user's own",
  async (sharedMailbox) => {
    const clock = createFakeClock();
    const emulator = createEmulator({ clock });
    emulator.directory.addTenant({ domain: "contoso.example" });
    emulator.directory.addUser({
      userPrincipalName: "ada@contoso.example",
      mail: "ada.byron@contoso.example",
      displayName: "Ada Byron",
    });
    await using t = await createTestHost({
      plugins: [{ plugin: mailSlice }],
      emulator,
      clock,
      user: "ada@contoso.example",
      account: { sharedMailbox },
    });
    await t.advance("2m");
    expect(t.account.status().problem?.message).toContain("sharedMailbox is the signed-in user's own mailbox");
  },
);
