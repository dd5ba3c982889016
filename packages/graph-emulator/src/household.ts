export { addHousehold } from "./household/add-household.ts";
export { householdTenant, householdUsers } from "./household/people.ts";
