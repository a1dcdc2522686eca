// An editor shows the limits of a parameter, where the caller writes it.
import { expect, it } from "vitest";
import { docstringsAt } from "../support/editor.ts";

const TEAM = "An integer from 1 to 9223372036854775807.";
const CONNECTOR = "At most 100 characters, matching `^[A-Za-z0-9_-]+$`.";
const NAME = "At most 255 characters.";
const VALUE = "At most 10000 characters.";
const PLACEHOLDER = "At most 100 characters.";

const LIMITS = [
  ["list", "team_id", TEAM],
  ["list", "connector_identifier", CONNECTOR],
  ["create", "team_id", TEAM],
  ["create", "secret_name", NAME],
  ["create", "secret_value", VALUE],
  ["set", "secret_name", NAME],
  ["set", "secret_value", VALUE],
  ["sync", "connector_identifier", CONNECTOR],
  ["update", "secret_placeholder", PLACEHOLDER],
  ["update", "secret_value", VALUE],
  ["delete", "team_id", TEAM],
  ["delete", "secret_placeholder", PLACEHOLDER],
];

it("an editor shows the limits of each parameter", { timeout: 60_000 }, () => {
  const calls = LIMITS.map(([method, name]) => `secrets.${method}({ |${name}: undefined });`);
  const shown = docstringsAt(`
    import type { Secrets } from "../../src/index.ts";
    declare const secrets: Secrets;
    ${calls.join("\n")}
  `);
  expect(shown).toEqual(LIMITS.map(([, , want]) => expect.stringContaining(want ?? "")));
});
