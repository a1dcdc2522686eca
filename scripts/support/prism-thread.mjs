// Prism, in a thread of its own: see prism.mjs. It says on standard output where it listens.
import { workerData } from "node:worker_threads";
import { createSingleProcessPrism } from "@stoplight/prism-cli/dist/util/createServer.js";

await createSingleProcessPrism({
  document: workerData,
  host: "127.0.0.1",
  port: 0,
  cors: false,
  dynamic: false,
  errors: false,
  ignoreExamples: false,
  jsonSchemaFakerFillProperties: true,
  multiprocess: false,
  seed: "",
  verboseLevel: "info",
});
