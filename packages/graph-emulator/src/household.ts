export { household } from "./household/household.ts";
export { householdTenant, householdUsers } from "./household/people.ts";
