// npm run fake                  runs the stateful fake of the API, to practise on
// npm run fake -- --port 9000   on another port than 4020; 0 picks a free one
// npm run fake -- --lose        loses the answer to the first write, after storing it
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { readArguments, readPort, run, ScriptError } from "./support/script.mjs";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };

await run(async () => {
  const { values } = readArguments({
    options: {
      port: { type: "string", default: "4020" },
      lose: { type: "boolean", default: false },
    },
  });
  const port = readPort(values.port);
  const api = createFakeApi({ connectors: [CONNECTOR] });
  // A push lists twice before it writes.
  if (values.lose) api.failNext({}, {}, { drop: "after" });
  const server = await api.listen(port).catch((error) => {
    if (error?.code !== "EADDRINUSE") throw error;
    throw new ScriptError(
      `Port ${port} is taken. Choose another with --port, or 0 for a free one.`,
    );
  });
  console.log(`The fake API at ${server.url} keeps what you store until you stop it. In another terminal:

  export SUPERMETRICS_API_KEY=any
  export SUPERMETRICS_TEAM_ID=${CONNECTOR.team_id}
  export SUPERMETRICS_CONNECTOR_IDENTIFIER=${CONNECTOR.connector_identifier}
  export SUPERMETRICS_BASE_URL=${server.url}

  echo my-first-value | node dist/cli.js set client_id

Ctrl-C stops it.`);
  process.once("SIGINT", () => server.close());
});
