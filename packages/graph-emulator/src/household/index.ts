export { addHousehold } from "./add-household.ts";
export { householdTenant, householdUsers } from "./people.ts";
