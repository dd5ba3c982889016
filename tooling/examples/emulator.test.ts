import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { expect, it } from "vitest";

it("responds as Microsoft Graph does, and enforces permissions", async () => {
  const { fetch, control } = createEmulator({ populate: addHousehold });
  const token = await control.tokens.issue(householdUsers.main, ["User.Read"]);
  const get = (path: string) => fetch(`https://graph.microsoft.com/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });

  const me = await get("/me");
  expect(await me.json()).toMatchObject({ userPrincipalName: householdUsers.main });

  const calendars = await get("/me/calendars");
  expect(calendars.status).toBe(403);
});
