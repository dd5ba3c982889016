import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada, pat } = testUsers;
const rooms = "/places/microsoft.graph.room";

describe("rooms", () => {
  it("are listed, filtered, read by id or address, and grouped in lists", async () => {
    const graph = createTestGraph();
    const { places } = graph.emulator.control;
    const blue = places.addRoom("contoso.example", { displayName: "Blue", emailAddress: "blue@contoso.example", capacity: 4 });
    places.addRoom("contoso.example", {
      displayName: "Hall",
      emailAddress: "hall@contoso.example",
      capacity: 80,
      lists: ["north@contoso.example"],
    });
    const client = await graph.client(ada, "Place.Read.All");
    const names = async (path: string) => (await client.get(path)).body.value.map((place: any) => place.displayName);
    expect(await names(rooms)).toEqual(["Blue", "Hall"]);
    expect(await names(`${rooms}?$filter=capacity ge 10`)).toEqual(["Hall"]);
    for (const name of [blue, "Blue@contoso.example"])
      expect((await client.get(`/places/${name}`)).body).toMatchObject({ "@odata.type": "#microsoft.graph.room", id: blue, capacity: 4 });
    expect(await names("/places/microsoft.graph.roomlist")).toEqual(["north"]);
    expect(await names("/places/north@contoso.example/microsoft.graph.roomlist/rooms")).toEqual(["Hall"]);
    const unknown = await client.get("/places/nowhere@contoso.example");
    expect([unknown.status, unknown.body.error.code]).toEqual([refusalTable["place-unknown"].status, refusalTable["place-unknown"].code]);
    expect((await (await graph.client(ada, "User.Read")).get(rooms)).status).toBe(403);
    expect((await (await graph.client(pat, "User.Read")).get(rooms)).body.error.code).toBe("BadRequest");
  });
});
