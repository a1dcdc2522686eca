import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type ClientOptions, createClient } from "../../src/index.ts";
import { CALLS } from "../support/calls.ts";
import { failed, KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";
import { findLeak, reachableStrings } from "../support/leaks.ts";

describe("the client itself shows no credential", () => {
  it.each<[string, ClientOptions]>([
    ["apiKey", { apiKey: KEY }],
    ["bearerToken", { bearerToken: KEY }],
    ["tokenProvider", { tokenProvider: async () => KEY }],
  ])("that came as %s, before and after calls", async (_name, options) => {
    const fetch = scripted(listed(), failed(401), failed(401), listed());
    const client = createClient({
      ...options,
      maxRetries: 0,
      headers: { "x-api-key": KEY },
      fetch,
    });
    const look = () => [client, client.secrets, client.http].flatMap(reachableStrings);
    expect(findLeak(look(), [KEY])).toBeUndefined();
    await CALLS.listConnectorSecrets(client);
    await rejection(CALLS.createConnectorSecret(client));
    expect(findLeak(look(), [KEY, "my-super-secret-value"])).toBeUndefined();
  });

  it("nor does the promise of a call, pending or settled", async () => {
    const client = createClient({ apiKey: KEY, fetch: scripted(failed(400)) });
    const call = CALLS.createConnectorSecret(client);
    const look = () => reachableStrings(call);
    expect(findLeak(look(), [KEY, "my-super-secret-value"])).toBeUndefined();
    await rejection(call);
    expect(findLeak(look(), [KEY, "my-super-secret-value"])).toBeUndefined();
    expect(inspect(call)).toContain("BadRequestError");
  });
});
