/** What a client wrote is not iCalendar, or not one resource. `precondition`: of RFC 4791, section 5.3.2.1. */
export class InvalidIcal extends Error {
  readonly precondition: "valid-calendar-data" | "valid-calendar-object-resource" | "supported-calendar-component";

  constructor(precondition: InvalidIcal["precondition"], message: string) {
    super(message);
    this.name = "InvalidIcal";
    this.precondition = precondition;
  }
}

export const invalidData = (message: string): InvalidIcal => new InvalidIcal("valid-calendar-data", message);
