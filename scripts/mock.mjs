// npm run mock                  runs a mock server of the contract
// npm run mock -- --port 9000   on another port than 4010; 0 picks a free one

import { startPrism } from "./support/prism.mjs";
import { lintSpec } from "./support/redocly.mjs";
import { readArguments, readPort, run } from "./support/script.mjs";

const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";

await run(async () => {
  const { values } = readArguments({ options: { port: { type: "string", default: "4010" } } });
  const port = readPort(values.port);
  // Prism ends with a stack on a spec that it cannot read.
  await lintSpec();
  const mock = await startPrism(port);
  console.log(`The mock server at ${mock.url} responds with the examples of the contract. Try:

  curl ${mock.url}${PATH} \\
    --header 'Authorization: Bearer any' \\
    --json '{"secret_name": "client_id", "secret_value": "my-super-secret-value"}'

Add --header 'Prefer: code=409' to get that response instead. It keeps no state: npm run fake does.
Ctrl-C stops it.`);
  process.once("SIGINT", () => mock.close());
});
