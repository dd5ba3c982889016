import { testPlugin } from "../contract/test-plugin.ts";
import { clockSlice } from "./clock-slice.ts";
import { mailSlice } from "./mail-slice.ts";
import { presenceSlice } from "./presence-slice.ts";
import { exceptions, fillers } from "./slices.fixture.ts";
import { todoSlice } from "./todo-slice.ts";

testPlugin(todoSlice, fillers.todo);
testPlugin(mailSlice, fillers.mail);
testPlugin(presenceSlice, fillers.presence);
testPlugin(clockSlice, { ...fillers.clock, exceptions });
