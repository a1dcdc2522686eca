// The acceptance script in runtimes with a command line: Node, Bun and Deno.
//   entry.mjs '{"control": …, "refused": …, "tellsRefusal": …}'   → results as JSON
import * as library from "../../dist/index.js";
import * as testing from "../../dist/testing.js";
import { acceptance } from "./acceptance.mjs";

const setup = JSON.parse(process.argv[2] ?? "{}");
console.log(JSON.stringify(await acceptance({ ...setup, library, testing })));
// A socket that stalls would keep the process.
process.exit();
