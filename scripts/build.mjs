// npm run build   src/ → dist/, as tsdown.config.ts says
//
// Not through tsdown's own command, which calls Node 20 deprecated; the package supports it.
import { build } from "tsdown";
import { readArguments, run } from "./support/script.mjs";

await run(() => {
  readArguments();
  return build({ logLevel: "warn" });
});
