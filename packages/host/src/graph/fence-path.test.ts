import { expect, test } from "vitest";
import { fencePathOf } from "./fence-path.ts";

test.each([
  ["/me/drive/root:/Documents/2026:/children", "/me/drive/items/{id}/children"],
  ["/me/drive/root:/Documents/2026", "/me/drive/items/{id}"],
  ["/me/drive/root:/Documents/2026:", "/me/drive/items/{id}"],
  ["/drives/b!1/items/01AB:/a/b.txt:/content", "/drives/b!1/items/{id}/content"],
  ["/sites/contoso.sharepoint.com:/sites/hr:/lists", "/sites/{id}/lists"],
  ["/sites/contoso.sharepoint.com:/sites/hr:/drive/root:/a:/children", "/sites/{id}/drive/items/{id}/children"],
  ["/me/drive/root/children", "/me/drive/root/children"],
  ["/chats/19:abc@thread.v2/messages", "/chats/19:abc@thread.v2/messages"],
  ["/me/events", "/me/events"],
])("%s is %s to the permission map", (path, expected) => expect(fencePathOf(path)).toBe(expected));
