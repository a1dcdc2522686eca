// npm run fake                       runs the stateful fake of the API, to practise on
// npm run fake -- --port 9000        on another port than 4020; 0 picks a free one
// npm run fake -- --token my-token   accepts this token alone
// npm run fake -- --lose             loses the response to the first write, after applying it
import { subscribe } from "node:diagnostics_channel";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { readArguments, readPort, run } from "./support/script.mjs";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const COMMAND = "node dist/cli.js";
/** The fake's first placeholder is the same in every run. */
const CONFIGURATION = {
  base_url: "https://api.example.com/v2",
  authentication: { header: "X-Api-Key", value: "{{ secrets.sec_9e3779b97 }}" },
  reports: [{ id: "orders", path: "/orders", account_id: 9007199254740993n }],
};
const LOGS = [
  { event: "auth.token.refresh", request: "POST /v2/token", status: 200, duration_ms: 253 },
  { event: "report.fetch", request: "GET /v2/orders", status: 200, duration_ms: 871 },
  { event: "report.fetch", request: "GET /v2/orders", status: 429, duration_ms: 12 },
].map((entry, index) => {
  const log_time = new Date(Date.now() - 60_000 * (3 - index)).toISOString();
  return { id: `log-${index + 1}`, log_time, ...entry };
});

const LOSE = `
The response to the first write will be lost, after it was applied. Push twice:

  printf 'client_id=a\\nclient_secret=b\\n' > practice.env
  ${COMMAND} secrets push practice.env    # client_id: perhaps created
  ${COMMAND} secrets push practice.env    # finishes: client_id is updated, client_secret created
`;

const WRITES = ["POST", "PUT", "PATCH", "DELETE"];

await run(async () => {
  const { values } = readArguments({
    options: {
      port: { type: "string", default: "4020" },
      token: { type: "string" },
      lose: { type: "boolean", default: false },
    },
  });
  const port = readPort(values.port);
  const { token } = values;
  const seed = { name: "Practice", secrets: { api_key: "a-practice-value" }, logs: LOGS };
  const connector = { ...CONNECTOR, ...seed, configuration: CONFIGURATION };
  const api = createFakeApi({ connectors: [connector], token });
  let isLosing = values.lose;
  printRequests((method) => {
    if (isLosing) api.failNext({ method, drop: "after" });
    isLosing = false;
  });
  const server = await api.listen(port);
  console.log(`The fake API at ${server.url} keeps what you store until you stop it. In another terminal:

  export SUPERMETRICS_API_KEY=${token ?? "any"}
  export SUPERMETRICS_TEAM_ID=${CONNECTOR.team_id}
  export SUPERMETRICS_CONNECTOR_IDENTIFIER=${CONNECTOR.connector_identifier}
  export SUPERMETRICS_BASE_URL=${server.url}

  ${COMMAND} configuration pull
  echo my-first-value | ${COMMAND} secrets set client_id

In TypeScript:

  createClient({ apiKey: process.env.SUPERMETRICS_API_KEY, baseUrl: process.env.SUPERMETRICS_BASE_URL })
${values.lose ? LOSE : ""}
Ctrl-C stops it. Each request is listed here, without what it sends:
`);
  process.once("SIGINT", () => server.close());
});

/**
 * Prints each request of this process's only server: method, path and status, but no query, header
 * or body, in which a value may be.
 * @param {(method: string) => void} beforeWrite called for each write that has a credential
 */
function printRequests(beforeWrite) {
  subscribe("http.server.request.start", (message) => {
    const { request, response } =
      /** @type {{ request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse }} */ (
        message
      );
    const { method = "", url = "", headers } = request;
    const effect = WRITES.includes(method) ? "applied" : "read";
    if (effect === "applied" && headers.authorization !== undefined) beforeWrite(method);
    // The parser lets bytes through that a terminal would obey.
    const path = url.replace(/\?.*$/s, "").replace(/[^!-~]/g, "?");
    response.once("close", () => {
      const { statusCode, headersSent } = response;
      const end = headersSent
        ? `${statusCode}  ${statusCode < 400 ? effect : "refused"}`
        : "---  applied, but the response lost";
      console.log(`${method.padEnd(6)} ${end}  ${path}`);
    });
  });
}
