import { CasementError } from "@casement/core";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { defineRoute, type GraphRequest } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { Area, AreaContext } from "../area.ts";

export interface NewRoom {
  displayName: string;
  emailAddress: string;
  /** Number of people. */
  capacity?: number;
  building?: string;
  floorNumber?: number;
  /** Mail addresses of room lists that have this room. They are created at first use. */
  lists?: readonly string[];
}

/** Changes rooms from outside Graph. `tenant` is an id or domain. */
export interface PlacesControl {
  /** Adds a room and returns its id. */
  addRoom(tenant: string, room: NewRoom): string;
}
export type PlacesArea = Area<"places", PlacesControl>;

type StoredRoom = NewRoom & { id: string };

interface RoomList {
  id: string;
  emailAddress: string;
}

interface TenantPlaces {
  rooms: StoredRoom[];
  lists: RoomList[];
}

/** Creates the area for rooms and room lists of a tenant. */
export function createPlacesArea({ directory, ids }: AreaContext): PlacesArea {
  const tenants = new Map<string, TenantPlaces>();
  const placesOf = (tenantId: string): TenantPlaces => {
    const places = tenants.get(tenantId) ?? { rooms: [], lists: [] };
    tenants.set(tenantId, places);
    return places;
  };
  const page = (request: GraphRequest, items: readonly object[]) =>
    buildListPage(request, items, {
      context: "places",
      read: (item) => item,
      present: (item) => item,
      defaultTop: 100,
      maxTop: 1000,
      above: "refuse",
    });
  const isNamed =
    (name: string) =>
    ({ id, emailAddress }: { id: string; emailAddress: string }): boolean =>
      id === name || emailAddress.toLowerCase() === name.toLowerCase();

  return {
    name: "places",
    routes: [
      defineRoute("GET", "/places/microsoft.graph.room", (request) =>
        page(request, placesOf(request.user.tenantId).rooms.map(presentRoom)),
      ),
      defineRoute("GET", "/places/microsoft.graph.roomlist", (request) =>
        page(request, placesOf(request.user.tenantId).lists.map(presentList)),
      ),
      defineRoute("GET", "/places/{place}", (request) => {
        const { rooms, lists } = placesOf(request.user.tenantId);
        const room = rooms.find(isNamed(request.params.place!));
        const list = lists.find(isNamed(request.params.place!));
        if (!room && !list) throw createRefusal("place-unknown");
        return buildEntity(request, "places", {
          "@odata.type": `#microsoft.graph.${room ? "room" : "roomList"}`,
          ...(room ? presentRoom(room) : presentList(list!)),
        });
      }),
      defineRoute("GET", "/places/{place}/microsoft.graph.roomlist/rooms", (request) => {
        const { rooms, lists } = placesOf(request.user.tenantId);
        const list = lists.find(isNamed(request.params.place!));
        if (!list) throw createRefusal("place-unknown");
        const inside = rooms.filter((room) => room.lists?.some((name) => isNamed(name)(list)));
        return page(request, inside.map(presentRoom));
      }),
    ],
    control: {
      addRoom(tenant, room) {
        const found = directory.tenant(tenant);
        if (!found) throw new CasementError("input-invalid", "There is no tenant with that ID or domain.");
        const { rooms, lists } = placesOf(found.id);
        for (const emailAddress of room.lists ?? [])
          if (!lists.some(isNamed(emailAddress))) lists.push({ id: ids.guid("room-list"), emailAddress });
        const id = ids.guid("room");
        rooms.push({ ...room, id });
        return id;
      },
    },
  };
}

/** Shape: Microsoft's example of place-list. */
const presentRoom = ({ id, displayName, emailAddress, capacity, building, floorNumber }: StoredRoom) => ({
  id,
  displayName,
  address: null,
  geoCoordinates: null,
  phone: "",
  nickname: displayName,
  label: "",
  capacity: capacity ?? null,
  building: building ?? "",
  floorNumber: floorNumber ?? null,
  floorLabel: "",
  isWheelChairAccessible: false,
  bookingType: "standard",
  tags: [],
  audioDeviceName: null,
  videoDeviceName: null,
  displayDeviceName: null,
  emailAddress,
});

const presentList = ({ id, emailAddress }: RoomList) => ({
  id,
  displayName: emailAddress.split("@")[0],
  address: null,
  geoCoordinates: null,
  phone: "",
  emailAddress,
});
