// The fake API is held to the contract: Prism stands before it, and finds no violation.
import { beforeAll, expect, it } from "vitest";
import { startPrism } from "../../scripts/support/prism.mjs";
import type { FakeApi } from "../../src/testing/index.ts";
import { operations } from "../support/contract.ts";
import { EXCHANGES, isDocumented, prepare } from "../support/exchanges.ts";
import { serve } from "../support/servers.ts";

interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

let api: FakeApi | undefined;
let url = "";

beforeAll(async () => {
  // Prism has one upstream; behind it stands the fake of the test that runs.
  const upstream = await serve(async ({ method, url, headers, body }, response) => {
    const answer = await api?.fetch(`http://fake${url}`, {
      method,
      headers: new Headers(headers.map(([name, value]): [string, string] => [name, value])),
      ...(method !== "GET" && { body }),
    });
    response.writeHead(answer?.status ?? 501, [...(answer?.headers ?? [])].flat());
    response.end(await answer?.text());
  });
  const prism = await startPrism({ upstream: upstream.url });
  url = prism.url;
  return async () => {
    await prism.close();
    await upstream.close();
  };
});

const violationsOf = (response: Response): Violation[] =>
  JSON.parse(response.headers.get("sl-violations") ?? "[]");
const ofResponse = ({ location }: Violation) => location[0] === "response";

it("the requests bring every documented answer", () => {
  const brought = new Set(EXCHANGES.map(([, { operation, status }]) => `${operation} ${status}`));
  const documented = Object.values(operations).flatMap(({ operationId, responses }) =>
    Object.keys(responses).map((status) => `${operationId} ${status}`),
  );
  expect(documented.filter((answer) => !brought.has(answer))).toEqual([]);
});

// Malformed JSON is refused by Prism itself. Not every operation documents how it refuses a bad
// parameter.
const passed = EXCHANGES.filter(([, exchange]) => exchange.body !== "{" && isDocumented(exchange));

it.each(passed)("%s", async (_name, exchange) => {
  const { api: fake, request } = prepare(exchange);
  api = fake;

  const response = await fetch(request(url));

  expect(response.status).toBe(exchange.status);
  expect(fake.requests).toHaveLength(1);
  const violations = violationsOf(response);
  // A 4xx may answer a request that breaks the contract: then the answer alone is judged.
  expect(response.ok ? violations : violations.filter(ofResponse)).toEqual([]);
});

it("Prism would find a violation", async () => {
  const { api: fake, request } = prepare({ operation: "listConnectorSecrets", status: 200 });
  api = fake;
  fake.failNext({ body: { count: -1, secrets: [] } });

  const violations = violationsOf(await fetch(request(url)));

  expect(violations).toMatchObject([{ location: ["response", "body", "count"] }]);
});
