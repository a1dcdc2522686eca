// What an editor shows of a method: a short signature of named types.
import { expect, it } from "vitest";
import { operations } from "../support/contract.ts";
import { hoversAt } from "../support/editor.ts";

const methods = Object.values(operations)
  .map((operation) => operation["x-method"])
  .filter((method) => method !== undefined);

it("a method has a short, concrete signature", { timeout: 60_000 }, () => {
  const shown = hoversAt(`
    import type { Client } from "../../src/index.ts";
    declare const client: Client;
    ${methods.map((method) => `client.${String(method).replace(".", ".|")};`).join("\n")}
  `);
  expect(shown).toHaveLength(methods.length);
  for (const signature of shown) {
    expect(signature).toMatch(
      /^\(method\) \w+\.\w+\(params\??: \w+Params, options\?: CallOptions\): ApiPromise<\w+>$/,
    );
  }
});
