// npm run mock                  keeps a mock server of the contract running
// npm run mock -- --port 9000   at another port than 4010; 0 for any that is free
import { readArguments } from "./arguments.mjs";
import { portError, readPort } from "./docs/listen.mjs";
import { lintSpec } from "./generate/lint.mjs";
import { GenerateError } from "./generate/spec.mjs";
import { startPrism } from "./prism.mjs";

const PATH = "/v1/teams/936506/connector_builder/connectors/T3S70/secrets";

try {
  const { values } = readArguments({ options: { port: { type: "string", default: "4010" } } });
  const port = readPort(values.port);
  // Prism ends with a stack on a spec that cannot be read.
  await lintSpec();
  const mock = await startPrism({ port }).catch((error) => {
    throw portError(error, port);
  });
  console.log(`The mock server answers at ${mock.url} with the examples of the contract. Try:

  curl ${mock.url}${PATH} \\
    --header 'Authorization: Bearer any' \\
    --json '{"secret_name": "client_id", "secret_value": "my-super-secret-value"}'

Add --header 'Prefer: code=409' for that answer. Ctrl-C ends it.`);
  process.once("SIGINT", () => mock.close());
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
