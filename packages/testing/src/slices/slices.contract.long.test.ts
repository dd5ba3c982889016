import { sliceExceptions, sliceOptions } from "../../test/slices/slice-options.fixture.ts";
import { testPlugin } from "../contract/test-plugin.ts";
import { clockSlice } from "./clock-slice.ts";
import { mailSlice } from "./mail-slice.ts";
import { presenceSlice } from "./presence-slice.ts";
import { todoSlice } from "./todo-slice.ts";

testPlugin(todoSlice, sliceOptions.todo);
testPlugin(mailSlice, sliceOptions.mail);
testPlugin(presenceSlice, sliceOptions.presence);
testPlugin(clockSlice, { ...sliceOptions.clock, exceptions: sliceExceptions });
