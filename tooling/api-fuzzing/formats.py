"""Valid texts for the formats of Casement's schemas, which schemathesis does not know."""

import schemathesis
from hypothesis import strategies as st

people = ["ada@elsewhere.example", "Ben Ito <ben@elsewhere.example>", '"Reed, Ada" <ada@elsewhere.example>', "robin@harbour-lane.example"]
zones = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "W. Europe Standard Time"]
rules = ["FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=YEARLY"]

schemathesis.openapi.format("casement-addresses", st.sampled_from(people))
schemathesis.openapi.format("casement-recurrence", st.sampled_from(rules))
schemathesis.openapi.format("casement-time-zone", st.sampled_from(zones))
