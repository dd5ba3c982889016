import { createCollectionArea } from "@casement/testing";

// What every mailbox of the emulated Microsoft 365 contains in tests and in `npm run dev`. Copy the shape of items from Graph Explorer.
const items = () => [{ displayName: "Apple" }, { displayName: "Banana" }];

export const emulatedThings = createCollectionArea("/me/contacts", items, { itemPath: "/me/contacts/{id}" });
