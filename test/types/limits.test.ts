// An editor shows the limits of a parameter, where the caller writes it.
import { expect, it } from "vitest";
import { limitsInWords } from "../../scripts/generate/types.mjs";
import { membersOf, operations } from "../support/contract.ts";
import { docstringsAt } from "../support/editor.ts";

/** Each parameter of each method, with the words for its limits. */
const LIMITS = Object.values(operations)
  .filter((operation) => operation["x-method"])
  .flatMap((operation) =>
    membersOf(operation)
      .filter(({ path, schema }) => path.length === 1 && schema.format !== "int64")
      .map(({ path, schema }) => [operation["x-method"], path[0], limitsInWords(schema)]),
  );

/** What is written by hand, and an int64, which no number of JavaScript holds. */
const MORE = [
  ["secrets.list", "team_id", "An integer from 1 to 9223372036854775807."],
  ["secrets.set", "secret_name", "At most "],
  ["secrets.set", "secret_value", "At most "],
  ["secrets.sync", "connector_identifier", "At most "],
];

it("an editor shows the limits of each parameter", { timeout: 60_000 }, () => {
  const all = [...LIMITS, ...MORE];
  const calls = all.map(([method, name]) => {
    const key = /^\w+$/.test(String(name)) ? name : JSON.stringify(name);
    return `client.${method}({ |${key}: undefined });`;
  });
  const shown = docstringsAt(`
    import type { Client } from "../../src/index.ts";
    declare const client: Client;
    ${calls.join("\n")}
  `);
  expect(shown).toEqual(all.map(([, , want]) => expect.stringContaining(String(want))));
});
