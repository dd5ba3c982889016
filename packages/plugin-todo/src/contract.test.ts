import { testPlugin } from "@casement/testing";
import { contractOptions } from "../test/contract-options.fixture.ts";
import { todoPlugin } from "./plugin.ts";

testPlugin(todoPlugin, contractOptions);
