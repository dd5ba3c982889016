import { createCollectionArea } from "@casement/testing";

// What every mailbox of the emulated Microsoft 365 has in tests and in `npm run dev`. Copy the shape from Graph explorer.
export const emulatedThings = createCollectionArea("/me/contacts", () => [{ displayName: "Apple" }, { displayName: "Banana" }]);
