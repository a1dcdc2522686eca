// What a case is run against: a fake API on a port of its own, and a server by which the case starts
// it, chooses its faults, and sees what it received.
import { json } from "node:stream/consumers";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { serve } from "../support/serve.mjs";

const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
const LARGEST = { ...CONNECTOR, team_id: 2n ** 63n - 1n };
/** The page of a browser has another origin. */
const HEADERS = { "access-control-allow-origin": "*" };

/** @returns {Promise<import("../support/serve.mjs").Running>} */
export async function startServer() {
  /** @type {import("supermetrics-connector-builder/testing").FakeApi | undefined} */
  let api;
  /** @type {import("supermetrics-connector-builder/testing").FakeServer | undefined} */
  let fake;
  /** @type {(typeof CONNECTOR)[]} */
  let many = [];
  let redirected = 0;

  /** `count`: how many connectors, `C0` and so on, with a secret named `old`. @param {any} setup */
  async function startFake({ faults = [], token, count = 0 }) {
    await fake?.close();
    many = Array.from({ length: count }, (_, index) => {
      return { ...CONNECTOR, connector_identifier: `C${index}`, secrets: { old: "old value" } };
    });
    api = createFakeApi({ connectors: [CONNECTOR, LARGEST, ...many], token });
    api.failNext(...faults);
    fake = await api.listen();
    return { url: fake.url };
  }

  const control = await serve(async (request, response, path) => {
    if (path === "/redirected") redirected++;
    const reply =
      path === "/fake"
        ? await startFake(await json(request))
        : {
            redirected,
            requests: api?.requests,
            stored: many.map((each) => api?.secrets(each.team_id, each.connector_identifier)),
          };
    response.writeHead(200, HEADERS).end(JSON.stringify(reply));
  });

  async function close() {
    await fake?.close();
    await control.close();
  }
  return { url: control.url, close };
}
