// npm run build   src/ → dist/, as tsdown.config.ts says
//
// Not tsdown's own command: that tells Node 20, which the package supports, that it is deprecated.
import { build } from "tsdown";
import { readArguments } from "./arguments.mjs";

readArguments({});
await build({ logLevel: "warn" });
