import type { Emulator } from "../emulator.ts";
import { householdUsers } from "./people.ts";

const { main, personal } = householdUsers;

const plannedContacts: readonly [owner: string, contact: Record<string, unknown>][] = [
  [
    main,
    {
      givenName: "Ingrid",
      surname: "Falk",
      companyName: "Falk Joinery",
      jobTitle: "Joiner",
      emailAddresses: [{ name: "Ingrid Falk", address: "ingrid@falk-joinery.example" }],
      businessPhones: ["+49 30 5550 0114"],
    },
  ],
  [main, { givenName: "Tom", surname: "Okafor", companyName: "Quay Lofts", mobilePhone: "+49 170 5550 0121" }],
  [personal, { givenName: "Edda", surname: "Hale", birthday: "1951-04-09T11:59:00Z", homePhones: ["+49 40 5550 0107"] }],
  [personal, { givenName: "Sam", surname: "Hale", emailAddresses: [{ name: "Sam Hale", address: "sam.hale@post.example" }] }],
];

/** Adds a few contacts of the main user at work and at home. */
export function addContacts({ control: { contacts } }: Emulator): void {
  for (const [owner, contact] of plannedContacts) contacts.add(owner, contact);
}
