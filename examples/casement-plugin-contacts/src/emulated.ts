import { createCollectionArea } from "@casement/testing";

/** The contacts of every emulated mailbox. They take the place of the emulator's own, which are empty at first. */
export const emulatedContacts = createCollectionArea("/me/contacts", () => [
  { displayName: "Ada Byron", givenName: "Ada", surname: "Byron", birthday: "1815-12-10T11:59:00Z", mobilePhone: null },
  { displayName: "Grace Hopper", givenName: "Grace", surname: "Hopper", birthday: null, mobilePhone: "+1 555 0100" },
]);
